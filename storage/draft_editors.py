"""Draft editors: who edits a draft right now, and at which node; who only looks is none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Named,
    Table,
    TypedColumns,
    bindparam,
    delete,
    select,
)

from storage.columns import CleanText, UtcDateTime, metadata
from storage.policy import Permission
from storage.rows import changed, every, insert_or_replace, values_of
from storage.scope import permitted

_GONE_AFTER: Final = timedelta(days=1)


class DraftEditorColumns(TypedColumns):
    """The columns of `draft_editors`; one row per flow and open browser tab (`client`)."""

    flow_id: Named[str] = Column(ForeignKey("flows.id"), primary_key=True)
    client: Named[str] = Column(CleanText, primary_key=True)
    person: Named[str] = Column(CleanText)
    node_id: Named[str | None] = Column(CleanText)
    seen_at: Named[datetime] = Column(UtcDateTime)


draft_editors = Table("draft_editors", metadata, DraftEditorColumns)


@dataclass(frozen=True, slots=True)
class DraftEditor:
    """A tab in which a person has the draft open; `node_id` is the node they selected."""

    flow_id: str
    client: str
    person: str
    node_id: str | None
    seen_at: datetime


_OF_FLOW = draft_editors.c.flow_id == bindparam("of_flow")
_RECENT = (
    select(draft_editors)
    .where(_OF_FLOW, draft_editors.c.seen_at >= bindparam("since", type_=UtcDateTime))
    .order_by(draft_editors.c.seen_at.desc(), draft_editors.c.client)
)
_LEAVE = delete(draft_editors).where(_OF_FLOW, draft_editors.c.client == bindparam("of_client"))
_FORGET = delete(draft_editors).where(
    _OF_FLOW, draft_editors.c.seen_at < bindparam("before", type_=UtcDateTime)
)


@permitted(Permission.DRAW)
def touch(tx: Connection, editor: DraftEditor) -> None:
    """Say that the person is here now; tabs of this flow unseen for a day are forgotten.

    Raises:
        Conflict: when there is no such flow.
    """
    tx.execute(insert_or_replace(tx.dialect.name, draft_editors), values_of(editor))
    changed(tx, _FORGET, of_flow=editor.flow_id, before=editor.seen_at - _GONE_AFTER)


@permitted(Permission.READ_FLOWS)
def list_recent(tx: Connection, flow_id: str, *, since: datetime) -> list[DraftEditor]:
    """Return who was seen at `since` or later, the last seen first."""
    return every(tx, _RECENT, DraftEditor, of_flow=flow_id, since=since)


@permitted(Permission.READ_FLOWS)
def leave(tx: Connection, flow_id: str, client: str) -> bool:
    """Take a closed tab out; return whether it was there."""
    return changed(tx, _LEAVE, of_flow=flow_id, of_client=client) > 0
