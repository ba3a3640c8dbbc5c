"""Cards are moved, framed, put into stages and tidied; notes are written beside them."""

import pytest
from playwright.sync_api import expect

from flow_runtime.editing import Document
from flow_runtime.editing.documents import items_of, object_of
from tests.browser.builder.canvas_hand import (
    Hand,
    Point,
    assert_apart,
    assert_loads,
    box_of,
    field_of,
    keep_talk,
    place_in,
)
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

WAYS = {"start": 1, "hello": 1, "ask": 3, "bye": 0}


def test_cards_in_a_box_move_together(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "arrange-box")
    editor = open_editor("arrange-box")
    hand = Hand(editor)
    hand.drag(hand.spot("hello", -30, -30), hand.spot("ask", 120, 100), holding="Shift")
    expect(editor.canvas.locator(".fx-card.fx-selected")).to_have_count(2)
    hand.move("ask", down=120)
    document = editor.wait_until_stored(lambda stored: place_in(stored, "ask")[1] > 240)
    x, y = place_in(document, "ask")
    assert place_in(document, "hello") == (x, y - 240)
    assert place_in(document, "start") == (0, 0)
    hand.press_button("undo")
    editor.wait_until_stored(lambda stored: place_in(stored, "ask") == (336, 240))
    assert place_in(editor.document, "hello") == (336, 0)
    assert_loads(editor)


def note_of(document: Document) -> Document:
    (note,) = items_of(document, "notes")
    return note


def test_a_note_is_added_written_moved_and_deleted(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "arrange-note")
    editor = open_editor("arrange-note")
    hand = Hand(editor)
    hand.choose(hand.spot("start", 20, 260), "addNote")
    field = editor.page.get_by_role("textbox", name="Texto da nota")
    field.fill("Conferir com o jurídico")
    hand.click_empty()
    editor.wait_until_stored(
        lambda stored: (
            items_of(stored, "notes") and note_of(stored)["text"] == "Conferir com o jurídico"
        )
    )
    before = note_of(editor.document)["place"]
    box = box_of(hand.notes)
    start = (box["x"] + 20, box["y"] + box["height"] - 30)
    hand.drag(start, (start[0] + 40, start[1] + 50))
    editor.wait_until_stored(lambda stored: note_of(stored)["place"] != before)
    hand.notes.dblclick()
    field.fill("Conferido")
    field.press("Escape")
    editor.wait_until_stored(lambda stored: note_of(stored)["text"] == "Conferido")
    hand.choose(hand.notes, "delete")
    editor.wait_until_stored(lambda stored: not items_of(stored, "notes"))
    assert_loads(editor)


def test_cards_are_framed_renamed_and_moved_by_their_frame(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "arrange-group")
    editor = open_editor("arrange-group")
    hand = Hand(editor)
    hand.drag(hand.spot("hello", -30, -30), hand.spot("ask", 120, 100), holding="Shift")
    hand.choose(editor.card("ask").locator(".fx-kind"), "group")
    document = editor.wait_until_stored(lambda stored: items_of(stored, "groups"))
    (group,) = items_of(document, "groups")
    assert set(group["nodes"]) == {"hello", "ask"}  # type: ignore[arg-type]
    title = editor.page.locator(".fx-group-title")
    title.dblclick()
    name = editor.page.locator(".fx-prompt").get_by_role("textbox")
    name.fill("Identificação")
    editor.page.locator(".fx-prompt").get_by_role("button", name="Salvar").click()
    expect(title).to_have_text("Identificação")
    box = box_of(title)
    start = (box["x"] + 12, box["y"] + 8)
    hand.drag(start, (start[0], start[1] + 60))
    document = editor.wait_until_stored(lambda stored: place_in(stored, "ask")[1] > 240)
    assert place_in(document, "hello")[1] == place_in(document, "ask")[1] - 240
    assert items_of(document, "groups")[0]["name"] == "Identificação"
    hand.choose(title, "ungroup")
    editor.wait_until_stored(lambda stored: not items_of(stored, "groups"))
    assert_loads(editor)


def test_stages_are_added_filled_renamed_ordered_and_closed(
    builder: Builder, open_editor: OpenEditor
) -> None:
    narrow = {"start": [0, 0], "hello": [272, 0], "ask": [0, 160], "bye": [272, 240]}
    keep_talk(builder, "arrange-stages", layout=narrow)
    editor = open_editor("arrange-stages")
    hand = Hand(editor)
    add_stage(hand, "Triagem", hand.empty_spot())
    expect(hand.title("Triagem")).to_be_in_viewport(ratio=0.9)
    hand.press_button("fitFlow")
    drop_into(hand, "bye", "Triagem")
    triage = stage_named(editor, "Triagem")
    editor.wait_until_stored(lambda stored: field_of(stored, "bye", "stage") == triage)
    hand.choose(hand.title("Triagem").locator(".fx-lane-name"), "addStage")
    name_it(hand, "Pesquisa")
    hand.press_button("fitFlow")
    drop_into(hand, "ask", "Pesquisa")
    survey = stage_named(editor, "Pesquisa")
    editor.wait_until_stored(lambda stored: field_of(stored, "ask", "stage") == survey)
    hand.choose(hand.title("Pesquisa").locator(".fx-lane-name"), "stageLeft")
    editor.wait_until_stored(
        lambda stored: [stage["id"] for stage in items_of(stored, "stages")] == [survey, triage]
    )
    hand.choose(hand.title("Triagem").locator(".fx-lane-name"), "renameStage")
    name_it(hand, "Fim da conversa")
    editor.wait_until_stored(lambda _stored: stage_named(editor, "Fim da conversa") == triage)
    hand.title("Fim da conversa").get_by_role("button").click()
    document = editor.wait_until_stored(lambda stored: is_closed(stored, triage))
    expect(editor.card("bye")).to_have_count(0)
    assert field_of(document, "bye", "stage") == triage
    hand.title("Fim da conversa").get_by_role("button").click()
    expect(editor.card("bye")).to_be_visible()
    editor.wait_until_stored(lambda stored: not is_closed(stored, triage))
    assert_loads(editor)


def add_stage(hand: Hand, name: str, at: Point) -> None:
    """Add a stage by the menu of the empty drawing."""
    hand.choose(at, "addStage")
    name_it(hand, name)


def name_it(hand: Hand, name: str) -> None:
    """Answer the question for a name."""
    prompt = hand.page.locator(".fx-prompt")
    prompt.get_by_role("textbox").fill(name)
    prompt.get_by_role("button", name="Salvar").click()
    expect(hand.title(name)).to_be_visible()
    hand.editor.wait_until_stored(lambda _stored: stage_named(hand.editor, name))


def drop_into(hand: Hand, card: str, stage: str) -> None:
    """Drag a card into the column of a stage, at its own height."""
    column = box_of(hand.title(stage))
    x, y = hand.spot(card, 120, 14)
    hand.drag((x, y), (column["x"] + column["width"] / 2, y))


def stage_named(editor: Editor, name: str) -> str:
    """Return the id of a stored stage, or nothing."""
    found = [stage for stage in items_of(editor.document, "stages") if stage["name"] == name]
    return str(found[0]["id"]) if found else ""


def is_closed(document: Document, stage: str) -> bool:
    """Say whether a stage is closed to a strip."""
    lane = object_of(document, "lanes").get(stage)
    return isinstance(lane, dict) and bool(lane.get("collapsed"))


def test_tidying_covers_no_card_and_is_one_step(builder: Builder, open_editor: OpenEditor) -> None:
    heap = {"start": [0, 0], "hello": [40, 40], "ask": [80, 80], "bye": [20, 60]}
    keep_talk(builder, "arrange-tidy", layout=heap)
    editor = open_editor("arrange-tidy")
    hand = Hand(editor)
    hand.choose(hand.empty_spot(), "tidy")
    document = editor.wait_until_stored(lambda stored: place_in(stored, "bye") != (20, 60))
    assert_apart(document, WAYS)
    xs = [place_in(document, node)[0] for node in ("start", "hello", "ask", "bye")]
    assert xs == sorted(xs)
    hand.press_button("undo")
    document = editor.wait_until_stored(lambda stored: place_in(stored, "bye") == (20, 60))
    assert document["layout"] == heap
    assert_loads(editor)


def test_ten_gestures_are_taken_back_and_done_again(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "arrange-undo")
    editor = open_editor("arrange-undo")
    hand = Hand(editor)
    states = [editor.document]

    def note_state() -> None:
        states.append(editor.wait_until_stored(lambda stored: stored != states[-1]))

    for gesture in (move, write, connect, disconnect, rename, add, note, stage, group, delete):
        gesture(hand)
        note_state()
    for button, wanted in (("undo", states[0]), ("redo", states[-1])):
        for _step in states[1:]:
            hand.press_button(button)
        assert editor.wait_until_stored(lambda stored, wanted=wanted: same(stored, wanted))
    assert_loads(editor)


def same(stored: Document, wanted: Document) -> bool:
    return stored == wanted


def move(hand: Hand) -> None:
    hand.move("start", down=80)


def write(hand: Hand) -> None:
    hand.editor.card("hello").locator(".fx-text").dblclick()
    hand.write("Bom dia!")


def connect(hand: Hand) -> None:
    hand.drag(hand.spot("ask", 240, 138), hand.spot("bye", 120, 80))


def disconnect(hand: Hand) -> None:
    hand.choose(hand.middle_of("start/next"), "disconnect")


def rename(hand: Hand) -> None:
    hand.editor.card("bye").locator(".fx-title").dblclick()
    name = hand.editor.canvas.get_by_role("textbox", name="Nome do bloco")
    name.fill("Até breve")
    hand.click_empty()


def add(hand: Hand) -> None:
    hand.add_next("ask", "Sem resposta", "api")


def note(hand: Hand) -> None:
    hand.press_button("fitFlow")
    hand.choose(hand.spot("start", 20, 300), "addNote")
    hand.click_empty()


def stage(hand: Hand) -> None:
    hand.choose(hand.empty_spot(), "addStage")
    hand.page.locator(".fx-prompt").get_by_role("button", name="Cancelar").click()


def group(hand: Hand) -> None:
    hand.choose(hand.editor.card("hello").locator(".fx-kind"), "group")


def delete(hand: Hand) -> None:
    hand.choose(hand.editor.card("ask").locator(".fx-kind"), "delete")
