"""What `fluxo up` puts into a database, and above all what it leaves alone."""

import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.cli.demo_data import CHANNEL, FIRST_FLOW, called_first, prepare_demo
from flow_runtime.cli.demo_start import DemoPlan, demo_settings
from flow_runtime.cli.opened import utc_now
from flow_runtime.conversations.publishing import export_flow, import_flow
from flow_runtime.errors import SettingsInvalid
from flow_runtime.flow import Flow
from storage import channels, connections, conversation_tests, drafts, flows, publications
from storage.channels import Channel
from storage.database import Database
from tests.flow_runtime.building import end, flow, node
from tests.flow_runtime.cli.conftest import write_flow

ERP_PORT = 18_701


def test_new_database_gets_samples_channel_and_publication(sqlite_database: Database) -> None:
    prepare_demo(sqlite_database, erp_port=ERP_PORT)
    with sqlite_database.read() as tx:
        assert FIRST_FLOW in {stored.id for stored in flows.list_flows(tx)}
        live = publications.current(tx, CHANNEL)
        erp = connections.get(tx, "erp").definition
        assert channels.get(tx, CHANNEL).settings == {"title": "Provedor Exemplo"}
        numbers = conversation_tests.numbers(tx)
        assert set(numbers) == {stored.id for stored in flows.list_flows(tx)}
    assert live is not None
    assert (live.flow_id, live.version) == (FIRST_FLOW, 1)
    assert erp["base_url"] == f"http://127.0.0.1:{ERP_PORT}"
    assert erp["private_address"] == f"127.0.0.1:{ERP_PORT}"


def test_second_start_changes_nothing(sqlite_database: Database) -> None:
    def everything() -> object:
        with sqlite_database.read() as tx:
            listed = [stored.id for stored in flows.list_flows(tx)]
            saved = [drafts.get(tx, flow_id) for flow_id in listed]
            tests = [conversation_tests.list_of_flow(tx, flow_id) for flow_id in listed]
            return saved, tests, publications.history(tx, CHANNEL), connections.list_connections(tx)

    prepare_demo(sqlite_database, erp_port=ERP_PORT)
    before = everything()
    prepare_demo(sqlite_database, erp_port=ERP_PORT + 1)
    assert everything() == before


def test_draft_and_channel_of_a_person_stay(sqlite_database: Database) -> None:
    prepare_demo(sqlite_database, erp_port=ERP_PORT)
    mine = Channel(CHANNEL, "webchat", {"title": "Minha loja"})
    with sqlite_database.transaction() as tx:
        changed = export_flow(tx, FIRST_FLOW).model_copy(update={"name": "Meu boleto"})
        import_flow(tx, changed, author="ana", now=utc_now())
        channels.save(tx, mine)
        publications.withdraw(tx, CHANNEL, now=utc_now())
    prepare_demo(sqlite_database, erp_port=ERP_PORT)
    with sqlite_database.read() as tx:
        assert export_flow(tx, FIRST_FLOW).name == "Meu boleto"
        assert channels.get(tx, CHANNEL) == mine
        assert publications.current(tx, CHANNEL) is not None


def test_flow_that_cannot_be_published_is_told_about_and_left_out(
    sqlite_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_flow(tmp_path, calling(FIRST_FLOW, "nowhere"))
    prepare_demo(sqlite_database, erp_port=ERP_PORT, folder=tmp_path)
    with sqlite_database.read() as tx:
        assert publications.current(tx, CHANNEL) is None
        assert export_flow(tx, FIRST_FLOW).id == FIRST_FLOW
    assert FIRST_FLOW in capsys.readouterr().err


# -- the order of sub-flows --------------------------------------------------------------------


def calling(name: str, *called: str) -> Flow:
    calls = [node(f"call-{other}", "subflow", flow=other) for other in called]
    return flow([*calls, end()], [], id=name)


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=4)))
def test_called_flows_come_once_and_after_those_they_call(drawn: dict[str, list[str]]) -> None:
    samples = {name: calling(name, *set(called)) for name, called in drawn.items()}
    order = list(called_first(samples))
    assert len(order) == len(set(order))
    assert set(order) == {name for called in drawn.values() for name in called} & set(drawn)
    for name in order:
        for other in set(drawn[name]) & set(order):
            is_circle = _reaches(drawn, other, name)
            assert is_circle or order.index(other) < order.index(name)


def _reaches(drawn: dict[str, list[str]], begin: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [begin]
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += drawn.get(name, [])
    return False


# -- settings ----------------------------------------------------------------------------------


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DemoPlan:
    for name in ("FLUXO_DATABASE_URL", "FLUXO_SECRET_KEY", "FLUXO_FILES_DIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "demo 100% ?#"
    folder.mkdir()
    return DemoPlan(folder, 8700, 8701, opens_browser=False, has_builder=False)


def test_demo_keeps_everything_in_its_folder(plan: DemoPlan) -> None:
    settings = demo_settings(plan)
    assert settings.files_directory == plan.directory / "files"
    key_file = plan.directory / "demo.key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert settings.key() == key_file.read_bytes()
    assert demo_settings(plan).key() == settings.key()


def test_environment_goes_before_the_demos_own(
    plan: DemoPlan, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = demo_settings(plan).key().decode()
    (plan.directory / "demo.key").unlink()
    monkeypatch.setenv("FLUXO_SECRET_KEY", key)
    monkeypatch.setenv("FLUXO_DATABASE_URL", "postgresql://somebody@localhost/fluxo")
    settings = demo_settings(replace(plan, port=9000))
    assert settings.database_url == "postgresql://somebody@localhost/fluxo"
    assert (settings.key().decode(), settings.port) == (key, 9000)
    assert not (plan.directory / "demo.key").exists()


def test_broken_key_is_refused(plan: DemoPlan) -> None:
    (plan.directory / "demo.key").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsInvalid, match=r"demo\.key"):
        demo_settings(plan)
