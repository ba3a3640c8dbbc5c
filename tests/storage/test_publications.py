from functools import partial

import pytest

from storage import channels, publications, versions
from storage.channels import Channel
from storage.database import Database
from storage.errors import NotFound
from storage.publications import NewPublication, Publication
from tests.storage.reviewing import decide
from tests.storage.stories import NOW, World, a_version, at_once, later


def publish(database: Database, version: int, *, seconds: float = 0) -> Publication:
    new = NewPublication("site", "boleto", version, "ana", "porque sim")
    with database.transaction() as tx:
        return publications.publish(tx, new, now=later(seconds))


@pytest.fixture
def three_versions(database: Database, world: World) -> None:
    with database.transaction() as tx:
        for sha256 in ("b" * 64, "c" * 64):
            versions.freeze(tx, a_version(sha256), now=NOW)
        for number in (1, 2, 3):
            decide(tx, number)


def test_channel_publishes_one_version_at_a_time(database: Database, three_versions: None) -> None:
    first, second = publish(database, 1), publish(database, 2, seconds=60)
    with database.read() as tx:
        assert publications.current(tx, "site") == second
        assert publications.list_current(tx) == [second]
        newest, oldest = publications.history(tx, "site")
    assert newest == second
    assert (oldest.id, oldest.ended_at) == (first.id, later(60))


def test_rollback_returns_to_the_previous_different_version(
    database: Database, three_versions: None
) -> None:
    for version in (1, 2, 3, 3):
        publish(database, version)
    with database.transaction() as tx:
        back = publications.rollback(tx, "site", author="bia", reason="erro", now=later(1))
        assert publications.current(tx, "site") == back
    assert (back.version, back.published_by, back.reason) == (2, "bia", "erro")


def test_rollback_without_an_earlier_version_is_not_found(
    database: Database, three_versions: None
) -> None:
    publish(database, 1)
    publish(database, 1)
    with database.transaction() as tx, pytest.raises(NotFound, match="no earlier version"):
        publications.rollback(tx, "site", author="bia", reason="erro", now=NOW)


def test_withdrawing_leaves_the_channel_silent(database: Database, three_versions: None) -> None:
    publish(database, 1)
    with database.transaction() as tx:
        assert publications.withdraw(tx, "site", now=later(1))
        assert not publications.withdraw(tx, "site", now=later(2))
        assert publications.current(tx, "site") is None


def test_publishing_what_does_not_exist_is_refused(database: Database, world: World) -> None:
    with pytest.raises(NotFound):
        publish(database, 99)
    with database.transaction() as tx, pytest.raises(NotFound, match="“nowhere”"):
        publications.publish(tx, NewPublication("nowhere", "boleto", 1, "ana", ""), now=NOW)


def test_publishing_at_once_leaves_one_current(database: Database, three_versions: None) -> None:
    numbers = [1, 2, 3, 1, 2, 3, 1, 2]
    at_once([partial(publish, database, number) for number in numbers])
    with database.read() as tx:
        history = publications.history(tx, "site")
    assert len(history) == len(numbers)
    assert [made.id for made in history if made.ended_at is None] == [history[0].id]


def test_channel_is_replaced_by_its_name(database: Database, world: World) -> None:
    renewed = Channel("site", "webchat", {"origins": []})
    with database.transaction() as tx:
        channels.save(tx, renewed)
        assert channels.get(tx, "site") == renewed
        assert channels.list_channels(tx) == [renewed]
