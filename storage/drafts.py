"""Drafts: the editable copy of a flow, saved without ever overwriting somebody else's work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from storage.policy import Permission
from storage.rows import first, insert_new_returning, must
from storage.scope import permitted, require_own_name


class DraftColumns(TypedColumns):
    """The columns of `drafts`; `revision` counts the saves from 1.

    `acknowledged` says up to which number each client's operations are in the document.
    """

    flow_id: Named[str] = Column(ForeignKey("flows.id"), primary_key=True)
    document: Named[JsonObject] = Column(JSON)
    revision: Named[int]
    updated_at: Named[datetime] = Column(UtcDateTime)
    updated_by: Named[str] = Column(CleanText)
    acknowledged: Named[JsonObject] = Column(JSON, server_default="{}")


drafts = Table("drafts", metadata, DraftColumns, CheckConstraint("revision >= 1", name="revision"))


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a flow as it was last saved."""

    flow_id: str
    document: JsonObject
    revision: int
    updated_at: datetime
    updated_by: str
    acknowledged: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LastChange:
    """Who last saved a draft and when."""

    revision: int
    updated_at: datetime
    updated_by: str


_BY_FLOW = select(drafts).where(drafts.c.flow_id == bindparam("of_flow"))
_REVISION = select(drafts.c.revision).where(drafts.c.flow_id == bindparam("of_flow"))
_LAST_CHANGES = select(
    drafts.c.flow_id, drafts.c.revision, drafts.c.updated_at, drafts.c.updated_by
)
_LAST_CHANGE = select(drafts.c.revision, drafts.c.updated_at, drafts.c.updated_by).where(
    drafts.c.flow_id == bindparam("of_flow")
)
_REPLACE = update(drafts).where(
    drafts.c.flow_id == bindparam("of_flow"), drafts.c.revision == bindparam("expected_revision")
)


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, flow_id: str) -> Draft:
    """Return the draft of the flow.

    Raises:
        NotFound: when the flow has none.
    """
    return must(
        find(tx, flow_id), f"A draft of the flow “{flow_id}”", pt=f"O rascunho do fluxo “{flow_id}”"
    )


@permitted(Permission.READ_FLOWS)
def find(tx: Connection, flow_id: str) -> Draft | None:
    """Return the draft of the flow, or None."""
    return first(tx, _BY_FLOW, Draft, of_flow=flow_id)


@permitted(Permission.READ_FLOWS)
def revision_of(tx: Connection, flow_id: str) -> int:
    """Return the revision of the flow's draft without reading the draft; 0 when it has none."""
    return tx.execute(_REVISION, {"of_flow": flow_id}).scalar() or 0


@permitted(Permission.READ_FLOWS)
def last_changes(tx: Connection) -> dict[str, LastChange]:
    """Return who last saved each flow's draft, by flow id, without reading the drafts."""
    return {
        row.flow_id: LastChange(row.revision, row.updated_at, row.updated_by)
        for row in tx.execute(_LAST_CHANGES)
    }


@permitted(Permission.READ_FLOWS)
def last_change(tx: Connection, flow_id: str) -> LastChange | None:
    """Return who last saved the flow's draft, or None when it has none."""
    return first(tx, _LAST_CHANGE, LastChange, of_flow=flow_id)


@permitted(Permission.DRAW)
def save(
    tx: Connection,
    flow_id: str,
    *,
    document: JsonObject,
    expected_revision: int,
    author: str,
    now: datetime,
    acknowledged: Mapping[str, int] | None = None,
) -> Draft:
    """Save the draft over the revision its author was looking at; 0 means "there is none yet".

    Args:
        tx: A transaction that may write.
        flow_id: The flow whose draft it is.
        document: The whole flow as JSON.
        expected_revision: The revision that the author was looking at.
        author: Who saves.
        now: The time, aware.
        acknowledged: Up to which number each client's operations are in the document; None
            leaves what is known of it as it is.

    Raises:
        Forbidden: when it is to be written in another person's name.
        Conflict: when it has been saved by someone else since; nothing is written.
    """
    require_own_name(tx, author)
    values: dict[str, object] = {
        "flow_id": flow_id,
        "document": document,
        "revision": expected_revision + 1,
        "updated_at": now,
        "updated_by": author,
    }
    if acknowledged is not None:
        values["acknowledged"] = dict(acknowledged)
    kept = _write(tx, values, expected_revision)
    if kept is None:
        raise Conflict(
            f"The draft of “{flow_id}” was changed by someone else: load it again before saving.",
            pt=f"O rascunho de “{flow_id}” foi mudado por outra pessoa: abra-o de novo antes de "
            "gravar.",
        )
    return Draft(flow_id, document, expected_revision + 1, now, author, kept)


def _write(tx: Connection, values: dict[str, object], expected_revision: int) -> JsonObject | None:
    """Write the draft and return its acknowledged numbers; None when another one is in place."""
    if expected_revision == 0:
        new = {"acknowledged": {}, **values}
        added = tx.execute(insert_new_returning(tx.dialect.name, drafts), new).first()
        return None if added is None else added.acknowledged
    where = {"of_flow": values["flow_id"], "expected_revision": expected_revision}
    replaced = tx.execute(_REPLACE.values(values).returning(drafts.c.acknowledged), where).first()
    return None if replaced is None else replaced.acknowledged
