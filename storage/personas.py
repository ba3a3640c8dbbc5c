"""Personas: contacts that do not exist, with whom people talk to drafts again and again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Named,
    Table,
    TypedColumns,
    UniqueConstraint,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.policy import Permission
from storage.rows import changed, every, first, must
from storage.scope import permitted, require_own_name


class PersonaColumns(TypedColumns):
    """The columns of `personas`; `definition` is the contact as the simulator takes it."""

    id = numbered()
    name: Named[str] = Column(CleanText)
    definition: Named[JsonObject] = Column(JSON)
    updated_at: Named[datetime] = Column(UtcDateTime)
    updated_by: Named[str] = Column(CleanText)


personas = Table(
    "personas",
    metadata,
    PersonaColumns,
    UniqueConstraint("name"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class Persona:
    """A test contact under a name that no other one has."""

    id: int
    name: str
    definition: JsonObject
    updated_at: datetime
    updated_by: str


_ALL = select(personas).order_by(personas.c.name, personas.c.id)
_BY_ID = select(personas).where(personas.c.id == bindparam("persona_id"))
_ADD = insert(personas).returning(*personas.c)
_DELETE = delete(personas).where(personas.c.id == bindparam("persona_id"))


@permitted(Permission.TEST)
def add(
    tx: Connection, *, name: str, definition: JsonObject, author: str, now: datetime
) -> Persona:
    """Add a persona.

    Raises:
        Conflict: when another one has this name.
        Forbidden: when it is to be written in another person's name.
    """
    require_own_name(tx, author)
    values: dict[str, object] = {
        "name": name,
        "definition": definition,
        "updated_at": now,
        "updated_by": author,
    }
    [added] = every(tx, _ADD, Persona, **values)
    return added


@permitted(Permission.TEST)
def change(
    tx: Connection,
    persona_id: int,
    *,
    name: str,
    definition: JsonObject,
    author: str,
    now: datetime,
) -> Persona:
    """Describe a persona anew.

    Raises:
        Conflict: when another one has this name.
        NotFound: when it is not there any more.
        Forbidden: when it is to be written in another person's name.
    """
    require_own_name(tx, author)
    values = {"name": name, "definition": definition, "updated_at": now, "updated_by": author}
    changed(tx, update(personas).where(personas.c.id == persona_id).values(values))
    return get(tx, persona_id)


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, persona_id: int) -> Persona:
    """Return the persona.

    Raises:
        NotFound: when there is none with this id.
    """
    found = first(tx, _BY_ID, Persona, persona_id=persona_id)
    return must(found, f"The persona {persona_id}", pt=f"A persona {persona_id}")


@permitted(Permission.READ_FLOWS)
def list_personas(tx: Connection) -> list[Persona]:
    """Return all personas by name."""
    return every(tx, _ALL, Persona)


@permitted(Permission.TEST)
def delete_persona(tx: Connection, persona_id: int) -> bool:
    """Remove a persona and return whether it was there."""
    return changed(tx, _DELETE, persona_id=persona_id) > 0
