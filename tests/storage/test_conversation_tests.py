import pytest

from storage import conversation_tests, flows
from storage.conversation_tests import ConversationTest
from storage.database import Database
from storage.errors import Conflict, NotFound
from tests.storage.stories import NOW, World, a_flow, later

SAID = {"name": "Paga o boleto", "steps": [{"say": "boleto"}, {"expect": "Aqui está"}]}


def keep(database: Database, name: str = "Paga o boleto", flow: str = "boleto") -> ConversationTest:
    with database.transaction() as tx:
        return conversation_tests.add(tx, flow, name=name, conversation=SAID, author="ana", now=NOW)


def test_tests_of_a_flow_are_listed_in_the_order_they_came(
    database: Database, world: World
) -> None:
    kept = [keep(database, name) for name in ("B", "A", "C")]
    with database.transaction() as tx:
        flows.create(tx, a_flow("outro"))
    other = keep(database, "D", "outro")
    with database.read() as tx:
        assert conversation_tests.list_of_flow(tx, "boleto") == kept
        assert conversation_tests.list_of_flow(tx, "outro") == [other]
        assert conversation_tests.list_of_flow(tx, "nenhum") == []
        assert conversation_tests.numbers(tx) == {"boleto": 3, "outro": 1}
    assert kept[0] == ConversationTest(kept[0].id, "boleto", "B", SAID, 1, NOW, "ana")


def test_a_test_keeps_the_order_of_what_is_in_it(database: Database, world: World) -> None:
    kept = keep(database)
    with database.read() as tx:
        found = conversation_tests.get(tx, kept.id)
    assert list(found.conversation) == ["name", "steps"]


def test_a_change_is_made_over_what_its_author_saw(database: Database, world: World) -> None:
    kept = keep(database)
    with database.transaction() as tx:
        changed = conversation_tests.change(
            tx,
            kept.id,
            name="Recebe o boleto",
            conversation={"name": "Recebe o boleto"},
            expected_revision=1,
            author="bia",
            now=later(5),
        )
        assert conversation_tests.get(tx, kept.id) == changed
    assert (changed.name, changed.revision, changed.updated_by) == ("Recebe o boleto", 2, "bia")
    with pytest.raises(Conflict, match="Recebe o boleto"), database.transaction() as tx:
        conversation_tests.change(
            tx, kept.id, name="X", conversation={}, expected_revision=1, author="c", now=later(6)
        )


def test_a_test_that_is_gone_is_not_changed(database: Database, world: World) -> None:
    kept = keep(database)
    with database.transaction() as tx:
        assert conversation_tests.delete_tests(tx, [kept.id, kept.id + 9]) == 1
        assert conversation_tests.find(tx, kept.id) is None
    with pytest.raises(NotFound), database.transaction() as tx:
        conversation_tests.change(
            tx, kept.id, name="X", conversation={}, expected_revision=1, author="c", now=NOW
        )


def test_all_tests_of_one_flow_are_removed_together(database: Database, world: World) -> None:
    with database.transaction() as tx:
        flows.create(tx, a_flow("outro"))
    keep(database), keep(database), keep(database, flow="outro")
    with database.transaction() as tx:
        assert conversation_tests.delete_of_flow(tx, "boleto") == 2
        assert conversation_tests.numbers(tx) == {"outro": 1}


def test_there_is_no_test_of_a_flow_that_is_not_there(database: Database) -> None:
    with pytest.raises(Conflict):
        keep(database, flow="nenhum")
