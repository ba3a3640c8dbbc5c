"""Review comments: what people wrote about a version or one of its nodes, open or resolved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ForeignKeyConstraint, Index, Named, Table, TypedColumns

from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered


class ReviewCommentColumns(TypedColumns):
    """The columns of `review_comments`; about the whole version when `node_id` is empty."""

    id = numbered()
    flow_id: Named[str]
    version: Named[int]
    node_id: Named[str | None]
    text: Named[str] = Column(CleanText)
    written_by: Named[str] = Column(CleanText)
    written_at: Named[datetime] = Column(UtcDateTime)
    resolved_by: Named[str | None] = Column(CleanText)
    resolved_at: Named[datetime | None] = Column(UtcDateTime)


review_comments = Table(
    "review_comments",
    metadata,
    ReviewCommentColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
    Index("ix_review_comments_flow_id_version", "flow_id", "version"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A comment; open while `resolved_at` is empty."""

    id: int
    flow_id: str
    version: int
    node_id: str | None
    text: str
    written_by: str
    written_at: datetime
    resolved_by: str | None
    resolved_at: datetime | None
