"""Version heads: what a list of versions shows, without a document."""

import pytest

from storage import version_heads, versions
from storage.database import Database
from storage.errors import Forbidden
from storage.policy import NOBODY
from storage.version_heads import VersionHead
from tests.storage.reviewing import decide, submit
from tests.storage.stories import NOW, World, a_version


def test_versions_are_listed_with_how_they_stand(database: Database, world: World) -> None:
    with database.transaction() as tx:
        for letter in "bc":
            versions.freeze(tx, a_version(letter * 64), now=NOW)
        submit(tx, 1)
        decide(tx, 1, "sent_back")
        decide(tx, 1)
        submit(tx, 2, by="caio")
        assert version_heads.list_heads(tx, "boleto") == [
            VersionHead("boleto", 3, "ana", NOW, None, None),
            VersionHead("boleto", 2, "ana", NOW, "caio", None),
            VersionHead("boleto", 1, "ana", NOW, "ana", "approved"),
        ]
        assert version_heads.list_heads(tx, "gone") == []


def test_who_may_not_read_flows_sees_none(database: Database, world: World) -> None:
    with pytest.raises(Forbidden), database.within(NOBODY).read() as tx:
        version_heads.list_heads(tx, "boleto")
