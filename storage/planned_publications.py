"""Planned publications: versions that are to go live at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    exists,
    insert,
    select,
    text,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    BigId,
    CleanText,
    UtcDateTime,
    metadata,
    numbered,
    one_of,
)
from storage.policy import Permission
from storage.publications import publications
from storage.rows import every, first, must, values_of
from storage.scope import permitted, require_own_name, scope_of

Result: TypeAlias = Literal["published", "cancelled", "failed"]


class PlannedPublicationColumns(TypedColumns):
    """The columns of `planned_publications`; still to come while `result` is empty.

    `planned_by_id` is the account that acted; empty where the installation itself did.
    """

    id = numbered()
    channel: Named[str] = Column(ForeignKey("channels.name"))
    flow_id: Named[str]
    version: Named[int]
    due_at: Named[datetime] = Column(UtcDateTime)
    planned_by: Named[str] = Column(CleanText)
    planned_by_id: Named[int | None] = Column(BigId)
    planned_at: Named[datetime] = Column(UtcDateTime)
    reason: Named[str] = Column(CleanText)
    result: Named[str | None]
    result_at: Named[datetime | None] = Column(UtcDateTime)
    result_reason: Named[str | None] = Column(CleanText)


_TO_COME = text("result IS NULL")

planned_publications = Table(
    "planned_publications",
    metadata,
    PlannedPublicationColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
    *one_of("result", "published", "cancelled", "failed"),
    Index("ix_planned_publications_flow_id_version", "flow_id", "version"),
    Index(
        "ix_planned_publications_due_at",
        "due_at",
        sqlite_where=_TO_COME,
        postgresql_where=_TO_COME,
    ),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewPlan:
    """Which version is to go live where and when, who wants it and why."""

    channel: str
    flow_id: str
    version: int
    due_at: datetime
    planned_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class PlannedPublication:
    """A version that is to go live on a channel at a time, or what came of it."""

    id: int
    channel: str
    flow_id: str
    version: int
    due_at: datetime
    planned_by: str
    planned_by_id: int | None
    planned_at: datetime
    reason: str
    result: Result | None
    result_at: datetime | None
    result_reason: str | None


_ONE = select(planned_publications).where(planned_publications.c.id == bindparam("plan_id"))
_STILL_TO_COME = planned_publications.c.result.is_(None)
_IN_ORDER = (planned_publications.c.due_at, planned_publications.c.id)
_COMING = select(planned_publications).where(_STILL_TO_COME).order_by(*_IN_ORDER)
_LATER = planned_publications.alias("later")
_FAILED = (
    select(planned_publications)
    .where(
        planned_publications.c.result == "failed",
        ~exists().where(
            publications.c.channel == planned_publications.c.channel,
            publications.c.published_at > planned_publications.c.result_at,
        ),
        ~exists().where(
            _LATER.c.channel == planned_publications.c.channel,
            _LATER.c.planned_at > planned_publications.c.result_at,
        ),
    )
    .order_by(*_IN_ORDER)
)
_DUE = _COMING.where(
    planned_publications.c.due_at <= bindparam("now", type_=UtcDateTime)
).with_only_columns(planned_publications.c.id)
_CLAIM = (
    _ONE.where(_STILL_TO_COME, planned_publications.c.due_at <= bindparam("now", type_=UtcDateTime))
).with_for_update(skip_locked=True)
_ADD = insert(planned_publications).returning(*planned_publications.c)
_SETTLE = (
    update(planned_publications)
    .where(planned_publications.c.id == bindparam("plan_id"), _STILL_TO_COME)
    .values({name: bindparam(name) for name in ("result", "result_at", "result_reason")})
    .returning(*planned_publications.c)
)


@permitted(Permission.PUBLISH)
def add(tx: Connection, new: NewPlan, *, now: datetime) -> PlannedPublication:
    """Plan a publication.

    Raises:
        Conflict: Channel or version do not exist.
        Forbidden: `planned_by` is another person than the one who acts.
    """
    require_own_name(tx, new.planned_by)
    whose = scope_of(tx).person_id
    values = {**values_of(new), "planned_by_id": whose, "planned_at": now}
    added = first(tx, _ADD, PlannedPublication, **values)
    return must(added, "The new plan")


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, plan_id: int) -> PlannedPublication:
    """Return a plan, or what came of it.

    Raises:
        NotFound: There is none with this number.
    """
    found = first(tx, _ONE, PlannedPublication, plan_id=plan_id)
    return must(found, f"The plan {plan_id}", pt=f"O plano {plan_id}")


@permitted(Permission.READ_FLOWS)
def list_to_come(tx: Connection) -> list[PlannedPublication]:
    """Return the plans of all channels that are still to come, the next one first."""
    return every(tx, _COMING, PlannedPublication)


@permitted(Permission.READ_FLOWS)
def list_failed(tx: Connection) -> list[PlannedPublication]:
    """Return the plans that failed and whose channel had no publication and no plan since."""
    return every(tx, _FAILED, PlannedPublication)


@permitted(Permission.RUN)
def list_due(tx: Connection, *, now: datetime) -> list[int]:
    """Return the numbers of the plans that are due, in order."""
    return list(tx.execute(_DUE, {"now": now}).scalars())


@permitted(Permission.RUN)
def claim(tx: Connection, plan_id: int, *, now: datetime) -> PlannedPublication | None:
    """Return a due plan for this transaction alone; None when it is done or another has it."""
    return first(tx, _CLAIM, PlannedPublication, plan_id=plan_id, now=now)


@permitted(Permission.PUBLISH)
def settle(
    tx: Connection, plan_id: int, result: Result, *, reason: str, now: datetime
) -> PlannedPublication | None:
    """Note what came of a plan; None when that is noted already."""
    return first(
        tx,
        _SETTLE,
        PlannedPublication,
        plan_id=plan_id,
        result=result,
        result_reason=reason,
        result_at=now,
    )
