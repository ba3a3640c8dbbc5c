"""Everything in the script ("roteiro"), each story ending with what is stored."""

import pytest
from playwright.sync_api import expect

from flow_runtime.editing import Document
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import Editor, edges_of, names_in, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.keyboard_hand import empty_flow, keep_document, text_on
from tests.browser.builder.panels_hand import Panels
from tests.flow_runtime.building import end, flow, menu, message

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def keep_talk(builder: Builder, flow_id: str) -> None:
    builder.keep(
        flow(
            [message("hello", "Olá!"), menu("pick", "Boleto", "Outro"), end("bye", text="Tchau")],
            ["hello.next>pick", "pick.boleto>bye", "pick.outro>bye"],
            id=flow_id,
            name="Conversa",
        )
    )


def in_script(editor: Editor) -> Panels:
    editor.view("Roteiro")
    panels = Panels(editor)
    expect(editor.page.get_by_role("textbox", name="Procurar no roteiro")).to_be_visible()
    return panels


def lead_to_new(panels: Panels, source: str, outcome: str, kind: str, name: str) -> str:
    """Let a new block follow an outcome, name it, and return its id."""
    panels.lead(source, outcome, f"Novo bloco: {kind}")
    document = panels.editor.wait_until_stored(lambda stored: target_of(stored, source, outcome))
    added = target_of(document, source, outcome)
    expect(panels.part(f"{added}-close")).to_be_visible()
    panels.write_name(added, name)
    panels.editor.wait_until_stored(lambda stored: name in names_in(stored))
    return added


def target_of(document: Document, source: str, outcome: str) -> str:
    found = (to for start, way, to in edges_of(document) if (start, way) == (source, outcome))
    return next(found, "")


def write(panels: Panels, part: str, text: str) -> None:
    panels.fill(panels.part(part).get_by_role("textbox"), text)
    panels.editor.wait_until_stored(lambda stored: text in str(stored))


def test_a_designer_builds_segunda_via_in_the_script_only(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_document(builder, empty_flow("script-segunda-via", "Segunda via"))
    editor = open_editor("script-segunda-via")
    editor.view("Roteiro")
    panels = Panels(editor)
    panels.part("begin").get_by_role("button").click()
    document = editor.wait_until_stored(nodes_of)
    start = str(nodes_of(document)[0]["id"])
    hello = lead_to_new(panels, start, "next", "Mensagem", "Saudação")
    write(panels, f"{hello}-bubbles.0.text", "Olá! Aqui você tira a segunda via.")
    pick = lead_to_new(panels, hello, "next", "Menu", "Entrega")
    write(panels, f"{pick}-text", "Como quer receber o boleto?")
    write(panels, f"{pick}-options-0", "Por e-mail")
    write(panels, f"{pick}-options-1", "Por aqui")
    mail = lead_to_new(panels, pick, "option_1", "Mensagem", "E-mail enviado")
    write(panels, f"{mail}-bubbles.0.text", "Enviamos o boleto para o seu e-mail.")
    rate = lead_to_new(panels, mail, "next", "Pesquisa", "Como foi")
    bye = lead_to_new(panels, rate, "answered", "Fim", "Despedida")
    write(panels, f"{bye}-text", "Até logo!")
    panels.open_step(rate)
    panels.lead(rate, "skipped", "Despedida")
    panels.open_step(pick)
    line = lead_to_new(panels, pick, "option_2", "Mensagem", "Linha digitável")
    write(panels, f"{line}-bubbles.0.text", "Copie a linha digitável: 0339…")
    panels.lead(line, "next", "Como foi")
    document = editor.wait_until_stored(lambda stored: target_of(stored, line, "next") == rate)
    examined = editor.examined()
    assert examined.flow is not None
    assert [p.code for p in examined.problems if p.severity == "error"] == []
    assert len(nodes_of(document)) == 7
    assert target_of(document, rate, "skipped") == bye


def test_a_text_and_an_option_changed_in_the_script_are_on_the_drawing(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "script-edited")
    editor = open_editor("script-edited")
    panels = in_script(editor)
    panels.open_step("hello")
    write(panels, "hello-bubbles.0.text", "Oi, tudo bem?")
    panels.open_step("pick")
    write(panels, "pick-options-0", "Segunda via")
    assert edges_of(editor.document) >= {("pick", "boleto", "bye")}
    editor.view("Desenho")
    expect(editor.card("hello")).to_contain_text("Oi, tudo bem?")
    expect(editor.outcome("pick", "Segunda via")).to_be_visible()
    assert text_on(editor.document, "hello") == "Oi, tudo bem?"
    assert editor.examined().flow is not None


def test_the_script_to_read_has_nothing_to_fill_in(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "script-read")
    editor = open_editor("script-read")
    before = editor.document
    in_script(editor)
    editor.page.get_by_role("radio", name="Ler e imprimir").click()
    script = editor.page.locator(".outline-script")
    expect(script).to_contain_text("Olá!")
    for text in ("Conversa", "pick?", "Boleto", "Tchau"):
        expect(script).to_contain_text(text)
    assert script.locator("input, textarea, button, select").count() == 0
    editor.page.emulate_media(media="print")
    expect(editor.page.get_by_role("textbox", name="Procurar no roteiro")).to_be_hidden()
    expect(script).to_be_visible()
    assert nodes_of(editor.document) == nodes_of(before)
    assert edges_of(editor.document) == edges_of(before)


def test_a_step_is_found_inserted_after_and_taken_out_in_the_script(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "script-found")
    editor = open_editor("script-found")
    panels = in_script(editor)
    panels.fill(editor.page.get_by_role("textbox", name="Procurar no roteiro"), "tchau")
    expect(editor.page.get_by_text("1 passo encontrado")).to_be_visible()
    expect(panels.step("bye")).to_be_visible()
    expect(panels.step("hello")).to_have_count(0)
    panels.fill(editor.page.get_by_role("textbox", name="Procurar no roteiro"), "")
    panels.open_step("hello")
    panels.part("hello-insert").get_by_role("button").click()
    editor.page.get_by_role("menuitem", name="Protocolo").click()
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    added = target_of(document, "hello", "next")
    assert target_of(document, added, "next") == "pick"
    panels.part(f"{added}-reconnect").get_by_role("button").click()
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 4)
    assert target_of(document, "hello", "next") == "pick"
    assert editor.examined().flow is not None


def test_show_on_the_canvas_turns_to_the_drawing_and_selects_the_card(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "script-shown")
    editor = open_editor("script-shown")
    before = editor.document
    panels = in_script(editor)
    panels.open_step("pick")
    panels.part("pick-show").get_by_role("button").click()
    expect(editor.card("pick")).to_be_focused()
    expect(editor.page.get_by_role("radio", name="Desenho", exact=True)).to_be_checked()
    expect(editor.field("Nome do bloco")).to_have_value("pick")
    editor.view("Roteiro")
    expect(panels.part("pick-close")).to_be_visible()
    assert nodes_of(editor.document) == nodes_of(before)
    assert edges_of(editor.document) == edges_of(before)


def test_v_turns_from_the_drawing_to_the_script_and_back(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "script-views")
    editor = open_editor("script-views")
    for _ in range(6):  # what the browser told before it drew a turn once turned it back
        editor.card("hello").click()
        editor.page.keyboard.press("v")
        expect(editor.page.get_by_role("radio", name="Roteiro", exact=True)).to_be_checked()
        expect(editor.page.locator(".fx-canvas")).to_have_count(0)
        editor.page.keyboard.press("v")
        expect(editor.page.get_by_role("radio", name="Desenho", exact=True)).to_be_checked()
        expect(editor.card("hello")).to_be_visible()
