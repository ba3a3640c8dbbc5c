"""Approved versions published, tried, planned, taken back and moved to, from the terminal."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from flow_runtime.conversations import Conversations, IncomingMessage
from flow_runtime.conversations.releasing import carry_out_due
from flow_runtime.flow import Flow
from storage import versions
from storage.database import Database, open_database
from tests.approving import approved_version, decide, frozen_version
from tests.flow_runtime.building import end, flow, question
from tests.flow_runtime.cli.conftest import Call, only_json


def asking(text: str, node_id: str = "name") -> Flow:
    return flow([question(node_id, text=text), end()], [f"{node_id}.answered>end"], id="story")


@pytest.fixture
def database(stored: Call) -> Iterator[Database]:
    with closing(open_database(os.environ["FLUXO_DATABASE_URL"])) as opened:
        yield opened


@pytest.fixture
def live(stored: Call, database: Database) -> Call:
    """An installation with three approved versions and one that waits; the first is live."""
    now = datetime.now(UTC)
    with database.transaction() as tx:
        for text in ("Um?", "Dois?", "Três?"):
            approved_version(tx, asking(text), now=now)
        frozen_version(tx, asking("Quatro?"), now=now)
    for command in (
        ("channel", "set", "loja", "--environment", "production"),
        ("publish", "story@1", "--channel", "loja", "--reason", "primeira", "--as", "rui"),
    ):
        result = stored(*command)
        assert result.exit_code == 0, result.output
    return stored


def status(call: Call) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = only_json(call("status", "--json"))
    return found


def test_an_approved_version_goes_live_and_back(live: Call) -> None:
    done = live("publish", "story@2", "--channel", "loja", "--as", "rui")
    assert "story, version 2" in done.stdout
    (now,) = status(live)["live"]
    assert (now["version"], now["by"], now["environment"]) == (2, "rui", "production")
    assert live("rollback", "--channel", "loja", "--reason", "erro").exit_code == 0
    assert status(live)["live"][0]["version"] == 1


def test_what_is_not_approved_or_not_there_is_a_sentence(live: Call) -> None:
    for named, words in (("story@4", "approved"), ("story@99", "99"), ("story", "story@3")):
        result = live("publish", named, "--channel", "loja")
        assert result.exit_code == 1
        assert words in result.stderr
    assert status(live)["live"][0]["version"] == 1


def test_a_plan_is_made_shown_carried_out_or_taken_back(live: Call, database: Database) -> None:
    at = (datetime.now() + timedelta(hours=2)).strftime("%Y-%m-%d %H:%M")
    planned = live("publish", "story@2", "--channel", "loja", "--at", at, "--as", "rui")
    assert f"goes live on the channel 'loja' at {at}" in planned.stdout
    live("publish", "story@3", "--channel", "loja", "--at", at)
    first, second = status(live)["plans"]
    assert (first["version"], first["by"], second["version"]) == (2, "rui", 3)
    assert f"Planned (number {first['number']}) for {at}" in live("status").stdout
    assert live("plan", "cancel", second["number"], "--reason", "adiada").exit_code == 0
    again = live("plan", "cancel", second["number"])
    assert (again.exit_code, "over already" in again.stderr) == (1, True)
    assert carry_out_due(database, now=datetime.now(UTC) + timedelta(hours=3)) == 1
    assert (status(live)["live"][0]["version"], status(live)["plans"]) == (2, [])


def test_a_plan_that_could_not_be_carried_out_is_shown_with_the_reason(
    live: Call, database: Database
) -> None:
    live("publish", "story@2", "--channel", "loja", "--at", "2099-01-01 09:00", "--as", "rui")
    with database.transaction() as tx:
        decide(tx, versions.get(tx, "story", 2), "sent_back", now=datetime.now(UTC))
    assert carry_out_due(database, now=datetime(2099, 1, 2, tzinfo=UTC)) == 1
    (failed,) = status(live)["failed_plans"]
    assert (failed["version"], failed["by"]) == (2, "rui")
    assert str(failed["why"]).startswith("{'en': 'Not approved")
    shown = " ".join(live("status").stdout.split())
    assert f"Did not go live (number {failed['number']}, planned for 2099-01-01 09:00" in shown
    assert "Não foi ao ar" in live("--language", "pt-BR", "status").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--at", "amanhã"), "is no moment"),
        (("--at", "2020-01-01 09:00"), "moment is over"),
        (("--at", "2099-01-01 09:00", "--share", "10"), "Choose one"),
    ],
)
def test_an_unusable_time_is_a_sentence(live: Call, arguments: tuple[str, ...], words: str) -> None:
    result = live("publish", "story@2", "--channel", "loja", *arguments)
    assert result.exit_code == 1
    assert words in result.stderr


def test_a_trial_is_started_shown_and_decided(live: Call, database: Database) -> None:
    terms = ("--share", "99", "--max-failed", "7", "--over", "20")
    begun = live("publish", "story@2", "--channel", "loja", *terms)
    assert "for 99% of new conversations" in begun.stdout
    Conversations(database, b"").begin("loja", "a-browser")
    (trial,) = status(live)["trials"]
    assert (trial["share_percent"], trial["max_failed_percent"], trial["begun"]) in (
        (99, 7, 1),
        (99, 7, 0),
    )
    assert "Em experiência" in live("--language", "pt-BR", "status").stdout
    assert "is over" in live("trial", "stop", "--channel", "loja").stdout
    assert "Nothing is on trial" in live("trial", "promote", "--channel", "loja").stderr
    live("publish", "story@3", "--channel", "loja", *terms)
    assert "version 3" in live("trial", "promote", "--channel", "loja", "--as", "eva").stdout
    assert status(live)["live"][0]["by"] == "eva"


def test_running_conversations_are_shown_by_version_and_moved(
    live: Call, database: Database
) -> None:
    driver = Conversations(database, b"")
    going, stuck = driver.begin("loja", "a-browser"), driver.begin("loja", "another-browser")
    live("publish", "story@2", "--channel", "loja")
    driver.receive(stuck.id, IncomingMessage("m-1", "Ana"))
    last = driver.begin("loja", "another-browser")
    assert [one["conversations"] for one in status(live)["running"]] == [1, 1]
    assert "story, version 1: 1; story, version 2: 1" in live("status").stdout
    dry = live("migrate", "--channel", "loja", "--dry-run")
    assert "Could move to story@2: 1." in dry.stdout
    moved = only_json(live("migrate", "--channel", "loja", "--json", "--as", "rui"))
    assert (moved["moved"], moved["stay"], moved["obstacles"]) == (1, 0, [])
    with database.transaction() as tx:
        approved_version(tx, asking("Outro?", "other"), now=datetime.now(UTC))
    live("publish", "story@5", "--channel", "loja")
    told = live("migrate", "--channel", "loja", "--dry-run").stdout
    assert "Stay on their version: 2." in told
    assert "2  The node 'name', at which the conversation waits, does not exist" in told
    assert {going.id, last.id} == {1, 3}
    assert live("migrate", "--channel", "nowhere").exit_code == 1


def test_a_channel_keeps_its_environment(live: Call) -> None:
    live("channel", "set", "bancada", "--environment", "test")
    live("channel", "set", "bancada", "--set", "title=Bancada")
    bench, shop = only_json(live("channel", "list", "--json"))["channels"]
    assert (bench["name"], bench["environment"]) == ("bancada", "test")
    assert (shop["name"], shop["environment"]) == ("loja", "production")
    assert live("channel", "set", "loja", "--environment", "elsewhere").exit_code == 2
