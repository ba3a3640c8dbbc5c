"""Flows: the name under which drafts and versions of one drawing live."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
    update,
)

from storage.columns import CleanText, UtcDateTime, metadata
from storage.policy import Permission
from storage.rows import changed, every, first, insert_new_returning, must, values_of
from storage.scope import permitted, require_own_name


class FlowColumns(TypedColumns):
    """The columns of `flows`; the id is a slug and part of addresses."""

    id: Named[str] = Column(primary_key=True)
    name: Named[str] = Column(CleanText)
    objective: Named[str] = Column(CleanText)
    category: Named[str] = Column(CleanText)
    folder: Named[str] = Column(CleanText)
    created_at: Named[datetime] = Column(UtcDateTime)
    created_by: Named[str] = Column(CleanText)
    archived_at: Named[datetime | None] = Column(UtcDateTime)


flows = Table("flows", metadata, FlowColumns, Index("ix_flows_folder_name", "folder", "name"))


@dataclass(frozen=True, slots=True)
class Flow:
    """One flow; archived when `archived_at` is set."""

    id: str
    name: str
    objective: str
    category: str
    folder: str
    created_at: datetime
    created_by: str
    archived_at: datetime | None = None


_ALL = select(flows).order_by(flows.c.folder, flows.c.name, flows.c.id)
_LIVE = _ALL.where(flows.c.archived_at.is_(None))
_IDS = select(flows.c.id)
_BY_ID = select(flows).where(flows.c.id == bindparam("flow_id"))


@permitted(Permission.DRAW)
def create(tx: Connection, flow: Flow) -> Flow:
    """Add `flow`.

    Raises:
        Forbidden: when it is to be written in another person's name.
        Conflict: when a flow with this id exists.
    """
    require_own_name(tx, flow.created_by)
    tx.execute(insert(flows), values_of(flow))
    return flow


@permitted(Permission.DRAW)
def create_if_missing(tx: Connection, flow: Flow) -> bool:
    """Add `flow` unless its id exists; return whether it was added.

    Raises:
        Forbidden: when it is to be written in another person's name.
    """
    require_own_name(tx, flow.created_by)
    statement = insert_new_returning(tx.dialect.name, flows)
    return tx.execute(statement, values_of(flow)).first() is not None


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, flow_id: str) -> Flow:
    """Return the flow.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(find(tx, flow_id), f"The flow “{flow_id}”", pt=f"O fluxo “{flow_id}”")


@permitted(Permission.READ_FLOWS)
def find(tx: Connection, flow_id: str) -> Flow | None:
    """Return the flow, or None."""
    return first(tx, _BY_ID, Flow, flow_id=flow_id)


@permitted(Permission.READ_FLOWS)
def ids(tx: Connection) -> set[str]:
    """Return the ids that are taken, also by archived flows."""
    return set(tx.execute(_IDS).scalars())


@permitted(Permission.READ_FLOWS)
def list_flows(tx: Connection, *, archived: bool = False) -> list[Flow]:
    """Return the flows by folder and name; with `archived` also those put away."""
    return every(tx, _ALL if archived else _LIVE, Flow)


@permitted(Permission.DRAW)
def describe(
    tx: Connection,
    flow_id: str,
    *,
    name: str,
    objective: str,
    category: str,
    folder: str | None = None,
) -> None:
    """Change what people read about the flow; without a `folder` it stays where it is.

    Raises:
        NotFound: when there is none with this id.
    """
    words: dict[str, object] = {"name": name, "objective": objective, "category": category}
    _change(tx, flow_id, words if folder is None else {**words, "folder": folder})


@permitted(Permission.DRAW)
def move(tx: Connection, flow_id: str, folder: str) -> None:
    """Put the flow into a folder; "" takes it out of any.

    Raises:
        NotFound: when there is none with this id.
    """
    _change(tx, flow_id, {"folder": folder})


@permitted(Permission.DRAW)
def archive(tx: Connection, flow_id: str, *, now: datetime) -> None:
    """Put the flow away; its versions and publications stay.

    Raises:
        NotFound: when there is none with this id.
    """
    _change(tx, flow_id, {"archived_at": now})


@permitted(Permission.DRAW)
def restore(tx: Connection, flow_id: str) -> None:
    """Take an archived flow out again.

    Raises:
        NotFound: when there is none with this id.
    """
    _change(tx, flow_id, {"archived_at": None})


def _change(tx: Connection, flow_id: str, values: dict[str, object]) -> None:
    if not changed(tx, update(flows).where(flows.c.id == flow_id).values(values)):
        get(tx, flow_id)
