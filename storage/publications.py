"""Publications: which version is live on which channel, now and in the past."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Named,
    Table,
    TypedColumns,
    Update,
    bindparam,
    insert,
    or_,
    select,
    text,
    update,
)

from storage import channels, reviews
from storage.columns import NEVER_REUSED, CleanText, UtcDateTime, metadata, numbered
from storage.errors import NotFound
from storage.policy import Permission
from storage.prepared import Prepared
from storage.rows import every, first, must, values_of
from storage.scope import permitted, require_own_name


class PublicationColumns(TypedColumns):
    """The columns of `publications`; current while `ended_at` is empty."""

    id = numbered()
    channel: Named[str] = Column(ForeignKey("channels.name"))
    flow_id: Named[str]
    version: Named[int]
    published_at: Named[datetime] = Column(UtcDateTime)
    published_by: Named[str] = Column(CleanText)
    reason: Named[str] = Column(CleanText)
    ended_at: Named[datetime | None] = Column(UtcDateTime)


_IS_CURRENT = text("ended_at IS NULL")

publications = Table(
    "publications",
    metadata,
    PublicationColumns,
    ForeignKeyConstraint(["flow_id", "version"], ["versions.flow_id", "versions.number"]),
    Index("ix_publications_channel_id", "channel", "id"),
    Index("ix_publications_flow_id_version", "flow_id", "version"),
    Index(
        "uq_publications_current",
        "channel",
        unique=True,
        sqlite_where=_IS_CURRENT,
        postgresql_where=_IS_CURRENT,
    ),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewPublication:
    """Which version is to be live where, who wants it and why."""

    channel: str
    flow_id: str
    version: int
    published_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One version on one channel for a time."""

    id: int
    channel: str
    flow_id: str
    version: int
    published_at: datetime
    published_by: str
    reason: str
    ended_at: datetime | None


_NEWEST_FIRST = (
    select(publications)
    .where(publications.c.channel == bindparam("channel"))
    .order_by(publications.c.id.desc())
)
_CURRENT = Prepared(_NEWEST_FIRST.where(publications.c.ended_at.is_(None)))
_PREVIOUS = _NEWEST_FIRST.where(
    or_(
        publications.c.flow_id != bindparam("flow_id"),
        publications.c.version != bindparam("version"),
    )
).limit(1)
_EVERYWHERE = (
    select(publications).where(publications.c.ended_at.is_(None)).order_by(publications.c.channel)
)
_ADD = insert(publications).returning(*publications.c)


@permitted(Permission.PUBLISH)
def publish(tx: Connection, new: NewPublication, *, now: datetime) -> Publication:
    """Make an approved version the channel's current one; running conversations stay on theirs.

    Raises:
        Forbidden: when it is to be written in another person's name.
        NotApproved: when the version, or a sub-flow's that it is pinned to, is not approved.
        NotFound: when the channel or the version does not exist.
    """
    require_own_name(tx, new.published_by)
    channels.lock(tx, new.channel)
    reviews.require_approved(tx, new.flow_id, new.version)
    tx.execute(_ending(new.channel, now))
    added = first(tx, _ADD, Publication, **values_of(new), published_at=now)
    return must(added, "The new publication")


@permitted(Permission.READ_FLOWS)
def current(tx: Connection, channel: str) -> Publication | None:
    """Return what the channel publishes now, or None."""
    return first(tx, _CURRENT, Publication, channel=channel)


@permitted(Permission.READ_FLOWS)
def list_current(tx: Connection) -> list[Publication]:
    """Return what every channel publishes now."""
    return every(tx, _EVERYWHERE, Publication)


@permitted(Permission.READ_FLOWS)
def history(tx: Connection, channel: str) -> list[Publication]:
    """Return everything the channel ever published, newest first."""
    return every(tx, _NEWEST_FIRST, Publication, channel=channel)


@permitted(Permission.READ_FLOWS)
def previous(tx: Connection, channel: str) -> Publication | None:
    """Return what the channel published before its current version, or None."""
    live = current(tx, channel)
    if live is None:
        return None
    return first(
        tx,
        _PREVIOUS,
        Publication,
        channel=channel,
        flow_id=live.flow_id,
        version=live.version,
    )


@permitted(Permission.PUBLISH)
def rollback(
    tx: Connection, channel: str, *, author: str, reason: str, now: datetime
) -> Publication:
    """Publish again what the channel published before its current version.

    Raises:
        Forbidden: when it is to be written in another person's name.
        NotApproved: when that version is not approved, or not any more.
        NotFound: when the channel does not exist or never published anything else.
    """
    require_own_name(tx, author)
    channels.lock(tx, channel)
    before = previous(tx, channel)
    if before is None:
        raise NotFound(
            f"The channel “{channel}” has no earlier version: publish one instead.",
            pt=f"O canal “{channel}” não tem versão anterior: publique uma com fluxo publish.",
        )
    again = NewPublication(channel, before.flow_id, before.version, author, reason)
    return publish(tx, again, now=now)


@permitted(Permission.PUBLISH)
def withdraw(tx: Connection, channel: str, *, now: datetime) -> bool:
    """Publish nothing on the channel; return whether there was something."""
    channels.lock(tx, channel)
    return tx.execute(_ending(channel, now)).rowcount > 0


def _ending(channel: str, now: datetime) -> Update:
    live = (publications.c.channel == channel, publications.c.ended_at.is_(None))
    return update(publications).where(*live).values(ended_at=now)
