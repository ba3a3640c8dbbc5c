import pytest

from storage.database import Database
from tests.storage.stories import World, build_world


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as tx:
        return build_world(tx)
