"""Planned publications: versions that are to go live at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    text,
)

from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered, one_of

Result: TypeAlias = Literal["published", "cancelled", "failed"]


class PlannedPublicationColumns(TypedColumns):
    """The columns of `planned_publications`; still to come while `result` is empty."""

    id = numbered()
    channel: Named[str] = Column(ForeignKey("channels.name"))
    flow_id: Named[str]
    version: Named[int]
    due_at: Named[datetime] = Column(UtcDateTime)
    planned_by: Named[str] = Column(CleanText)
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
    one_of("result", "published", "cancelled", "failed"),
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
class PlannedPublication:
    """A version that is to go live on a channel at a time, or what came of it."""

    id: int
    channel: str
    flow_id: str
    version: int
    due_at: datetime
    planned_by: str
    planned_at: datetime
    reason: str
    result: Result | None
    result_at: datetime | None
    result_reason: str | None
