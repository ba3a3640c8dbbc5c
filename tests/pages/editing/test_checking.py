"""The checks run beside the work: nobody waits for them, and only news is told."""

import time

import pytest

from flow_runtime.workspace import Workspace
from pages.editing.checking import Checking
from tests.pages.editing.desks import change, desk_of, stored_document


def settled(checking: Checking) -> list[bool]:
    """Collect until nothing runs; return what each collecting said."""
    said = []
    deadline = time.monotonic() + 20
    while checking.is_running:
        assert time.monotonic() < deadline
        said.append(checking.collect())
        time.sleep(0.01)
    return said


def test_a_change_without_other_problems_is_no_news():
    desk = desk_of("ana")
    change(desk, "hello", "name", "Boas-vindas")
    assert desk.checking.is_running
    assert not any(settled(desk.checking))
    assert desk.checking.finished_for is desk.document


def test_other_problems_are_news():
    desk = desk_of("ana")
    change(desk, "hello", "bubbles", [])
    assert settled(desk.checking)[-1]
    assert desk.examination.problems


def test_a_moved_card_is_not_examined_again():
    desk = desk_of("ana")
    settled(desk.checking)
    moved = {**desk.document, "layout": {"hello": [512, 512]}}
    desk.checking.want(moved)
    assert not desk.checking.is_running
    assert desk.checking.finished_for is moved


def test_what_is_examined_counts_for_a_draft_whose_cards_were_moved_meanwhile():
    desk = desk_of("ana")
    change(desk, "hello", "bubbles", [])
    moved = {**desk.document, "layout": {"hello": [512, 512]}}
    desk.checking.want(moved)
    assert settled(desk.checking)[-1]
    assert desk.checking.finished_for is moved


def test_the_newest_draft_is_examined_and_those_before_it_may_be_dropped(
    monkeypatch: pytest.MonkeyPatch,
):
    seen = []

    def examine_slowly(document, **_around):
        time.sleep(0.1)
        seen.append(document)
        return checking.finished

    checking = Checking.begin(stored_document(), workspace=Workspace(), flows={})
    monkeypatch.setattr("pages.editing.checking.examine", examine_slowly)
    drafts = [{**stored_document(), "name": str(number)} for number in range(20)]
    for draft in drafts:
        checking.want(draft)
    settled(checking)
    assert seen[-1] is drafts[-1]
    assert len(seen) < len(drafts)
