"""Finding one's way on the drawing: search, legend, map, menus, and a view that stays."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.builder.canvas_hand import (
    TALK,
    Hand,
    assert_loads,
    box_of,
    field_of,
    keep_raw,
    keep_talk,
)
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import Editor, edges_of, nodes_of
from tests.browser.builder.installation import Builder
from tests.flow_runtime.building import end, flow, message

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

SAMPLE = "segunda-via-boleto"


def dimmed(editor: Editor) -> Locator:
    """The cards that step back."""
    return editor.canvas.locator(".fx-card.fx-dim")


def sheet(editor: Editor) -> Locator:
    """What all cards lie on."""
    return editor.canvas.locator(".react-flow__viewport")


def look_of(editor: Editor) -> str:
    """Where the drawing lies in its window, and how large it is."""
    return sheet(editor).get_attribute("style") or ""


def test_finding_dims_the_rest_and_goes_round(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "look-find", variables=["cpf"])
    editor = open_editor("look-find")
    hand = Hand(editor)
    hand.choose(hand.empty_spot(), "find")
    field = editor.page.get_by_role("textbox", name="Procurar no fluxo")
    count = editor.page.locator(".fx-find .fx-count")
    field.fill("OLA")
    expect(count).to_have_text("1 de 1")
    expect(dimmed(editor)).to_have_count(3)
    field.fill("e")
    total = int(count.inner_text().split()[-1])
    assert total >= 2
    for turn in range(total + 1):
        expect(count).to_have_text(f"{max(turn - 1, 0) % total + 1} de {total}")
        field.press("Enter")
    field.fill("nada disso")
    expect(count).to_have_text("Nada encontrado")
    field.press("Escape")
    expect(dimmed(editor)).to_have_count(0)
    assert_loads(editor)


def test_the_legend_brings_one_family_out(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "look-legend")
    editor = open_editor("look-legend")
    editor.page.locator(".fx-legend-head").click()
    row = editor.page.locator(".fx-legend-row").filter(has_text="Pergunta")
    row.click()
    expect(row).to_have_attribute("aria-pressed", "true")
    expect(dimmed(editor)).to_have_count(3)
    expect(editor.card("ask")).not_to_have_class("fx-dim")
    row.click()
    expect(row).to_have_attribute("aria-pressed", "false")
    expect(dimmed(editor)).to_have_count(0)
    assert_loads(editor)


def test_the_map_moves_the_view(builder: Builder, open_editor: OpenEditor) -> None:
    editor = open_editor(SAMPLE)
    hand = Hand(editor)
    expect(editor.card_of("start")).to_be_visible()
    before = look_of(editor)
    small_map = box_of(editor.page.locator(".fx-minimap"))
    middle = small_map["y"] + small_map["height"] / 2
    hand.drag((small_map["x"] + 40, middle), (small_map["x"] + small_map["width"] - 30, middle))
    expect(editor.card_of("start")).to_have_count(0)
    assert look_of(editor) != before
    hand.press_button("minimap")
    expect(editor.page.locator(".fx-minimap")).to_have_count(0)
    hand.press_button("fitFlow")
    expect(editor.cards).to_have_count(40)
    assert_loads(editor)


def test_each_thing_has_its_menu(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "look-menus")
    editor = open_editor("look-menus")
    hand = Hand(editor)
    for what, label, action in (
        (editor.card("ask").locator(".fx-kind"), "Ações do bloco", "duplicate"),
        (hand.middle_of("ask/answered"), "Ações da ligação", "insertOnEdge"),
        (hand.empty_spot(), "Ações do desenho", "addStage"),
    ):
        menu = hand.open_menu(what)
        expect(menu.get_by_role("menu", name=label)).to_be_visible()
        expect(menu.locator(f'[data-action="{action}"]')).to_be_visible()
        editor.page.keyboard.press("Escape")
        expect(menu).to_have_count(0)
    hand.choose(editor.card("ask").locator(".fx-kind"), "duplicate")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    assert "ask 2" in {node["name"] for node in nodes_of(document)}
    assert_loads(editor)


def test_the_view_does_not_move_when_the_server_answers(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "look-still")
    editor = open_editor("look-still")
    hand = Hand(editor)
    editor.page.mouse.move(*hand.empty_spot())
    first = look_of(editor)
    editor.page.mouse.wheel(-40, 60)
    expect(sheet(editor)).not_to_have_attribute("style", first)
    editor.select("hello")
    expect(editor.side.get_by_role("textbox", name="Nome do bloco")).to_have_value("hello")
    before = look_of(editor)
    hand.move("ask", down=40)
    editor.wait_until_stored(lambda stored: stored["layout"] != TALK)
    name = editor.side.get_by_role("textbox", name="Nome do bloco")
    expect(name).to_have_value("ask")
    name.fill("Pedido")
    name.press("Enter")
    expect(editor.card("Pedido")).to_be_visible()
    editor.wait_until_stored(lambda stored: field_of(stored, "ask", "name") == "Pedido")
    hand.press_button("undo")
    expect(editor.card("ask")).to_be_visible()
    expect(sheet(editor)).to_have_attribute("style", before)
    assert_loads(editor)


def test_no_panel_covers_the_card_that_one_goes_to(
    builder: Builder, open_editor: OpenEditor
) -> None:
    builder.keep(
        flow(
            [message("hello", "Olá!"), message("empty", ""), end(text="Até logo!")],
            ["hello.next>empty", "empty.next>end"],
            id="look-goto",
            layout={"start": [0, 0], "hello": [336, 0], "empty": [4000, 2000], "end": [4336, 0]},
        )
    )
    editor = open_editor("look-goto")
    assert_uncovered(editor, "start")
    editor.show("Pendências")
    show = editor.side.locator("[class*=st-key-problem-show-][class*=-error-empty]")
    show.get_by_role("button", name="Mostrar").click()
    expect(editor.card("empty")).to_be_visible()
    assert_uncovered(editor, "empty")
    assert_loads(editor)


def assert_uncovered(editor: Editor, card: str) -> None:
    """Check that a card lies right of the list of blocks and left of the map, whole."""
    box, canvas = box_of(editor.card(card)), box_of(editor.canvas)
    palette, corner = box_of(editor.palette), box_of(editor.page.locator(".fx-corner"))
    assert box["x"] >= palette["x"] + palette["width"]
    assert box["x"] + box["width"] <= canvas["x"] + canvas["width"]
    assert box["y"] + box["height"] <= corner["y"]


def test_translations_travel_with_copied_cards(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "look-translated")
    document = builder.draft("look-translated")
    texts = {"en": {"hello.bubbles.0.text": "Hello!", "ask.text": "Which?"}}
    changed = {**document, "languages": ["pt-BR", "en"], "translations": texts}
    keep_raw(builder, "look-translated", changed)
    editor = open_editor("look-translated")
    editor.select("hello")
    editor.card("hello").press("Control+c")
    expect(Hand(editor).said).to_contain_text("1 bloco copiado")
    editor.press("Control+v")
    stored = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    (copy,) = (str(node["id"]) for node in nodes_of(stored) if node["name"] == "hello 2")
    wanted = {"en": {**texts["en"], f"{copy}.bubbles.0.text": "Hello!"}}
    editor.wait_until_stored(lambda stored: stored["translations"] == wanted)
    assert edges_of(stored) == edges_of(document)
    assert_loads(editor)


def test_the_keyboard_stays_on_the_drawing_when_the_server_comes_back(
    empty_builder: Builder, new_person: Callable[..., BrowserContext]
) -> None:
    keep_talk(empty_builder, "look-again")
    editor = Editor(new_person().new_page(), empty_builder, "look-again").open()
    editor.select("hello")
    expect(editor.card("hello")).to_be_focused()
    empty_builder.program.stop()
    app = editor.page.locator(".stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    empty_builder.program.start()
    editor.wait()
    expect(editor.card("hello")).to_be_focused(timeout=30_000)
    editor.page.keyboard.press("Shift+ArrowDown")
    editor.wait_until_stored(lambda stored: stored["layout"] != TALK)
    assert_loads(editor)
