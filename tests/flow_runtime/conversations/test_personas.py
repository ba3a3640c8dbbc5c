"""Personas: the same test contact for everybody who talks to a draft."""

from datetime import UTC, datetime

import pytest

from flow_runtime.conversations.personas import (
    KeptPersona,
    PersonaInvalid,
    Profile,
    keep_persona,
    load_personas,
    remove_persona,
)
from storage import personas
from storage.database import Database
from storage.errors import Conflict, NotFound

NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
ANA = Profile(
    description="Cliente nova, pelo celular",
    contact={"name": "Ana Souza", "tags": ["vip"], "last_order": {"number": 12}},
    variables={"document": "52998224725"},
    contact_book=({"document": "52998224725"},),
    language="en",
    channel="whatsapp",
)


def keep(database: Database, name: str = "Ana", persona_id: int | None = None) -> KeptPersona:
    with database.transaction() as tx:
        return keep_persona(tx, name, ANA, author="ana", now=NOW, persona_id=persona_id)


def test_a_kept_persona_is_the_same_when_it_is_loaded(database: Database):
    kept = keep(database, "  Ana   Souza ")
    assert (kept.name, kept.profile) == ("Ana Souza", ANA)
    with database.read() as tx:
        assert load_personas(tx) == (kept,)


def test_a_persona_is_described_anew(database: Database):
    kept = keep(database)
    assert keep(database, "Ana Lima", kept.id) == KeptPersona(kept.id, "Ana Lima", ANA)
    with database.read() as tx:
        assert [persona.name for persona in load_personas(tx)] == ["Ana Lima"]
    with pytest.raises(NotFound):
        keep(database, "Rui", kept.id + 1)


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_persona_needs_a_name_that_fits(database: Database, name: str):
    with pytest.raises(PersonaInvalid):
        keep(database, name)


def test_two_personas_never_share_a_name(database: Database):
    keep(database)
    with pytest.raises(Conflict):
        keep(database)


def test_a_persona_says_no_more_than_a_conversation_holds(database: Database):
    long = Profile(contact={"note": "x" * 500_000})
    with pytest.raises(PersonaInvalid), database.transaction() as tx:
        keep_persona(tx, "Longa", long, author="ana", now=NOW)


def test_a_removed_persona_is_gone_and_one_of_another_release_is_left_out(database: Database):
    kept = keep(database)
    with database.transaction() as tx:
        personas.add(tx, name="Do futuro", definition={"mood": "good"}, author="x", now=NOW)
        remove_persona(tx, kept.id, author="ana", now=NOW)
        remove_persona(tx, kept.id, author="ana", now=NOW)
        assert load_personas(tx) == ()
