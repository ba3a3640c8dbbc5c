"""People make flows, copy them, file them and put them away; nothing of it goes unrecorded."""

from datetime import UTC, datetime

import pytest

from flow_runtime.conversations.drafting import as_document
from flow_runtime.conversations.shelf import (
    NameMissing,
    archive_flow,
    create_flow,
    duplicate_flow,
    free_id,
    move_flow,
    replace_draft,
    restore_flow,
)
from flow_runtime.conversations.testing import keep_test, load_tests
from flow_runtime.editing.documents import new_document
from flow_runtime.scripts import Conversation, Step
from storage import audit, drafts, flows
from storage.database import Database
from storage.errors import Conflict, NotFound

NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
BOLETO = {**new_document("boleto", "Boleto"), "objective": "Sem fila"}


@pytest.fixture
def with_boleto(database: Database) -> Database:
    with database.transaction() as tx:
        create_flow(tx, BOLETO, author="ana", now=NOW, folder=" Financeiro ")
    return database


def test_a_new_flow_has_its_first_draft_and_a_folder(with_boleto: Database):
    with with_boleto.read() as tx:
        flow = flows.get(tx, "boleto")
        assert (flow.name, flow.objective, flow.folder) == ("Boleto", "Sem fila", "Financeiro")
        assert flow.category == "receptivo"
        assert drafts.get(tx, "boleto").revision == 1


def test_an_id_that_is_taken_is_refused(with_boleto: Database):
    with pytest.raises(Conflict), with_boleto.transaction() as tx:
        create_flow(tx, BOLETO, author="bia", now=NOW)


@pytest.mark.parametrize("name", ["", "  ", None])
def test_a_flow_needs_a_name(database: Database, name: object):
    with pytest.raises(NameMissing), database.transaction() as tx:
        create_flow(tx, {**BOLETO, "name": name}, author="ana", now=NOW)


def test_a_copy_has_the_tests_of_its_original(with_boleto: Database):
    hello = Conversation(name="Diz oi", steps=(Step(say="oi"),))
    with with_boleto.transaction() as tx:
        keep_test(tx, "boleto", hello, author="ana", now=NOW)
        copy = duplicate_flow(tx, "boleto", name="Boleto 2", author="bia", now=NOW)
        assert [test.conversation for test in load_tests(tx, copy.flow_id)] == [hello]
        assert len(load_tests(tx, "boleto")) == 1


def test_a_copy_stands_beside_its_original(with_boleto: Database):
    with with_boleto.transaction() as tx:
        draft = duplicate_flow(tx, "boleto", name="Boleto (cópia)", author="bia", now=NOW)
        assert draft.flow_id == "boleto-copia"
        copy = flows.get(tx, "boleto-copia")
        assert (copy.name, copy.folder, copy.created_by) == ("Boleto (cópia)", "Financeiro", "bia")
        document = as_document(drafts.get(tx, "boleto-copia").document)
        assert document == {**BOLETO, "id": "boleto-copia", "name": "Boleto (cópia)"}


def test_a_replaced_draft_is_given_back_so_that_it_can_be_undone(with_boleto: Database):
    other = new_document("from-elsewhere", "Outro")
    with with_boleto.transaction() as tx:
        before = replace_draft(tx, "boleto", other, author="bia", now=NOW)
        assert as_document(before.document) == BOLETO
        assert as_document(drafts.get(tx, "boleto").document) == {**other, "id": "boleto"}
        replace_draft(tx, "boleto", as_document(before.document), author="bia", now=NOW)
        assert flows.get(tx, "boleto").name == "Boleto"
        assert drafts.get(tx, "boleto").revision == 3


def test_archived_restored_and_moved_is_written_down_with_the_name(with_boleto: Database):
    with with_boleto.transaction() as tx:
        archive_flow(tx, "boleto", author="bia", now=NOW)
        assert flows.get(tx, "boleto").archived_at == NOW
        restore_flow(tx, "boleto", author="caio", now=NOW)
        move_flow(tx, "boleto", " Cobrança ", author="duda", now=NOW)
        flow = flows.get(tx, "boleto")
        assert (flow.archived_at, flow.folder) == (None, "Cobrança")
        told = [(entry.actor, entry.action) for entry in audit.newest(tx, limit=4)]
    assert told == [
        ("duda", "flow.moved"),
        ("caio", "flow.restored"),
        ("bia", "flow.archived"),
        ("ana", "flow.created"),
    ]


def test_nothing_is_done_to_a_flow_that_is_not_there(database: Database):
    for action in (archive_flow, restore_flow):
        with pytest.raises(NotFound), database.transaction() as tx:
            action(tx, "gone", author="ana", now=NOW)
    with pytest.raises(NotFound), database.transaction() as tx:
        duplicate_flow(tx, "gone", name="x", author="ana", now=NOW)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Segunda via do boleto", "segunda-via-do-boleto"),
        ("  Ação & Reação!  ", "acao-reacao"),
        ("Boleto", "boleto-3"),
        ("<img src=x onerror=alert(1)>", "img-src-x-onerror-alert-1"),
        ("日本", "fluxo"),
        ("x" * 200, "x" * 56),
    ],
)
def test_an_id_is_made_of_the_name(name: str, expected: str):
    assert free_id({"boleto", "boleto-2"}, name) == expected
