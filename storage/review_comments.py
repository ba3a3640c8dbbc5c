"""Review comments: what people wrote about a version or one of its nodes, open or resolved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
    update,
)

from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered
from storage.policy import Permission
from storage.rows import changed, every, first, must, values_of
from storage.scope import permitted, require_own_name


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
class NewReviewComment:
    """What somebody writes; about the whole version when `node_id` is None."""

    flow_id: str
    version: int
    node_id: str | None
    text: str
    written_by: str


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


_OF_VERSION = (
    select(review_comments)
    .where(
        review_comments.c.flow_id == bindparam("flow_id"),
        review_comments.c.version == bindparam("number"),
    )
    .order_by(review_comments.c.id)
)
_BY_ID = select(review_comments).where(review_comments.c.id == bindparam("comment_id"))
_ADD = insert(review_comments).returning(*review_comments.c)
_CHANGE = update(review_comments).where(review_comments.c.id == bindparam("comment_id"))
_RESOLVE = _CHANGE.where(review_comments.c.resolved_at.is_(None))
_REOPEN = _CHANGE.where(review_comments.c.resolved_at.is_not(None)).values(
    resolved_by=None, resolved_at=None
)


@permitted(Permission.COMMENT)
def add(tx: Connection, new: NewReviewComment, *, now: datetime) -> ReviewComment:
    """Write a comment, open.

    Raises:
        Conflict: when there is no such version.
        Forbidden: when it names another person than the one who writes.
    """
    require_own_name(tx, new.written_by)
    values = {**values_of(new), "written_at": now, "resolved_by": None, "resolved_at": None}
    return must(first(tx, _ADD, ReviewComment, **values), "The new comment")


@permitted(Permission.COMMENT)
def resolve(tx: Connection, comment_id: int, *, author: str, now: datetime) -> bool:
    """Mark a comment as done with; return whether it was open.

    Raises:
        Forbidden: when it names another person than the one who does it.
    """
    require_own_name(tx, author)
    statement = _RESOLVE.values(resolved_by=author, resolved_at=now)
    return changed(tx, statement, comment_id=comment_id) > 0


@permitted(Permission.COMMENT)
def reopen(tx: Connection, comment_id: int, *, author: str) -> bool:
    """Open a comment again; return whether it was resolved.

    Raises:
        Forbidden: when it names another person than the one who does it.
    """
    require_own_name(tx, author)
    return changed(tx, _REOPEN, comment_id=comment_id) > 0


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, comment_id: int) -> ReviewComment:
    """Return a comment.

    Raises:
        NotFound: when there is none with this id.
    """
    found = first(tx, _BY_ID, ReviewComment, comment_id=comment_id)
    return must(found, f"The comment {comment_id}", pt=f"O comentário {comment_id}")


@permitted(Permission.READ_FLOWS)
def list_of_version(tx: Connection, flow_id: str, number: int) -> list[ReviewComment]:
    """Return the comments on a version, oldest first."""
    return every(tx, _OF_VERSION, ReviewComment, flow_id=flow_id, number=number)
