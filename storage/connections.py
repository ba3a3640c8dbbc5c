"""Connections: the systems that flows may call, kept as the runtime defines them."""

from dataclasses import dataclass

from sqlalchemy import JSON, Column, Connection, Named, Table, TypedColumns, bindparam, select

from storage.columns import JsonObject, metadata
from storage.policy import Permission
from storage.rows import every, first, insert_or_replace, must, values_of
from storage.scope import permitted


class ApiConnectionColumns(TypedColumns):
    """The columns of `connections`."""

    name: Named[str] = Column(primary_key=True)
    definition: Named[JsonObject] = Column(JSON)


connections = Table("connections", metadata, ApiConnectionColumns)


@dataclass(frozen=True, slots=True)
class ApiConnection:
    """How to reach another system; secrets are named in it, never held."""

    name: str
    definition: JsonObject


_ALL = select(connections).order_by(connections.c.name)
_BY_KEY = select(connections).where(connections.c.name == bindparam("key"))


@permitted(Permission.ADMINISTER)
def save(tx: Connection, connection: ApiConnection) -> None:
    """Add the connection, or replace the one with the same name."""
    tx.execute(insert_or_replace(tx.dialect.name, connections), values_of(connection))


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, name: str) -> ApiConnection:
    """Return the connection.

    Raises:
        NotFound: when there is none with this name.
    """
    return must(find(tx, name), f"The connection “{name}”", pt=f"A conexão “{name}”")


@permitted(Permission.READ_FLOWS)
def find(tx: Connection, name: str) -> ApiConnection | None:
    """Return the connection, or None."""
    return first(tx, _BY_KEY, ApiConnection, key=name)


@permitted(Permission.READ_FLOWS)
def list_connections(tx: Connection) -> list[ApiConnection]:
    """Return all connections by name."""
    return every(tx, _ALL, ApiConnection)
