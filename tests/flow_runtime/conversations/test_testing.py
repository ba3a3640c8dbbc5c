"""Tests of a flow are kept beside its draft: each once, under its own name, for every face."""

from datetime import UTC, datetime, timedelta
from typing import cast

import orjson
import pytest

from flow_runtime.conversations import testing
from flow_runtime.conversations.draft_programs import stored_program
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.testing import (
    KeptTest,
    TooManyTests,
    change_test,
    copy_tests,
    export_tests,
    free_name,
    import_tests,
    keep_test,
    load_tests,
    remove_tests,
    run_tests,
    script_of,
)
from flow_runtime.errors import FlowInvalid, ScriptInvalid
from flow_runtime.flow import Flow
from flow_runtime.scripts import Conversation, Step, load_script
from storage import audit, drafts
from storage.database import Database
from storage.errors import Conflict, NotFound
from tests.flow_runtime.building import end, flow, menu, message

NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
PAYS = Conversation(
    name="Paga o boleto",
    steps=(
        Step(press="Boleto"),
        Step(expect="Aqui está"),
        Step(expect_variable={"contact.name": None}),
        Step(expect_end="resolved"),
    ),
)


def boleto(flow_id: str = "boleto") -> Flow:
    built = flow(
        [menu("choose", "Boleto", "Sair"), message("here", "Aqui está o boleto."), end()],
        ["choose.boleto>here", "choose.sair>end", "here.next>end"],
    )
    return built.model_copy(update={"id": flow_id})


@pytest.fixture
def with_boleto(database: Database) -> Database:
    with database.transaction() as tx:
        import_flow(tx, boleto(), author="ana", now=NOW)
    return database


def keep(database: Database, conversation: Conversation = PAYS) -> KeptTest:
    with database.transaction() as tx:
        return keep_test(tx, "boleto", conversation, author="ana", now=NOW)


def test_a_kept_conversation_is_the_same_when_it_is_loaded(with_boleto: Database):
    kept = keep(with_boleto)
    with with_boleto.read() as tx:
        assert load_tests(tx, "boleto") == (kept,)
    assert kept.conversation == PAYS
    assert (kept.name, kept.revision, kept.changed_by) == ("Paga o boleto", 1, "ana")


def test_the_tests_of_a_stored_draft_run(with_boleto: Database):
    keep(with_boleto)
    with with_boleto.read() as tx:
        program, tests = stored_program(tx, "boleto"), load_tests(tx, "boleto")
    seen: list[tuple[int, int]] = []
    report = run_tests(program, tests, on_progress=lambda done, total: seen.append((done, total)))
    assert report.passed
    assert seen == [(1, 1)]
    assert report.coverage.missed_outcomes == (("choose", "sair"),)


def test_without_tests_everything_is_missed(with_boleto: Database):
    with with_boleto.read() as tx:
        report = run_tests(stored_program(tx, "boleto"), ())
    assert report.passed
    assert "here" in report.coverage.missed_nodes


def change_nodes(database: Database, *, keep: int, **more: object) -> None:
    with database.transaction() as tx:
        known = drafts.get(tx, "boleto")
        nodes = cast("list[object]", known.document["nodes"])
        drafts.save(
            tx, "boleto", document={**known.document, "nodes": [*nodes[:keep], more]},
            expected_revision=known.revision, author="ana", now=NOW,
        )  # fmt: skip


def test_a_draft_without_a_beginning_says_why(with_boleto: Database):
    change_nodes(with_boleto, keep=0, id="x", type="menu")
    with pytest.raises(FlowInvalid), with_boleto.read() as tx:
        stored_program(tx, "boleto")


def test_an_unfinished_draft_is_tested_as_far_as_it_goes(with_boleto: Database):
    kept = keep(with_boleto)
    change_nodes(with_boleto, keep=2, id="here", type="message", name="Aqui")
    with with_boleto.read() as tx:
        report = run_tests(stored_program(tx, "boleto"), [kept])
    assert report.results[0].failures[0].step == 2


def test_a_name_that_is_taken_gets_a_number(with_boleto: Database):
    names = [keep(with_boleto).name for _ in range(3)]
    assert names == ["Paga o boleto", "Paga o boleto (2)", "Paga o boleto (3)"]
    assert free_name([], "  ") == "Conversa"
    assert len(free_name(["x" * 200], "x" * 300)) <= 200


def test_a_change_needs_the_newest_test(with_boleto: Database):
    kept = keep(with_boleto)
    renamed = PAYS.model_copy(update={"name": "Recebe o boleto"})
    with with_boleto.transaction() as tx:
        changed = change_test(tx, kept, renamed, author="bia", now=NOW + timedelta(minutes=1))
    assert (changed.name, changed.revision, changed.changed_by) == ("Recebe o boleto", 2, "bia")
    with pytest.raises(Conflict), with_boleto.transaction() as tx:
        change_test(tx, kept, PAYS, author="caio", now=NOW)


def test_a_renamed_test_never_takes_the_name_of_another(with_boleto: Database):
    keep(with_boleto)
    other = keep(with_boleto, PAYS.model_copy(update={"name": "Sai"}))
    with with_boleto.transaction() as tx:
        assert change_test(tx, other, PAYS, author="a", now=NOW).name == "Paga o boleto (2)"


def test_what_could_not_be_read_again_is_not_kept(with_boleto: Database):
    twice = PAYS.model_copy(update={"steps": (Step(say="a", wait="1h"),)})
    with pytest.raises(ScriptInvalid) as refused:
        keep(with_boleto, twice)
    assert refused.value.problems[0].code == "step.single"
    with with_boleto.read() as tx:
        assert load_tests(tx, "boleto") == ()


def test_a_test_belongs_to_a_flow_that_is_there(database: Database):
    with pytest.raises(NotFound):
        keep(database)


def test_removed_tests_are_gone_and_no_other_gets_their_number(with_boleto: Database):
    kept = keep(with_boleto)
    for _ in range(2):
        with with_boleto.transaction() as tx:
            remove_tests(tx, "boleto", [kept], author="ana", now=NOW)
    assert keep(with_boleto).id > kept.id


def test_a_file_comes_in_over_tests_of_the_same_name_and_leaves_the_others(with_boleto: Database):
    keep(with_boleto), keep(with_boleto, PAYS.model_copy(update={"name": "Sai"}))
    script = load_script(
        "flow: boleto\nconversations:\n"
        "  - name: Paga o boleto\n    steps: [{press: Boleto}]\n"
        "  - name: Novo\n    steps: [{say: oi}]\n"
    )
    with with_boleto.transaction() as tx:
        import_tests(tx, "boleto", script, author="bia", now=NOW)
        tests = load_tests(tx, "boleto")
    assert [test.name for test in tests] == ["Paga o boleto", "Sai", "Novo"]
    assert len(tests[0].conversation.steps) == 1


def test_what_goes_out_comes_in_again(with_boleto: Database):
    with with_boleto.transaction() as tx:
        import_flow(tx, boleto("copia"), author="ana", now=NOW)
        assert export_tests(tx, "boleto") is None
        assert copy_tests(tx, "boleto", "copia", author="ana", now=NOW) == 0
    keep(with_boleto)
    with with_boleto.transaction() as tx:
        assert copy_tests(tx, "boleto", "copia", author="ana", now=NOW) == 1
        assert export_tests(tx, "copia") == script_of("copia", [PAYS])


def test_a_flow_has_not_more_tests_than_a_file(
    with_boleto: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(testing, "MAX_CONVERSATIONS", 2)
    keep(with_boleto), keep(with_boleto)
    with pytest.raises(TooManyTests):
        keep(with_boleto)
    script = script_of("boleto", [PAYS.model_copy(update={"name": "Mais um"})])
    with pytest.raises(TooManyTests), with_boleto.transaction() as tx:
        import_tests(tx, "boleto", script, author="a", now=NOW)


def test_every_step_goes_into_the_audit(with_boleto: Database):
    kept = keep(with_boleto)
    with with_boleto.transaction() as tx:
        remove_tests(tx, "boleto", [kept], author="bia", now=NOW)
        entries = audit.newest(tx)
        actions = {(entry.actor, entry.action) for entry in entries}
        assert {("ana", "tests.kept"), ("bia", "tests.removed")} <= actions
        assert "Paga" not in orjson.dumps([entry.details for entry in entries]).decode()
