"""Comments on versions: open, resolved, opened again; under one's own name."""

import pytest

from storage import review_comments
from storage.database import Database
from storage.errors import Conflict, Forbidden, NotFound
from storage.policy import Role, Scope
from storage.review_comments import NewReviewComment, ReviewComment
from tests.storage.stories import NOW, World, later

TESTER = Scope("tito", frozenset({Role.TESTER}))


def a_comment(
    node_id: str | None = None, *, version: int = 1, by: str = "tito"
) -> NewReviewComment:
    return NewReviewComment("boleto", version, node_id, "E se o boleto venceu?", by)


def test_a_comment_is_resolved_and_opened_again(database: Database, world: World) -> None:
    with database.transaction() as tx:
        one = review_comments.add(tx, a_comment("menu"), now=NOW)
        other = review_comments.add(tx, a_comment(), now=later(1))
        assert review_comments.list_of_version(tx, "boleto", 1) == [one, other]
        assert review_comments.resolve(tx, one.id, author="ana", now=later(2))
        assert not review_comments.resolve(tx, one.id, author="bia", now=later(3))
        assert review_comments.get(tx, one.id) == ReviewComment(
            one.id, "boleto", 1, "menu", one.text, "tito", NOW, "ana", later(2)
        )
        assert review_comments.reopen(tx, one.id, author="ana")
        assert not review_comments.reopen(tx, one.id, author="ana")
        assert review_comments.get(tx, one.id) == one


def test_what_is_not_there(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert review_comments.list_of_version(tx, "boleto", 7) == []
        assert not review_comments.resolve(tx, 99, author="ana", now=NOW)
        with pytest.raises(NotFound):
            review_comments.get(tx, 99)
    with pytest.raises(Conflict), database.transaction() as tx:
        review_comments.add(tx, a_comment(version=7), now=NOW)


def test_people_comment_under_their_own_name(database: Database, world: World) -> None:
    mine = database.within(TESTER)
    with mine.transaction() as tx:
        one = review_comments.add(tx, a_comment(), now=NOW)
    steps = (
        lambda tx: review_comments.add(tx, a_comment(by="ana"), now=NOW),
        lambda tx: review_comments.resolve(tx, one.id, author="ana", now=NOW),
        lambda tx: review_comments.reopen(tx, one.id, author="ana"),
    )
    for step in steps:
        with pytest.raises(Forbidden), mine.transaction() as tx:
            step(tx)


def test_attendants_neither_read_nor_write_comments(database: Database, world: World) -> None:
    attendant = database.within(Scope("rui", frozenset({Role.ATTENDANT})))
    with pytest.raises(Forbidden), attendant.transaction() as tx:
        review_comments.add(tx, a_comment(by="rui"), now=NOW)
    with pytest.raises(Forbidden), attendant.read() as tx:
        review_comments.list_of_version(tx, "boleto", 1)
