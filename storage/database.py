"""One way to open the database, whichever of the two it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, Protocol, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError

from storage.encoding import dump_json, load_json
from storage.errors import BadUrl, NoDatabaseYet, StorageError
from storage.group_commit import GroupCommit
from storage.open_connections import OpenConnections, Transaction
from storage.policy import INSTALLATION, Scope
from storage.scope import OPTION
from storage.translation import translated

Dialect = Literal["sqlite", "postgresql"]
Result = TypeVar("Result")

LOCK_TIMEOUT_S: Final = 10
CONNECT_TIMEOUT_S: Final = 5
READERS: Final = 16

_EXAMPLES: Final = "use sqlite:///var/fluxo.db or postgresql://user@host/name"
_EXAMPLES_PT: Final = "use sqlite:///var/fluxo.db ou postgresql://usuario@host/nome"


class Database:
    """An open database; usable from several threads. Made by `open_database`.

    What it is asked is asked by the installation itself; `within` gives it to a person.
    """

    def __init__(
        self, writers: OpenConnections, readers: OpenConnections, scope: Scope = INSTALLATION
    ) -> None:
        self._writers = writers
        self._readers = readers
        self._scope = scope
        # Only SQLite pays for the commit more than for what is in it.
        is_grouped = writers.engine.dialect.name == "sqlite"
        self._group = GroupCommit(self.transaction) if is_grouped else None

    def within(self, scope: Scope) -> "Database":
        """Return this database as `scope` may use it; both share their connections."""
        return Database(self._writers, self._readers, scope)

    @property
    def scope(self) -> Scope:
        """In whose name this database is asked."""
        return self._scope

    @property
    def dialect(self) -> Dialect:
        """Which of the two databases this is."""
        return cast(Dialect, self._writers.engine.dialect.name)

    @property
    def address(self) -> str:
        """Where the database is, with any password hidden; for messages."""
        url = self._writers.engine.url.set(drivername=self.dialect)
        return url.render_as_string(hide_password=True)

    def transaction(self) -> Transaction:
        """Open a transaction that may write: committed at the end, rolled back on an error.

        On SQLite it holds the one write lock from its start; so keep it short and never
        open a second one inside it.

        Raises:
            Busy: when the lock is not free within `LOCK_TIMEOUT_S` seconds.
            Unavailable: when the database does not answer.
        """
        return self._writers.transaction(self._scope)

    def together(self, work: Callable[[Connection], Result]) -> Result:
        """Do short work in a transaction and return its result once it is committed.

        On SQLite it may share the transaction, and so the sync to disk, with that of other
        threads; its failure undoes itself alone. It must not open a transaction of its own.

        Raises:
            Exception: What the work raised, or what `transaction` raises.
        """
        if self._group is not None:
            return self._group.run(work)
        with self.transaction() as tx:
            return work(tx)

    def read(self) -> Transaction:
        """Open a connection that can only read, and sees one moment of a SQLite database.

        Raises:
            Unavailable: when the database does not answer.
        """
        return self._readers.transaction(self._scope)

    def close(self) -> None:
        """Close every connection."""
        for connections in (self._readers, self._writers):
            connections.close()
            connections.engine.dispose()


def open_database(url: str, *, echo: bool = False, create: bool = True) -> Database:
    """Open the database at `url`; a SQLite file that does not exist is made, unless forbidden.

    Args:
        url: `sqlite:///relative/path.db`, `sqlite:////absolute/path.db` or
            `postgresql://user:password@host:port/name`.
        echo: whether to log every statement.
        create: whether a SQLite file may be made.

    Raises:
        BadUrl: when the address is not one of these.
        NoDatabaseYet: when a SQLite file is not there and may not be made.
        Unavailable: when a SQLite file cannot be opened. PostgreSQL is first asked by the
            first transaction.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        if not create:
            _require_file(_sqlite_file(parsed))
        return _open_sqlite(parsed, echo)
    return _open_postgresql(parsed, echo)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise BadUrl(
            f"The database address cannot be read: {_EXAMPLES}.",
            pt=f"O endereço do banco de dados não pode ser lido: {_EXAMPLES_PT}.",
        ) from error
    kind = parsed.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise BadUrl(
            f"Fluxo cannot use a {kind} database: {_EXAMPLES}.",
            pt=f"O Fluxo não usa bancos {kind}: {_EXAMPLES_PT}.",
        )
    return parsed


def _sqlite_file(url: URL) -> Path:
    if url.database in (None, "", ":memory:"):
        raise BadUrl(
            "A SQLite database in memory is lost at exit: name a file, e.g. "
            "sqlite:///var/fluxo.db.",
            pt="Um banco SQLite na memória se perde ao encerrar: indique um arquivo, por "
            "exemplo sqlite:///var/fluxo.db.",
        )
    return Path(str(url.database)).absolute()


def _require_file(file: Path) -> None:
    if not file.exists():
        raise NoDatabaseYet(
            f"There is no database at {file} yet: make it with fluxo db upgrade, or start the "
            "demo with fluxo up.",
            pt=f"Ainda não há banco de dados em {file}: crie-o com fluxo db upgrade, ou inicie "
            "a demonstração com fluxo up.",
        )


def _open_sqlite(url: URL, echo: bool) -> Database:
    file = _sqlite_file(url)
    folder = file.parent
    if not folder.is_dir():
        raise BadUrl(
            f"The folder {folder} for the database does not exist: create it first.",
            pt=f"A pasta {folder} do banco de dados não existe: crie-a primeiro.",
        )
    if not file.exists():
        file.touch(mode=0o600)  # what customers wrote is not for other users of the machine
    # SQLite has one writer at a time. One connection makes our own threads queue in order
    # for it, where SQLite itself would let them try at growing random pauses.
    writer = _sqlite_engine(url, echo=echo, connections=1)
    reader = _sqlite_engine(url, echo=echo, connections=READERS)
    event.listen(writer, "connect", _prepare_sqlite_writer)
    event.listen(reader, "connect", _prepare_sqlite_reader)
    database = Database(
        OpenConnections(writer, 1, LOCK_TIMEOUT_S, begin="BEGIN IMMEDIATE"),
        OpenConnections(reader, READERS, LOCK_TIMEOUT_S, begin="BEGIN"),
    )
    try:
        with database.transaction():
            return database
    except StorageError:
        database.close()
        raise


def _sqlite_engine(url: URL, *, echo: bool, connections: int) -> Engine:
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        echo=echo,
        hide_parameters=True,
        execution_options={OPTION: INSTALLATION},
        json_serializer=dump_json,
        json_deserializer=load_json,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=LOCK_TIMEOUT_S,
        # The driver's own idea of transactions would begin them too late and too weakly.
        connect_args={"isolation_level": None, "timeout": LOCK_TIMEOUT_S},
    )

    event.listen(engine, "handle_error", _translate)
    return engine


class _SqliteCursorSource(Protocol):
    def execute(self, sql: str, /) -> object: ...


def _prepare_sqlite_writer(connection: _SqliteCursorSource, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare_sqlite_reader(connection: _SqliteCursorSource, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")


def _open_postgresql(url: URL, echo: bool) -> Database:
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            echo=echo,
            hide_parameters=True,
            execution_options={OPTION: INSTALLATION},
            json_serializer=dump_json,
            json_deserializer=load_json,
            pool_size=READERS,
            max_overflow=READERS,
            pool_timeout=LOCK_TIMEOUT_S,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_S,
                "application_name": "fluxo",
                "options": f"-c timezone=UTC -c lock_timeout={LOCK_TIMEOUT_S}s",
            },
        )
    except ModuleNotFoundError as error:
        raise BadUrl(
            "The PostgreSQL driver is not installed: run pip install 'builder-app[postgres]'.",
            pt="Falta o driver do PostgreSQL: execute pip install 'builder-app[postgres]'.",
        ) from error
    event.listen(engine, "handle_error", _translate)
    return Database(
        OpenConnections(engine, READERS, LOCK_TIMEOUT_S),
        OpenConnections(
            engine.execution_options(postgresql_readonly=True), READERS, LOCK_TIMEOUT_S
        ),
    )


def _translate(context: ExceptionContext) -> StorageError | None:
    return translated(context.original_exception)
