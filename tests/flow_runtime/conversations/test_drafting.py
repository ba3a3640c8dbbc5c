"""Drafts are saved with the words by which a flow is found, and lists show facts about them."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from flow_runtime.conversations.drafting import (
    as_document,
    called_flows,
    keep_card,
    note_work,
    refresh_cards,
    save_draft,
    surroundings,
)
from flow_runtime.conversations.shelf import create_flow
from flow_runtime.editing.documents import new_document
from flow_runtime.problems import Severity, problem
from storage import audit, drafts, flow_cards, flows
from storage.audit import AuditFilter
from storage.database import Database
from storage.errors import Conflict, NotFound

NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)


def stored(database: Database, *names: str) -> None:
    with database.transaction() as tx:
        for name in names:
            create_flow(tx, new_document(name, name.title()), author="ana", now=NOW)


def test_the_flow_is_called_what_its_draft_says(database: Database):
    stored(database, "boleto")
    document = {
        **new_document("boleto", "Segunda via"),
        "objective": "Sem fila",
        "category": "ativo",
    }
    with database.transaction() as tx:
        saved = save_draft(
            tx, "boleto", document=document, expected_revision=1, author="bia", now=NOW,
            acknowledged={"tab": 4},
        )  # fmt: skip
        flow = flows.get(tx, "boleto")
        assert (flow.name, flow.objective, flow.category) == ("Segunda via", "Sem fila", "ativo")
        assert (saved.revision, saved.acknowledged) == (2, {"tab": 4})
        assert as_document(drafts.get(tx, "boleto").document) == document


@pytest.mark.parametrize("name", ["", "   ", None, 7, ["x"]])
def test_a_draft_that_lost_its_name_leaves_the_flow_its_own(database: Database, name: object):
    stored(database, "boleto")
    document = {**new_document("boleto", "x"), "name": name}
    with database.transaction() as tx:
        save_draft(tx, "boleto", document=document, expected_revision=1, author="bia", now=NOW)
        assert flows.get(tx, "boleto").name == "Boleto"


def test_of_two_people_the_second_is_told_and_changes_nothing(database: Database):
    stored(database, "boleto")
    late = {**new_document("boleto", "Nome de quem chegou tarde")}
    with database.transaction() as tx:
        save_draft(tx, "boleto", document={"name": "A"}, expected_revision=1, author="a", now=NOW)
    with pytest.raises(Conflict), database.transaction() as tx:
        save_draft(tx, "boleto", document=late, expected_revision=1, author="b", now=NOW)
    with database.read() as tx:
        assert flows.get(tx, "boleto").name == "A"


def test_a_draft_of_no_flow_is_not_found(database: Database):
    with pytest.raises(NotFound), database.transaction() as tx:
        save_draft(tx, "gone", document={}, expected_revision=0, author="ana", now=NOW)


def test_a_card_counts_errors_warnings_and_nodes(database: Database):
    stored(database, "boleto")
    found = [
        problem("a", "a", "a"),
        problem("b", "b", "b", severity=Severity.WARNING),
        problem("c", "c", "c"),
    ]
    with database.transaction() as tx:
        keep_card(tx, "boleto", 1, new_document("boleto", "Boleto"), found)
        card = flow_cards.numbers(tx)["boleto"]
    assert (card.revision, card.errors, card.warnings, card.nodes) == (1, 2, 1, 1)


def test_cards_are_made_anew_for_the_flows_that_are_asked_for(database: Database):
    stored(database, "a", "b", "c")
    assert refresh_cards(database, ["c", "gone", "a"], within_s=60) == 2
    with database.read() as tx:
        cards = flow_cards.numbers(tx)
    assert set(cards) == {"a", "c"}
    assert cards["a"].errors > 0, "a flow that only begins leaves its customer without an answer"


def test_making_cards_ends_when_the_time_is_over(database: Database):
    stored(database, "a", "b", "c")
    clock = count()
    made = refresh_cards(database, ["a", "b", "c"], within_s=1, monotonic=lambda: next(clock))
    assert made == 1


def test_what_a_flow_calls_is_found_however_deep_and_broken_drafts_are_left_out(
    database: Database,
):
    stored(database, "a", "b", "c", "broken")
    calls = {
        "a": ["b", "broken", "gone"],
        "b": ["c"],
        "c": ["a"],
    }
    with database.transaction() as tx:
        for caller, called in calls.items():
            document = new_document(caller, caller)
            document["nodes"] += [
                {"id": f"call-{name}", "type": "subflow", "name": name, "flow": name}
                for name in called
            ]
            save_draft(tx, caller, document=document, expected_revision=1, author="ana", now=NOW)
        broken = {"nodes": "none"}
        save_draft(tx, "broken", document=broken, expected_revision=1, author="ana", now=NOW)
        assert set(called_flows(tx, document)) == {"a", "b", "c"}
        assert set(surroundings(tx, broken).flows) == set()


def test_each_piece_of_work_is_noted_once_with_what_was_before(database: Database):
    stored(database, "boleto")
    saves = [("ana", 5), ("ana", 10), ("bia", 12), ("bia", 71), ("bia", 132), ("ana", 133)]
    for revision, (author, minutes) in enumerate(saves, 1):
        now = NOW + timedelta(minutes=minutes)
        document = new_document("boleto", f"Boleto {minutes}")
        with database.transaction() as tx:
            note_work(tx, "boleto", author=author, now=now)
            save_draft(
                tx, "boleto", document=document, expected_revision=revision, author=author, now=now
            )
    with database.read() as tx:
        noted = list(audit.each(tx, AuditFilter(action="flow.changed")))
    assert [(one.actor, one.details["revision"]) for one in noted] == [
        ("bia", 3),
        ("bia", 5),
        ("ana", 6),
    ]
    assert len({one.details["before"] for one in noted}) == len(noted)
