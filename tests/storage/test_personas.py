import pytest

from storage import personas
from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.personas import Persona
from tests.storage.stories import NOW, later

ANA = {"contact": {"name": "Ana Souza", "document": "52998224725"}}


def keep(database: Database, name: str) -> Persona:
    with database.transaction() as tx:
        return personas.add(tx, name=name, definition=ANA, author="ana", now=NOW)


def test_personas_are_listed_by_name(database: Database) -> None:
    rui, ana = keep(database, "Rui, inadimplente"), keep(database, "Ana, cliente nova")
    with database.read() as tx:
        assert personas.list_personas(tx) == [ana, rui]
    assert rui == Persona(rui.id, "Rui, inadimplente", ANA, NOW, "ana")


def test_a_persona_is_described_anew(database: Database) -> None:
    ana = keep(database, "Ana")
    with database.transaction() as tx:
        changed = personas.change(
            tx, ana.id, name="Ana Lima", definition={}, author="bia", now=later(1)
        )
        assert personas.list_personas(tx) == [changed]
    assert changed == Persona(ana.id, "Ana Lima", {}, later(1), "bia")


def test_two_personas_never_share_a_name(database: Database) -> None:
    keep(database, "Ana")
    rui = keep(database, "Rui")
    with pytest.raises(Conflict):
        keep(database, "Ana")
    with pytest.raises(Conflict), database.transaction() as tx:
        personas.change(tx, rui.id, name="Ana", definition=ANA, author="ana", now=NOW)


def test_a_removed_persona_is_gone(database: Database) -> None:
    ana = keep(database, "Ana")
    with database.transaction() as tx:
        assert personas.delete_persona(tx, ana.id)
        assert not personas.delete_persona(tx, ana.id)
    with pytest.raises(NotFound), database.transaction() as tx:
        personas.change(tx, ana.id, name="Ana", definition=ANA, author="ana", now=NOW)
