"""What the canvas tells is taken once, also what it told a builder that is gone."""

import pytest
import streamlit as st

from flow_runtime.editing import apply_changes, read_changes
from flow_runtime.editing.documents import node_of
from pages.editing.receiving import CANVAS_KEY, hear_first_words, receiver
from pages.editing.saving import settle
from tests.pages.editing.desks import desk_of, field, stored, stored_document, write_as

RENAMED = {"change": "set", "node": "hello", "path": "name", "value": "Boas-vindas"}
GESTURES = {
    "client": "tab",
    "held": 1,
    "operations": [{"client": "tab", "sequence": 1, "kind": "rename", "changes": [RENAMED]}],
}


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A session in which the canvas told one gesture."""
    kept: dict[str, object] = {CANVAS_KEY: {"gestures": GESTURES}}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


@pytest.fixture
def draws(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the page was asked to be drawn again."""
    asked: list[str] = []
    monkeypatch.setattr(st, "rerun", lambda: asked.append("again"))
    return asked


def test_a_gesture_is_stored_before_anything_is_drawn(session: dict[str, object]):
    receiver(desk_of("ana"))()
    assert field(stored_document(), "hello", "name") == "Boas-vindas"
    assert stored().acknowledged == {"tab": 1}


def test_what_a_page_told_a_builder_that_is_gone_is_taken_at_the_first_drawing(
    session: dict[str, object], draws: list[str]
):
    hear_first_words(desk_of("ana"))
    assert field(stored_document(), "hello", "name") == "Boas-vindas"
    assert draws == ["again"]
    hear_first_words(desk_of("ana"))
    assert stored().revision == 2
    assert draws == ["again"]


def test_a_page_that_is_opened_has_told_nothing(session: dict[str, object], draws: list[str]):
    session[CANVAS_KEY] = {"gestures": None}
    hear_first_words(desk_of("ana"))
    session[CANVAS_KEY] = {"gestures": GESTURES}
    hear_first_words(desk_of("ana"))
    assert stored().revision == 1
    assert draws == []


def night_gesture(node: str, name: str) -> dict[str, object]:
    """Return what a tab did last night, before anybody else did."""
    found = {"change": "put_node", "node": node_of(stored_document(), node)}
    renamed = {"change": "set", "node": node, "path": "name", "value": name}
    operation = {
        "client": "tab",
        "sequence": 1,
        "kind": "rename",
        "changes": [renamed],
        "before": [found],
        "session": "of last night",
    }
    return {CANVAS_KEY: {"gestures": {"client": "tab", "held": 1, "operations": [operation]}}}


def test_what_was_done_last_night_is_a_choice_where_another_changed_the_same(
    session: dict[str, object],
):
    session |= night_gesture("hello", "Boas-vindas")
    write_as("bia", apply_changes(stored_document(), read_changes([{**RENAMED, "value": "Olá"}])))
    desk = desk_of("ana")
    receiver(desk)()
    assert desk.conflict is not None
    assert [one.key for one in desk.conflict.merge.conflicts] == ["nodes/hello"]
    assert field(stored_document(), "hello", "name") == "Olá"
    settle(desk, {"nodes/hello": "mine"})
    assert field(stored_document(), "hello", "name") == "Boas-vindas"
    assert stored().acknowledged == {"tab": 1}


def test_what_was_done_last_night_is_kept_beside_what_another_did_elsewhere(
    session: dict[str, object],
):
    session |= night_gesture("hello", "Boas-vindas")
    elsewhere = read_changes([{**RENAMED, "node": "bye", "value": "Adeus"}])
    write_as("bia", apply_changes(stored_document(), elsewhere))
    desk = desk_of("ana")
    receiver(desk)()
    assert desk.conflict is None
    assert field(stored_document(), "hello", "name") == "Boas-vindas"
    assert field(stored_document(), "bye", "name") == "Adeus"


def test_a_view_held_in_another_language_is_none_in_this_one():
    desk = desk_of("ana")
    desk.receive({"client": "tab", "session": desk.session, "held": 1, "operations": []})
    assert desk.held == 1
    desk.speak("en")
    assert desk.held == 0
    desk.speak("pt-BR")
    desk.receive({"client": "tab", "session": f"{desk.tab}-en", "held": 1, "operations": []})
    assert desk.held == 0
