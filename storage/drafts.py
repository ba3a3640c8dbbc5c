"""Drafts: the editable copy of a flow, saved without ever overwriting somebody else's work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Named,
    Table,
    TypedColumns,
    bindparam,
    select,
    update,
)

from storage.columns import CleanText, JsonObject, UtcDateTime, metadata
from storage.errors import Conflict
from storage.rows import first, insert_new_returning, must, values_of


class DraftColumns(TypedColumns):
    """The columns of `drafts`; `revision` counts the saves from 1."""

    flow_id: Named[str] = Column(ForeignKey("flows.id"), primary_key=True)
    document: Named[JsonObject] = Column(JSON)
    revision: Named[int]
    updated_at: Named[datetime] = Column(UtcDateTime)
    updated_by: Named[str] = Column(CleanText)


drafts = Table("drafts", metadata, DraftColumns, CheckConstraint("revision >= 1", name="revision"))


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a flow as it was last saved."""

    flow_id: str
    document: JsonObject
    revision: int
    updated_at: datetime
    updated_by: str


_BY_FLOW = select(drafts).where(drafts.c.flow_id == bindparam("of_flow"))
_LAST_CHANGES = select(drafts.c.flow_id, drafts.c.updated_at)
_REPLACE = update(drafts).where(
    drafts.c.flow_id == bindparam("of_flow"), drafts.c.revision == bindparam("expected_revision")
)


def get(tx: Connection, flow_id: str) -> Draft:
    """Return the draft of the flow.

    Raises:
        NotFound: when the flow has none.
    """
    return must(
        find(tx, flow_id), f"A draft of the flow “{flow_id}”", pt=f"O rascunho do fluxo “{flow_id}”"
    )


def find(tx: Connection, flow_id: str) -> Draft | None:
    """Return the draft of the flow, or None."""
    return first(tx, _BY_FLOW, Draft, of_flow=flow_id)


def last_changes(tx: Connection) -> dict[str, datetime]:
    """Return when each flow's draft was last saved, by flow id, without reading the drafts."""
    return {row.flow_id: row.updated_at for row in tx.execute(_LAST_CHANGES)}


def save(
    tx: Connection,
    flow_id: str,
    *,
    document: JsonObject,
    expected_revision: int,
    author: str,
    now: datetime,
) -> Draft:
    """Save the draft over the revision its author was looking at; 0 means "there is none yet".

    Raises:
        Conflict: when it has been saved by someone else since; nothing is written.
    """
    draft = Draft(flow_id, document, expected_revision + 1, now, author)
    if not _write(tx, draft, expected_revision):
        raise Conflict(
            f"The draft of “{flow_id}” was changed by someone else: load it again before saving.",
            pt=f"O rascunho de “{flow_id}” foi mudado por outra pessoa: abra-o de novo antes de "
            "gravar.",
        )
    return draft


def _write(tx: Connection, draft: Draft, expected_revision: int) -> bool:
    if expected_revision == 0:
        statement = insert_new_returning(tx.dialect.name, drafts)
        return tx.execute(statement, values_of(draft)).first() is not None
    values = values_of(draft)
    where = {"of_flow": draft.flow_id, "expected_revision": expected_revision}
    return tx.execute(_REPLACE.values(values), where).rowcount == 1
