"""One way to open the database, whichever of the two it is."""

import selectors
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal, Protocol, TypeVar, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import ArgumentError, InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.encoding import dump_json, load_json
from storage.errors import BadUrl, Busy, NoDatabaseYet, StorageError
from storage.group_commit import GroupCommit
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

    def __init__(self, writer: Engine, reader: Engine, scope: Scope = INSTALLATION) -> None:
        self._writer = writer
        self._reader = reader
        self._scope = scope
        self._group = GroupCommit(self.transaction)

    def within(self, scope: Scope) -> "Database":
        """Return this database as `scope` may use it; both share their connections."""
        return Database(
            self._writer.execution_options(**{OPTION: scope}),
            self._reader.execution_options(**{OPTION: scope}),
            scope,
        )

    @property
    def scope(self) -> Scope:
        """In whose name this database is asked."""
        return self._scope

    @property
    def dialect(self) -> Dialect:
        """Which of the two databases this is."""
        return cast(Dialect, self._writer.dialect.name)

    @property
    def address(self) -> str:
        """Where the database is, with any password hidden; for messages."""
        url = self._writer.url.set(drivername=self.dialect)
        return url.render_as_string(hide_password=True)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open a transaction that may write: committed at the end, rolled back on an error.

        On SQLite it holds the one write lock from its start; so keep it short and never
        open a second one inside it.

        Raises:
            Busy: when the lock is not free within `LOCK_TIMEOUT_S` seconds.
            Unavailable: when the database does not answer.
        """
        with _waiting_politely(), self._writer.begin() as connection:
            yield connection

    def together(self, work: Callable[[Connection], Result]) -> Result:
        """Do short work in a transaction and return its result once it is committed.

        On SQLite it may share the transaction, and so the sync to disk, with that of other
        threads; its failure undoes itself alone. It must not open a transaction of its own.

        Raises:
            Exception: What the work raised, or what `transaction` raises.
        """
        if self.dialect == "sqlite":
            return self._group.run(work)
        with self.transaction() as tx:
            return work(tx)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a connection that can only read, and sees one moment of a SQLite database.

        Raises:
            Unavailable: when the database does not answer.
        """
        with _waiting_politely(), self._reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._reader.dispose()
        self._writer.dispose()


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
    writer = _sqlite_engine(url, echo=echo, connections=1, begin="BEGIN IMMEDIATE")
    reader = _sqlite_engine(url, echo=echo, connections=READERS, begin="BEGIN")
    event.listen(writer, "connect", _prepare_sqlite_writer)
    event.listen(reader, "connect", _prepare_sqlite_reader)
    database = Database(writer, reader)
    try:
        with database.transaction():
            return database
    except StorageError:
        database.close()
        raise


def _sqlite_engine(url: URL, *, echo: bool, connections: int, begin: str) -> Engine:
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

    def begin_transaction(connection: Connection) -> None:
        # Straight to the driver: as a statement of SQLAlchemy's it costs as much as the commit.
        try:
            connection.connection.cursor().execute(begin)
        except Exception as error:
            raise translated(error) or error from error

    event.listen(engine, "begin", begin_transaction)
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
    event.listen(engine, "checkout", _refuse_closed)
    return Database(engine, engine.execution_options(postgresql_readonly=True))


class _PostgresqlConnection(Protocol):
    closed: bool

    def fileno(self) -> int: ...


def _refuse_closed(connection: _PostgresqlConnection, _record: object, _proxy: object) -> None:
    """Have the pool replace its connections when the server went away, without asking it.

    A server that closes a connection sends something, and nobody asked for anything: so the
    first request after a restart does not fail, and none pays for a ping.
    """
    if connection.closed or _has_something_to_read(connection.fileno()):
        raise InvalidatePoolError


def _has_something_to_read(descriptor: int) -> bool:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        return bool(selector.select(timeout=0))


@contextmanager
def _waiting_politely() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise Busy(
            f"No connection to the database was free within {LOCK_TIMEOUT_S} s: try again.",
            pt=f"Nenhuma conexão com o banco ficou livre em {LOCK_TIMEOUT_S} s: tente de novo.",
        ) from error


def _translate(context: ExceptionContext) -> StorageError | None:
    return translated(context.original_exception)
