"""What people write about a version or one of its blocks: open, then resolved."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations.reviewing.errors import ReasonNeeded, tidied
from storage import audit, review_comments, versions
from storage.audit import NewAuditEntry
from storage.review_comments import NewReviewComment, ReviewComment

_MAX_ID_CHARACTERS: Final = 200


def write_comment(
    tx: Connection,
    flow_id: str,
    number: int,
    *,
    text: str,
    node_id: str | None = None,
    author: str,
    now: datetime,
) -> ReviewComment:
    """Write a comment on a version, or on the block with `node_id`.

    The block may be one that the version no longer has: people also ask why something went.

    Raises:
        ReasonNeeded: The comment is empty.
        TextTooLong: The comment is too long.
        storage.errors.NotFound: There is no such version.
    """
    written = tidied(text)
    if not written:
        raise ReasonNeeded("Write the comment first.", pt="Escreva o comentário antes.")
    versions.get(tx, flow_id, number)
    node = node_id[:_MAX_ID_CHARACTERS] if node_id else None
    new = NewReviewComment(flow_id, number, node, written, author)
    comment = review_comments.add(tx, new, now=now)
    _write_down(tx, author, "comment.written", comment, now)
    return comment


def resolve_comment(
    tx: Connection, comment_id: int, *, author: str, now: datetime
) -> ReviewComment:
    """Mark a comment as done with; one that is already stays as it is.

    Raises:
        storage.errors.NotFound: There is no such comment.
    """
    known = review_comments.get(tx, comment_id)
    if not review_comments.resolve(tx, comment_id, author=author, now=now):
        return known
    _write_down(tx, author, "comment.resolved", known, now)
    return review_comments.get(tx, comment_id)


def reopen_comment(tx: Connection, comment_id: int, *, author: str, now: datetime) -> ReviewComment:
    """Open a resolved comment again; one that is open stays as it is.

    Raises:
        storage.errors.NotFound: There is no such comment.
    """
    known = review_comments.get(tx, comment_id)
    if not review_comments.reopen(tx, comment_id, author=author):
        return known
    _write_down(tx, author, "comment.reopened", known, now)
    return review_comments.get(tx, comment_id)


def list_comments(tx: Connection, flow_id: str, number: int) -> tuple[ReviewComment, ...]:
    """Return the comments on a version, oldest first."""
    return tuple(review_comments.list_of_version(tx, flow_id, number))


def _write_down(
    tx: Connection, actor: str, action: str, comment: ReviewComment, now: datetime
) -> None:
    subject = f"{comment.flow_id} v{comment.version}"
    details = {"comment": comment.id, "node": comment.node_id}
    audit.append(tx, NewAuditEntry(actor, action, subject, details), now=now)
