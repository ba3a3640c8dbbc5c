"""A flow is built with the mouse: from the list, from "+", from a wire, into an edge."""

import pytest
from playwright.sync_api import expect

from tests.browser.builder.canvas_hand import (
    Hand,
    assert_loads,
    field_of,
    keep_raw,
    keep_talk,
    place_in,
)
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import edges_of, names_in, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.keyboard_hand import empty_flow, keep_document
from tests.flow_runtime.building import end, flow, message

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_designer_builds_segunda_via_from_an_empty_canvas_with_the_mouse_only(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_document(builder, empty_flow("mouse-segunda-via", "Segunda via"))
    editor = open_editor("mouse-segunda-via")
    hand = Hand(editor)
    editor.drag_from_palette("Início", (300, 260))
    expect(editor.card("Início")).to_be_visible()
    hand.add_next("Início", "Seguir", "message", "Olá! Aqui você tira a segunda via do boleto.")
    hand.add_next("Mensagem", "Seguir", "question", "Qual é o seu CPF?")
    hand.add_next("Pergunta", "Respondeu", "menu", "Como quer receber?")
    hand.add_next("Menu", "Opção 1", "message", "Enviamos o boleto para o seu e-mail.")
    hand.add_next("Mensagem 2", "Seguir", "end", "Até logo!")
    hand.roll_to("Menu", -120)
    hand.add_next("Menu", "Opção 2", "message", "Copie a linha digitável: 0339…")
    hand.roll_to("Fim", 120)
    editor.connect("Mensagem 3", "Seguir", "Fim")
    editor.wait_until_stored(lambda stored: len(edges_of(stored)) == 7)
    editor.show("Pendências")
    editor.side.get_by_role("button", name="Criar a variável 'resposta'").click()
    document = editor.wait_until_stored(lambda stored: stored.get("variables"))
    assert len(nodes_of(document)) == 7
    examined = editor.examined()
    assert examined.flow is not None
    assert [p.code for p in examined.problems if p.severity == "error"] == []


def test_a_block_dropped_from_the_list_on_a_wire_goes_into_it(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "mouse-list-edge")
    editor = open_editor("mouse-list-edge")
    hand = Hand(editor)
    item = editor.palette.locator('[data-type="protocol"]')
    item.scroll_into_view_if_needed()
    box = item.bounding_box()
    assert box is not None
    hand.drag((box["x"] + 20, box["y"] + 12), hand.middle_of("start/next"))
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    (added,) = (str(node["id"]) for node in nodes_of(document) if node["type"] == "protocol")
    assert {("start", "next", added), (added, "next", "hello")} <= edges_of(document)
    assert_loads(editor)


def test_the_likely_next_steps_come_first(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "mouse-likely")
    editor = open_editor("mouse-likely")
    editor.outcome("ask", "Não entendido").click()
    options = editor.quick_add.locator(".fx-option")
    expect(editor.quick_add.locator(".fx-heading").first).to_have_text("Mais usados aqui")
    first = [option.get_attribute("data-id") for option in options.all()[:6]]
    assert first == ["condition", "api", "message", "set", "menu", "handoff"]
    Hand(editor).choose_next("message")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    (added,) = (node["id"] for node in nodes_of(document) if node["name"] == "Mensagem")
    assert ("ask", "invalid", added) in edges_of(document)
    assert_loads(editor)


def test_a_wire_dropped_on_nothing_asks_what_comes_there(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "mouse-wire-empty")
    editor = open_editor("mouse-wire-empty")
    hand = Hand(editor)
    hand.drag(hand.spot("ask", 240, 138), hand.spot("bye", 60, 240))
    hand.choose_next("message")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    (added,) = (str(node["id"]) for node in nodes_of(document) if node["name"] == "Mensagem")
    assert ("ask", "invalid", added) in edges_of(document)
    x, y = place_in(document, added)
    assert abs(x - 732) < 60
    assert abs(y - 436) < 60
    assert_loads(editor)


def test_a_block_is_put_into_a_wire_by_its_plus(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "mouse-insert")
    editor = open_editor("mouse-insert")
    hand = Hand(editor)
    editor.page.mouse.move(*hand.middle_of("ask/answered"))
    editor.page.locator(".fx-insert").click()
    hand.choose_next("message")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    (added,) = (node["id"] for node in nodes_of(document) if node["name"] == "Mensagem")
    assert {("ask", "answered", added), (added, "next", "bye")} <= edges_of(document)
    assert_loads(editor)


def test_a_loose_card_dropped_on_a_wire_goes_into_it_and_undo_takes_it_out(
    builder: Builder, open_editor: OpenEditor
) -> None:
    builder.keep(
        flow(
            [message("hello", "Olá!"), end(text="Até logo!"), message("loose", "E mais")],
            ["hello.next>end"],
            id="mouse-splice",
            layout={"start": [0, 0], "hello": [0, 200], "end": [620, 200], "loose": [320, 480]},
        )
    )
    editor = open_editor("mouse-splice")
    hand = Hand(editor)
    before = editor.document
    x, y = hand.middle_of("hello/next")
    hand.drag(hand.spot("loose", 120, 44), (x, y))
    after = {("hello", "next", "loose"), ("loose", "next", "end")}
    editor.wait_until_stored(lambda stored: after <= edges_of(stored))
    hand.press_button("undo")
    editor.wait_until_stored(lambda stored: stored == before)
    assert_loads(editor)


def test_a_card_is_deleted_and_its_neighbours_connected(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "mouse-reconnect")
    editor = open_editor("mouse-reconnect")
    hand = Hand(editor)
    hand.choose(editor.card("ask").locator(".fx-kind"), "deleteReconnect")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 3)
    assert edges_of(document) == {("start", "next", "hello"), ("hello", "next", "bye")}
    assert_loads(editor)


def test_the_conversation_is_written_on_the_card_and_esc_keeps_it(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "mouse-text", variables=["cpf"])
    editor = open_editor("mouse-text")
    editor.card("hello").locator(".fx-text").dblclick()
    field = editor.page.get_by_role("textbox", name="Texto do bloco")
    field.fill("Seu CPF é {{ cpf }}, certo?")
    field.press("Escape")
    expect(field).to_have_count(0)
    expect(editor.card("hello").locator(".fx-text .fx-chip")).to_have_text("cpf")
    expect(editor.card("hello")).to_be_focused()
    bubbles = [{"text": "Seu CPF é {{ cpf }}, certo?"}]
    editor.wait_until_stored(lambda stored: field_of(stored, "hello", "bubbles") == bubbles)
    editor.card("hello").press("Control+z")
    editor.wait_until_stored(lambda stored: field_of(stored, "hello", "bubbles") != bubbles)
    editor.card("hello").locator(".fx-title").dblclick()
    name = editor.canvas.get_by_role("textbox", name="Nome do bloco")
    name.fill("Saudação")
    name.press("Escape")
    editor.wait_until_stored(lambda stored: "Saudação" in names_in(stored))
    assert_loads(editor)


def test_an_unknown_type_and_a_broken_wire_are_kept_and_shown(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "mouse-unknown")
    document = builder.draft("mouse-unknown")
    odd = {"id": "odd", "type": "hologram", "name": "Holograma", "beam": {"power": 3}}
    broken = {"source": "ask", "outcome": "invalid", "target": "gone"}
    nodes, edges = document["nodes"], document["edges"]
    assert isinstance(nodes, list)
    assert isinstance(edges, list)
    layout = {**TALK_WITH_ODD}
    changed = {**document, "nodes": [*nodes, odd], "edges": [*edges, broken], "layout": layout}
    keep_raw(builder, "mouse-unknown", changed)
    editor = open_editor("mouse-unknown")
    hand = Hand(editor)
    expect(editor.card("Holograma")).to_contain_text("Tipo de bloco desconhecido")
    expect(editor.card("Holograma").locator(".fx-badge")).to_be_visible()
    expect(editor.card("ask").locator(".fx-badge")).to_be_visible()
    torn = editor.card("ask").locator(".fx-outcome:has(.fx-broken)")
    expect(torn).to_have_attribute(
        "title", 'Não entendido: leva a "gone", um bloco que não existe mais'
    )
    hand.move("Holograma", right=64)
    stored = editor.wait_until_stored(lambda stored: place_in(stored, "odd")[0] > 0)
    assert field_of(stored, "odd", "beam") == {"power": 3}
    assert ("ask", "invalid", "gone") in edges_of(stored)
    codes = {problem.code for problem in editor.examined().problems}
    assert {"node.type", "edge.unknown_node"} <= codes


TALK_WITH_ODD = {
    "start": [0, 0],
    "hello": [336, 0],
    "ask": [336, 240],
    "bye": [672, 240],
    "odd": [0, 240],
}
