"""Channels: the places where the company talks with its customers."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sqlalchemy import JSON, Column, Connection, Named, Table, TypedColumns, bindparam, select

from storage.columns import JsonObject, metadata
from storage.errors import NotFound
from storage.policy import Permission
from storage.prepared import Prepared
from storage.rows import every, first, insert_or_replace, values_of
from storage.scope import permitted

Environment: TypeAlias = Literal["test", "production"]


class ChannelColumns(TypedColumns):
    """The columns of `channels`; `kind` names the code that speaks with it."""

    name: Named[str] = Column(primary_key=True)
    kind: Named[str]
    settings: Named[JsonObject] = Column(JSON)
    environment: Named[str] = Column(server_default="production")


channels = Table("channels", metadata, ChannelColumns)


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel; secrets are not among its settings, only their names.

    In the environment `test` the company talks with itself; customers come by `production`.
    """

    name: str
    kind: str
    settings: JsonObject
    environment: Environment = "production"


_ALL = select(channels).order_by(channels.c.name)
_ONE = select(channels).where(channels.c.name == bindparam("channel"))
_BY_NAME = Prepared(_ONE)
_LOCK = Prepared(_ONE.with_for_update(key_share=True))


@permitted(Permission.ADMINISTER)
def save(tx: Connection, channel: Channel) -> None:
    """Add the channel, or replace the one with the same name."""
    tx.execute(insert_or_replace(tx.dialect.name, channels), values_of(channel))


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, name: str) -> Channel:
    """Return the channel.

    Raises:
        NotFound: when there is none with this name.
    """
    return _known(first(tx, _BY_NAME, Channel, channel=name), name)


@permitted(Permission.READ_FLOWS)
def lock(tx: Connection, name: str) -> Channel:
    """Return the channel and keep others from publishing on it until the transaction ends.

    Raises:
        NotFound: when there is none with this name.
    """
    return _known(first(tx, _LOCK, Channel, channel=name), name)


@permitted(Permission.READ_FLOWS)
def list_channels(tx: Connection) -> list[Channel]:
    """Return all channels by name."""
    return every(tx, _ALL, Channel)


def _known(channel: Channel | None, name: str) -> Channel:
    if channel is None:
        raise NotFound(
            f"There is no channel “{name}”: make it with fluxo channel set {name}, or see those "
            "there are with fluxo channel list.",
            pt=f"Não há canal “{name}”: crie-o com fluxo channel set {name}, ou veja os que há "
            "com fluxo channel list.",
        )
    return channel
