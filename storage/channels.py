"""Channels: the places where the company talks with its customers."""

from dataclasses import dataclass

from sqlalchemy import JSON, Column, Connection, Named, Table, TypedColumns, bindparam, select

from storage.columns import JsonObject, metadata
from storage.prepared import Prepared
from storage.rows import every, first, insert_or_replace, must, values_of


class ChannelColumns(TypedColumns):
    """The columns of `channels`; `kind` names the code that speaks with it."""

    name: Named[str] = Column(primary_key=True)
    kind: Named[str]
    settings: Named[JsonObject] = Column(JSON)


channels = Table("channels", metadata, ChannelColumns)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; secrets are not among its settings, only their names."""

    name: str
    kind: str
    settings: JsonObject


_ALL = select(channels).order_by(channels.c.name)
_ONE = select(channels).where(channels.c.name == bindparam("channel"))
_BY_NAME = Prepared(_ONE)
_LOCK = Prepared(_ONE.with_for_update(key_share=True))


def save(tx: Connection, channel: Channel) -> None:
    """Add the channel, or replace the one with the same name."""
    tx.execute(insert_or_replace(tx.dialect.name, channels), values_of(channel))


def get(tx: Connection, name: str) -> Channel:
    """Return the channel.

    Raises:
        NotFound: when there is none with this name.
    """
    return must(first(tx, _BY_NAME, Channel, channel=name), f"The channel “{name}”")


def lock(tx: Connection, name: str) -> Channel:
    """Return the channel and keep others from publishing on it until the transaction ends.

    Raises:
        NotFound: when there is none with this name.
    """
    return must(first(tx, _LOCK, Channel, channel=name), f"The channel “{name}”")


def list_channels(tx: Connection) -> list[Channel]:
    """Return all channels by name."""
    return every(tx, _ALL, Channel)
