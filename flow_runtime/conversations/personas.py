"""Personas: test contacts under a name, kept for every flow of the installation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import orjson
from pydantic import Field, JsonValue, ValidationError
from sqlalchemy import Connection

from flow_runtime.conversations.drafting import as_document
from flow_runtime.errors import FluxoError
from flow_runtime.flow import Language
from flow_runtime.limits import MAX_CONTACT_BYTES
from flow_runtime.nodes.fields import Model, Slug
from storage import audit, personas
from storage.audit import NewAuditEntry

MAX_PERSONA_NAME_CHARACTERS: Final = 80


class PersonaInvalid(FluxoError):
    """What a persona is said to be cannot be kept."""


class Profile(Model):
    """Who a persona is.

    `contact` is what the flow reads as `contact.*`: name, phone, document, tags, and whatever
    earlier conversations left there. `contact_book` are the others that a search may find,
    `variables` what is known before the first word; `channel` is a kind, such as `whatsapp`.
    """

    description: Annotated[str, Field(max_length=500)] = ""
    contact: dict[str, JsonValue] = Field(default_factory=dict)
    contact_book: tuple[dict[str, JsonValue], ...] = ()
    variables: dict[str, JsonValue] = Field(default_factory=dict)
    language: Language | None = None
    channel: Slug | None = None


@dataclass(frozen=True, slots=True)
class KeptPersona:
    """A persona as it is kept."""

    id: int
    name: str
    profile: Profile


def load_personas(tx: Connection) -> tuple[KeptPersona, ...]:
    """Return all personas by name; one that this release cannot read is left out."""
    return tuple(kept for row in personas.list_personas(tx) if (kept := _kept(row)))


def keep_persona(
    tx: Connection,
    name: str,
    profile: Profile,
    *,
    author: str,
    now: datetime,
    persona_id: int | None = None,
) -> KeptPersona:
    """Keep a persona, or describe a known one anew, and return it.

    Args:
        tx: A transaction that may write.
        name: How people call it; no other persona may have it.
        profile: Who it is.
        author: Who keeps it.
        now: The time, aware.
        persona_id: The persona that is described anew; None makes another one.

    Raises:
        PersonaInvalid: It has no name, a name that is too long, or too much is said of it.
        storage.errors.Conflict: Another one has this name.
        storage.errors.NotFound: The persona is not there any more.
    """
    name = " ".join(name.split())
    definition = _definition(name, profile)
    if persona_id is None:
        row = personas.add(tx, name=name, definition=definition, author=author, now=now)
    else:
        row = personas.change(
            tx, persona_id, name=name, definition=definition, author=author, now=now
        )
    _write_down(tx, author, "persona.kept", row.id, now)
    return KeptPersona(row.id, row.name, profile)


def remove_persona(tx: Connection, persona_id: int, *, author: str, now: datetime) -> None:
    """Remove a persona; one that is gone already is no fault."""
    if personas.delete_persona(tx, persona_id):
        _write_down(tx, author, "persona.removed", persona_id, now)


def _definition(name: str, profile: Profile) -> dict[str, JsonValue]:
    if not name or len(name) > MAX_PERSONA_NAME_CHARACTERS:
        raise PersonaInvalid(
            f"Give the persona a name of at most {MAX_PERSONA_NAME_CHARACTERS} characters.",
            pt=f"Dê à persona um nome de até {MAX_PERSONA_NAME_CHARACTERS} caracteres.",
        )
    definition: dict[str, JsonValue] = profile.model_dump(mode="json", exclude_unset=True)
    if len(orjson.dumps(definition)) > MAX_CONTACT_BYTES:
        raise PersonaInvalid(
            "The persona says more than a conversation can hold. Shorten its fields.",
            pt="A persona diz mais do que cabe em uma conversa. Encurte os campos dela.",
        )
    return definition


def _kept(row: personas.Persona) -> KeptPersona | None:
    try:
        profile = Profile.model_validate_json(orjson.dumps(as_document(row.definition)))
    except ValidationError:
        return None
    return KeptPersona(row.id, row.name, profile)


def _write_down(tx: Connection, actor: str, action: str, persona_id: int, now: datetime) -> None:
    audit.append(tx, NewAuditEntry(actor, action, f"persona {persona_id}", {}), now=now)
