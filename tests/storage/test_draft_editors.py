from dataclasses import replace

import pytest

from storage import draft_editors
from storage.database import Database
from storage.draft_editors import DraftEditor
from storage.errors import Conflict
from tests.storage.stories import NOW, World, later

ANA = DraftEditor("boleto", "tab-1", "ana", None, NOW)
BIA = DraftEditor("boleto", "tab-2", "bia", "ask_cpf", later(10))


def test_who_edits_is_seen_the_last_one_first(database: Database, world: World) -> None:
    with database.transaction() as tx:
        draft_editors.touch(tx, ANA)
        draft_editors.touch(tx, BIA)
        assert draft_editors.list_recent(tx, "boleto", since=NOW) == [BIA, ANA]
        assert draft_editors.list_recent(tx, "boleto", since=later(1)) == [BIA]
        assert draft_editors.list_recent(tx, "other", since=NOW) == []


def test_a_tab_that_goes_on_is_one_row_with_its_newest_node(
    database: Database, world: World
) -> None:
    moved = replace(ANA, node_id="ask_name", seen_at=later(5))
    with database.transaction() as tx:
        draft_editors.touch(tx, ANA)
        draft_editors.touch(tx, moved)
        assert draft_editors.list_recent(tx, "boleto", since=NOW) == [moved]


def test_a_closed_tab_leaves_at_once(database: Database, world: World) -> None:
    with database.transaction() as tx:
        draft_editors.touch(tx, ANA)
        assert draft_editors.leave(tx, "boleto", "tab-1")
        assert not draft_editors.leave(tx, "boleto", "tab-1")
        assert draft_editors.list_recent(tx, "boleto", since=NOW) == []


def test_a_tab_unseen_for_a_day_is_forgotten(database: Database, world: World) -> None:
    with database.transaction() as tx:
        draft_editors.touch(tx, ANA)
        draft_editors.touch(tx, replace(BIA, seen_at=later(24 * 3600 + 1)))
        seen = draft_editors.list_recent(tx, "boleto", since=NOW)
        assert [editor.person for editor in seen] == ["bia"]


def test_nobody_edits_a_flow_that_is_not_there(database: Database) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:
        draft_editors.touch(tx, ANA)
