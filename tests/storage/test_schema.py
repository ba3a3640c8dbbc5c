from storage.database import Database
from storage.schema import check, current_revision, newest_revision


def test_migrated_database_is_sound(database: Database) -> None:
    assert current_revision(database) == newest_revision()
    assert check(database) == []
