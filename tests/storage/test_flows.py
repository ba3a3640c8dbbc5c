from dataclasses import replace
from functools import partial

import pytest
from sqlalchemy import Executable

from storage import drafts, flows, versions
from storage.database import Database
from storage.drafts import LastChange
from storage.errors import Conflict, NotFound
from tests.storage.stories import NOW, World, a_flow, a_version, at_once, later


def test_flows_are_listed_by_folder_and_name(database: Database) -> None:
    with database.transaction() as tx:
        for flow_id in ("boleto", "agenda"):
            flows.create(tx, a_flow(flow_id))
        flows.describe(tx, "agenda", name="Agenda", objective="o", category="c", folder="saúde")
        assert [flow.id for flow in flows.list_flows(tx)] == ["boleto", "agenda"]
        assert flows.get(tx, "agenda").folder == "saúde"


def test_sample_is_added_once(database: Database) -> None:
    with database.transaction() as tx:
        assert flows.create_if_missing(tx, a_flow())
        assert not flows.create_if_missing(tx, a_flow())


def test_archived_flow_is_put_away_and_can_come_back(database: Database, world: World) -> None:
    with database.transaction() as tx:
        flows.archive(tx, "boleto", now=later(1))
        assert flows.list_flows(tx) == []
        assert [flow.archived_at for flow in flows.list_flows(tx, archived=True)] == [later(1)]
        flows.restore(tx, "boleto")
        assert flows.list_flows(tx) == [world.flow]


def test_change_of_an_unknown_flow_is_not_found(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(NotFound):
        flows.archive(tx, "nothing", now=NOW)


def test_draft_is_saved_over_the_revision_its_author_saw(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert drafts.find(tx, "boleto") is None
        one = drafts.save(
            tx, "boleto", document={"v": 1}, expected_revision=0, author="ana", now=NOW
        )
        two = drafts.save(
            tx, "boleto", document={"v": 2}, expected_revision=1, author="bia", now=later(1)
        )
        assert (one.revision, two.revision) == (1, 2)
        assert drafts.get(tx, "boleto") == two


@pytest.mark.parametrize("stale", [0, 1, 3])
def test_stale_save_is_a_conflict_and_nothing_is_lost(
    database: Database, world: World, stale: int
) -> None:
    with database.transaction() as tx:
        for revision in (0, 1):
            kept = drafts.save(
                tx, "boleto", document={}, expected_revision=revision, author="ana", now=NOW
            )
    with pytest.raises(Conflict, match="load it again"), database.transaction() as tx:
        drafts.save(
            tx, "boleto", document={"x": 1}, expected_revision=stale, author="bia", now=later(9)
        )
    with database.read() as tx:
        assert drafts.get(tx, "boleto") == kept


def test_of_eight_editors_saving_at_once_one_wins(database: Database, world: World) -> None:
    def save(author: str) -> str | None:
        try:
            with database.transaction() as tx:
                drafts.save(
                    tx, "boleto", document={"by": author}, expected_revision=0,
                    author=author, now=NOW,
                )  # fmt: skip
        except Conflict:
            return None
        return author

    saved = at_once([partial(save, f"editor-{n}") for n in range(8)])
    winners = [author for author in saved if author]
    with database.read() as tx:
        assert [drafts.get(tx, "boleto").updated_by] == winners


def test_draft_of_an_unknown_flow_is_a_conflict(database: Database) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:
        drafts.save(tx, "nothing", document={}, expected_revision=0, author="ana", now=NOW)


def test_versions_count_up_and_come_newest_first(database: Database, world: World) -> None:
    with database.transaction() as tx:
        second = versions.freeze(tx, a_version("b" * 64), now=later(1))
        assert second.number == 2
        assert versions.latest(tx, "boleto") == second
        assert versions.get(tx, "boleto", 1) == world.version
        assert versions.list_versions(tx, "boleto") == [second, world.version]


def test_freezing_the_same_logic_gives_the_same_version(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert versions.freeze(tx, a_version(), now=later(1)) == world.version
        versions.freeze(tx, a_version("b" * 64), now=later(2))
        assert versions.freeze(tx, a_version(), now=later(3)).number == 3


def test_eight_people_freezing_at_once_get_eight_numbers(database: Database, world: World) -> None:
    def freeze(sha256: str) -> int:
        with database.transaction() as tx:
            return versions.freeze(tx, a_version(sha256), now=NOW).number

    numbers = at_once([partial(freeze, f"{n:064d}") for n in range(8)])
    assert sorted(numbers) == list(range(2, 10))


def test_freezing_an_unknown_flow_is_not_found(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(NotFound, match="“nothing”"):
        versions.freeze(tx, a_version(flow_id="nothing"), now=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        versions.versions.update().values(author="eve"),
        versions.versions.delete(),
        versions.versions.delete().where(versions.versions.c.number == 1),
    ],
)
def test_database_itself_refuses_to_change_a_version(
    database: Database, world: World, statement: Executable
) -> None:
    with pytest.raises(Conflict, match="never changes"), database.transaction() as tx:
        tx.execute(statement)
    with database.read() as tx:
        assert versions.get(tx, "boleto", 1) == world.version


def test_revision_of_a_draft_is_known_without_it(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert drafts.revision_of(tx, "boleto") == 0
        drafts.save(tx, "boleto", document={}, expected_revision=0, author="ana", now=NOW)
        assert drafts.revision_of(tx, "boleto") == 1


def test_last_changes_are_known_without_the_drafts(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert drafts.last_changes(tx) == {}
        drafts.save(tx, "boleto", document={}, expected_revision=0, author="ana", now=later(1))
        drafts.save(tx, "boleto", document={}, expected_revision=1, author="bia", now=later(2))
        assert drafts.last_changes(tx) == {"boleto": LastChange(2, later(2), "bia")}


def test_saved_operations_are_remembered_by_the_draft(database: Database, world: World) -> None:
    with database.transaction() as tx:
        save = partial(drafts.save, tx, "boleto", document={}, author="ana", now=NOW)
        assert save(expected_revision=0).acknowledged == {}
        assert save(expected_revision=1, acknowledged={"c7f3": 12}).acknowledged == {"c7f3": 12}
        assert drafts.get(tx, "boleto").acknowledged == {"c7f3": 12}


def test_save_without_operations_forgets_none(database: Database, world: World) -> None:
    with database.transaction() as tx:
        save = partial(drafts.save, tx, "boleto", document={}, author="ana", now=NOW)
        save(expected_revision=0, acknowledged={"c7f3": 12, "p1": 3})
        imported = save(expected_revision=1)
        assert imported.acknowledged == {"c7f3": 12, "p1": 3}
        assert drafts.get(tx, "boleto") == imported


def test_flow_moves_to_another_folder_with_all_else_as_it_was(
    database: Database, world: World
) -> None:
    with database.transaction() as tx:
        flows.move(tx, "boleto", "Financeiro")
        assert flows.get(tx, "boleto") == replace(world.flow, folder="Financeiro")
