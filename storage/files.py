"""Files: what customers sent, described here and kept elsewhere under its hash."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
)

from storage.columns import BigId, CleanText, UtcDateTime, metadata
from storage.policy import Permission
from storage.rows import every, first, must, values_of
from storage.scope import permitted


class FileColumns(TypedColumns):
    """The columns of `files`; the id is unguessable, for it is part of addresses."""

    id: Named[str] = Column(primary_key=True)
    sha256: Named[str]
    name: Named[str] = Column(CleanText)
    media_type: Named[str] = Column(CleanText)
    size_bytes: Named[int] = Column(BigId)
    conversation_id: Named[int | None] = Column(BigId, ForeignKey("conversations.id"))
    created_at: Named[datetime] = Column(UtcDateTime)


files = Table(
    "files",
    metadata,
    FileColumns,
    CheckConstraint("size_bytes >= 0", name="size_bytes"),
    Index("ix_files_sha256", "sha256"),
    Index("ix_files_conversation_id", "conversation_id"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `sha256` of its content is the name it is kept under."""

    id: str
    sha256: str
    name: str
    media_type: str
    size_bytes: int
    conversation_id: int | None
    created_at: datetime


_BY_ID = select(files).where(files.c.id == bindparam("file_id"))
_OF_CONVERSATION = (
    select(files)
    .where(files.c.conversation_id == bindparam("of_conversation"))
    .order_by(files.c.created_at, files.c.id)
)


@permitted(Permission.RUN)
def add(tx: Connection, file: File) -> File:
    """Describe a file.

    Raises:
        Conflict: when the id is taken or the conversation does not exist.
    """
    tx.execute(insert(files), values_of(file))
    return file


@permitted(Permission.READ_CUSTOMERS)
def get(tx: Connection, file_id: str) -> File:
    """Return the file's description.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(first(tx, _BY_ID, File, file_id=file_id), "The file")


@permitted(Permission.READ_CUSTOMERS)
def for_conversation(tx: Connection, conversation_id: int) -> list[File]:
    """Return the files of the conversation, oldest first."""
    return every(tx, _OF_CONVERSATION, File, of_conversation=conversation_id)
