"""No value is ever emptied or brought back by itself while the inspector is open."""

from random import Random
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, expect

from flow_runtime.editing import Document
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import Editor, edges_of, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.keyboard_hand import Keyboard
from tests.browser.builder.site import PATIENCE_MS, Site, wait_until_drawn
from tests.flow_runtime.building import end, flow, menu, message, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BUBBLES: Final = ("Olá!", "Eu sou a Bia.", "Atendo a qualquer hora.", "Vamos lá?")
INTERLEAVINGS: Final = 18


def keep_greeting(builder: Builder, flow_id: str) -> None:
    builder.keep(
        flow(
            [
                message("hello", *BUBBLES),
                question("cpf", "cpf"),
                menu("pick", "Boleto", "Outro"),
                end("bye", text="Tchau"),
            ],
            ["hello.next>cpf", "cpf.answered>pick", "pick.boleto>bye", "pick.outro>bye"],
            id=flow_id,
            name="Saudação",
            layout={
                "start": [80, 80],
                "hello": [80, 320],
                "cpf": [416, 80],
                "pick": [416, 400],
                "bye": [752, 80],
            },
        )
    )


def without_places(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != "layout"}


def choose_card(editor: Editor, name: str) -> None:
    editor.canvas.focus()
    editor.select(name)
    expect(editor.card(name)).to_be_focused()


def test_random_gestures_beside_an_open_inspector_change_no_text(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_greeting(builder, "values-random")
    editor = open_editor("values-random")
    before = without_places(editor.document)
    random = Random(4)
    gestures = (move_and_undo, look_at_another, reload_at_once, switch_language, turn_the_view)
    for _number in range(INTERLEAVINGS):
        choose_card(editor, "hello")
        for gesture in random.sample(gestures, 2):
            gesture(editor, random)
            assert without_places(editor.document) == before, gesture
    choose_card(editor, "hello")
    expect(editor.side.locator("textarea").nth(3)).to_have_value(BUBBLES[3])
    assert without_places(editor.document) == before
    assert editor.examined().flow is not None


def move_and_undo(editor: Editor, random: Random) -> None:
    """Keys follow each other as quickly as they can."""
    times = random.randint(1, 4)
    for _time in range(times):
        editor.page.keyboard.press("Shift+ArrowDown")
    for _time in range(times):
        editor.page.keyboard.press("Control+z")


def look_at_another(editor: Editor, random: Random) -> None:
    choose_card(editor, random.choice(("cpf", "pick", "bye", "start")))
    choose_card(editor, "hello")


def reload_at_once(editor: Editor, _random: Random) -> None:
    editor.page.reload()
    editor.wait()
    choose_card(editor, "hello")


def switch_language(editor: Editor, _random: Random) -> None:
    site = Site(editor.page, editor.builder.address)
    for label, language in (("EN", "en"), ("PT", "pt-BR")):
        site.choose_language(label)
        wait_until_drawn(editor.page, language)
    expect(editor.canvas).to_be_visible(timeout=PATIENCE_MS)
    choose_card(editor, "hello")


def turn_the_view(editor: Editor, _random: Random) -> None:
    editor.view("Roteiro")
    editor.view("Desenho")
    expect(editor.canvas).to_be_visible(timeout=PATIENCE_MS)
    choose_card(editor, "hello")


def test_texts_changed_on_the_drawing_while_they_stand_in_the_inspector_stay_changed(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_greeting(builder, "values-both")
    editor = open_editor("values-both")
    keys = Keyboard(editor)
    texts = list(BUBBLES)
    for number in range(4):
        choose_card(editor, "hello")
        third = editor.side.locator("[class*='-hello-bubbles-2-text'] textarea").last
        expect(third).to_have_value(texts[2])
        keys.press("Enter")
        texts[0] = f"Olá pela {number}ª vez!"
        keys.write(texts[0])
        texts[2] = f"Atendo {number} horas."
        third.fill(texts[2])
        choose_card(editor, "pick")
        editor.wait_until_stored(lambda stored: bubbles_of(stored) == texts)
    choose_card(editor, "hello")
    expect(editor.side.locator("textarea").first).to_have_value(texts[0])
    assert bubbles_of(editor.document) == texts
    assert editor.examined().flow is not None


def bubbles_of(document: Document) -> list[str]:
    (hello,) = (node for node in nodes_of(document) if node["id"] == "hello")
    bubbles = hello["bubbles"]
    assert isinstance(bubbles, list)
    return [str(bubble["text"]) for bubble in bubbles]


def test_two_tabs_on_one_flow_keep_each_others_texts(
    builder: Builder, open_editor: OpenEditor, context: BrowserContext
) -> None:
    keep_greeting(builder, "values-tabs")
    mine = open_editor("values-tabs")
    theirs = Editor(context.new_page(), builder, "values-tabs").open()
    before = without_places(mine.document)
    for editor in (mine, theirs):
        choose_card(editor, "hello")
        expect(editor.side.locator("textarea").nth(3)).to_have_value(BUBBLES[3])
    for editor in (mine, theirs, mine, theirs):
        editor.page.keyboard.press("Shift+ArrowDown")
    rename(mine, "cpf", "CPF do titular")
    rename(theirs, "pick", "O que deseja")
    for editor in (mine, theirs):
        expect(editor.card("CPF do titular")).to_be_visible(timeout=PATIENCE_MS)
        expect(editor.card("O que deseja")).to_be_visible(timeout=PATIENCE_MS)
    after = mine.document
    assert bubbles_of(after) == list(BUBBLES)
    assert edges_of(after) == edges_of(before)
    names = {"cpf": "CPF do titular", "pick": "O que deseja"}
    assert nodes_of(after) == [
        {**node, "name": names.get(str(node["id"]), node["name"])} for node in nodes_of(before)
    ]


def rename(editor: Editor, name: str, wanted: str) -> None:
    choose_card(editor, name)
    Keyboard(editor).rename(wanted)
    editor.wait_until_stored(lambda document: wanted in str(document))
