"""Wires are drawn, led elsewhere and taken off with the mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser.builder.canvas_hand import Hand, assert_loads, keep_talk
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import edges_of
from tests.browser.builder.installation import Builder

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

TALK_WIRES = {("start", "next", "hello"), ("hello", "next", "ask"), ("ask", "answered", "bye")}


def test_a_wire_dropped_anywhere_on_a_card_connects(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "wires-anywhere")
    editor = open_editor("wires-anywhere")
    hand = Hand(editor)
    hand.drag(hand.spot("ask", 240, 138), hand.spot("bye", 200, 80))
    made = ("ask", "invalid", "bye")
    editor.wait_until_stored(lambda stored: edges_of(stored) == TALK_WIRES | {made})
    expect(hand.said).to_contain_text("Ligação feita: ask, Não entendido, para bye")
    hand.drag(hand.spot("ask", 240, 166), hand.spot("hello", 120, 60))
    more = ("ask", "timeout", "hello")
    editor.wait_until_stored(lambda stored: edges_of(stored) == TALK_WIRES | {made, more})
    assert_loads(editor)


def test_nothing_can_lead_to_the_start(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "wires-start")
    editor = open_editor("wires-start")
    hand = Hand(editor)
    hand.drag(hand.spot("ask", 240, 138), hand.spot("start", 120, 60))
    expect(editor.quick_add).to_have_count(0)
    assert edges_of(editor.document) == TALK_WIRES
    assert_loads(editor)


def test_the_end_of_a_wire_is_led_to_another_card(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "wires-led")
    editor = open_editor("wires-led")
    hand = Hand(editor)
    hand.drag(hand.end_of("ask/answered"), hand.spot("hello", 120, 60))
    after = TALK_WIRES - {("ask", "answered", "bye")} | {("ask", "answered", "hello")}
    editor.wait_until_stored(lambda stored: edges_of(stored) == after)
    hand.press_button("undo")
    editor.wait_until_stored(lambda stored: edges_of(stored) == TALK_WIRES)
    assert_loads(editor)


def test_the_end_of_a_wire_dropped_on_nothing_takes_it_off(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "wires-off")
    editor = open_editor("wires-off")
    hand = Hand(editor)
    hand.drag(hand.end_of("ask/answered"), hand.empty_spot())
    after = TALK_WIRES - {("ask", "answered", "bye")}
    editor.wait_until_stored(lambda stored: edges_of(stored) == after)
    expect(hand.wire("ask/answered")).to_have_count(0)
    expect(editor.quick_add).to_have_count(0)
    assert_loads(editor)


def test_a_wire_is_chosen_and_taken_off_by_its_menu_or_by_delete(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "wires-menu")
    editor = open_editor("wires-menu")
    hand = Hand(editor)
    hand.choose(hand.middle_of("hello/next"), "disconnect")
    after = TALK_WIRES - {("hello", "next", "ask")}
    editor.wait_until_stored(lambda stored: edges_of(stored) == after)
    x, y = hand.end_of("ask/answered")
    editor.page.mouse.click(x - 12, y)
    editor.press("Delete")
    after -= {("ask", "answered", "bye")}
    editor.wait_until_stored(lambda stored: edges_of(stored) == after)
    assert_loads(editor)
