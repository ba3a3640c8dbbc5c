import pytest

from storage.database import Database
from tests.storage.stories import World, build_world


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as tx:
        return build_world(tx)


@pytest.fixture
def postgresql_world(postgresql_database: Database) -> World:
    with postgresql_database.transaction() as tx:
        return build_world(tx)
