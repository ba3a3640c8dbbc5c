"""Everything on the drawing without a mouse, each story ending with what is stored."""

import pytest
from playwright.sync_api import expect

from flow_runtime.editing import Document
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import edges_of, names_in, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.keyboard_hand import (
    Keyboard,
    empty_flow,
    keep_document,
    place_of,
    text_on,
)
from tests.flow_runtime.building import end, flow, message

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def keep_talk(builder: Builder, flow_id: str) -> None:
    builder.keep(
        flow(
            [message("hello", "Olá!"), message("news", "Novidades"), end("bye", text="Tchau")],
            ["hello.next>news", "news.next>bye"],
            id=flow_id,
            name="Conversa",
            layout={"start": [80, 80], "hello": [416, 80], "news": [752, 80], "bye": [1088, 80]},
        )
    )


def test_a_designer_builds_segunda_via_from_an_empty_canvas_with_the_keyboard_only(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_document(builder, empty_flow("keyboard-segunda-via", "Segunda via"))
    editor = open_editor("keyboard-segunda-via")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.add("Início")
    keys.expect_on("Início")
    keys.add("Mensagem", "Olá! Aqui você tira a segunda via.", key="+")
    keys.rename("Saudação")
    keys.add("Pergunta", "Qual é o seu CPF?")
    keys.rename("CPF")
    keys.add("Menu", "Como quer receber?")
    keys.rename("Entrega")
    keys.add("Mensagem", "Enviamos o boleto para o seu e-mail.")
    keys.rename("Por e-mail")
    keys.add("Fim", "Até logo!")
    keys.press("ArrowLeft", "ArrowLeft")
    keys.expect_on("Entrega")
    keys.press("ArrowDown")
    keys.add("Mensagem", "Copie a linha digitável: 0339…")
    keys.rename("Por aqui")
    keys.connect("Fim")
    keys.expect_on("Por aqui")
    editor.wait_until_stored(lambda stored: len(edges_of(stored)) == 7)
    mend_the_next_problem(keys, "Criar a variável 'resposta'")
    document = editor.wait_until_stored(lambda stored: stored.get("variables"))
    examined = editor.examined()
    assert examined.flow is not None
    assert [p.code for p in examined.problems if p.severity == "error"] == []
    assert sorted(names_in(document)) == sorted(
        ["Início", "Saudação", "CPF", "Entrega", "Por e-mail", "Fim", "Por aqui"]
    )
    assert text_on(document, id_of(document, "CPF")) == "Qual é o seu CPF?"


def mend_the_next_problem(keys: Keyboard, fix: str) -> None:
    """F8 brings the problems beside the drawing, F6 leads there, Enter on the fix mends."""
    keys.press("F8")
    button = keys.editor.side.get_by_role("button", name=fix)
    expect(button).to_be_visible()
    keys.press("F6")
    keys.tab_until(button)
    keys.press("Enter")


def id_of(document: Document, name: str) -> str:
    return next(str(node["id"]) for node in nodes_of(document) if node.get("name") == name)


def test_a_card_moved_by_keys_is_stored_there_and_comes_back(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-moved")
    editor = open_editor("keyboard-moved")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    x, y = place_of(editor.document, "news")
    keys.press("Shift+ArrowDown", "Control+Shift+ArrowDown")
    editor.wait_until_stored(lambda stored: place_of(stored, "news") == (x, y + 8 + 32))
    keys.press("Control+z", "Control+z")
    editor.wait_until_stored(lambda stored: place_of(stored, "news") == (x, y))
    keys.press("Control+y")
    editor.wait_until_stored(lambda stored: place_of(stored, "news") == (x, y + 8))
    assert editor.examined().flow is not None


def test_delete_takes_a_card_away_and_undo_brings_it_back(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-deleted")
    editor = open_editor("keyboard-deleted")
    before = editor.document
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    keys.press("Delete")
    editor.wait_until_stored(lambda stored: "news" not in names_in(stored))
    assert edges_of(editor.document) == {("start", "next", "hello")}
    keys.expect_on("hello")
    keys.press("Control+z")
    restored = editor.wait_until_stored(lambda stored: "news" in names_in(stored))
    assert nodes_of(restored) == nodes_of(before)
    assert edges_of(restored) == edges_of(before)


def test_ctrl_delete_leads_what_came_before_to_what_comes_after(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-reconnected")
    editor = open_editor("keyboard-reconnected")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    keys.press("Control+Delete")
    document = editor.wait_until_stored(lambda stored: "news" not in names_in(stored))
    assert edges_of(document) == {("start", "next", "hello"), ("hello", "next", "bye")}
    assert editor.examined().flow is not None


def test_a_card_is_copied_pasted_and_duplicated_by_keys(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-copied")
    editor = open_editor("keyboard-copied")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    keys.press("Control+c", "Control+v")
    pasted = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    keys.press("Control+d")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 6)
    assert nodes_of(pasted) == nodes_of(document)[:5]
    texts = [text_on(document, str(node["id"])) for node in nodes_of(document)]
    assert texts.count("Novidades") == 3
    assert len(set(names_in(document))) == 6
    keys.press("Control+z", "Control+z")
    editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 4)


def test_the_palette_of_actions_does_what_its_portuguese_name_says(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-palette")
    editor = open_editor("keyboard-palette")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    run_action(keys, "Apagar e religar")
    document = editor.wait_until_stored(lambda stored: "news" not in names_in(stored))
    assert ("hello", "next", "bye") in edges_of(document)
    run_action(keys, "Desfazer")
    editor.wait_until_stored(lambda stored: "news" in names_in(stored))
    assert editor.examined().flow is not None


def run_action(keys: Keyboard, name: str) -> None:
    keys.press("Control+k")
    palette = keys.page.locator(".fx-command")
    expect(palette.get_by_role("combobox")).to_be_focused()
    keys.type(name.lower())
    expect(palette.get_by_role("option").first).to_contain_text(name)
    keys.press("Enter")
    expect(palette).to_have_count(0)


def test_the_list_of_shortcuts_changes_a_key_for_good(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-shortcuts")
    editor = open_editor("keyboard-shortcuts")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.press("?")
    shortcuts = editor.page.locator(".fx-help")
    expect(shortcuts.get_by_role("searchbox")).to_be_focused()
    keys.type("duplicar")
    chord = shortcuts.get_by_role("button", name="Mudar o atalho de Duplicar")
    expect(chord).to_contain_text("D")
    keys.tab_to(".fx-chord")
    keys.press("Enter")
    expect(chord).to_contain_text("Aperte as teclas")
    keys.press("Shift+D")
    expect(chord).to_contain_text("Shift")
    editor.page.reload()
    editor.wait()
    keys.enter_drawing()
    keys.go_to("news")
    keys.press("Shift+D")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 5)
    assert names_in(document).count("news") == 1


def test_f8_goes_from_problem_to_problem(builder: Builder, open_editor: OpenEditor) -> None:
    keep_document(
        builder,
        {
            "schema_version": 1,
            "id": "keyboard-problems",
            "name": "Pendências",
            "nodes": [
                {"id": "start", "type": "start", "name": "Início"},
                message("first", "Olá!"),
                message("second", "Tudo bem?"),
            ],
            "edges": [{"source": "start", "outcome": "next", "target": "first"}],
            "layout": {"start": [80, 80], "first": [416, 80], "second": [416, 400]},
        },
    )
    editor = open_editor("keyboard-problems")
    before = editor.document
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.press("F8")
    keys.expect_on("Início")
    keys.press("F8")
    keys.expect_on("first")
    expect(editor.side.get_by_text("Erros", exact=True)).to_be_visible()
    keys.press("F8")
    keys.expect_on("second")
    keys.press("Shift+F8")
    keys.expect_on("first")
    assert editor.document == before


def test_keys_that_streamlit_would_take_do_nothing_on_the_drawing(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-bare")
    editor = open_editor("keyboard-bare")
    before = editor.document
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    keys.press("r", "c")
    expect(editor.page.get_by_role("dialog")).to_have_count(0)
    keys.expect_on("news")
    keys.press("Enter")
    field = editor.page.get_by_role("textbox", name="Texto do bloco")
    expect(field).to_be_focused()
    keys.press("End", "Backspace", "r", "c")
    expect(field).to_have_value("Novidaderc")
    keys.press("Control+Enter")
    document = editor.wait_until_stored(lambda stored: text_on(stored, "news") == "Novidaderc")
    assert names_in(document) == names_in(before)
    assert edges_of(document) == edges_of(before)


def test_backspace_in_the_inspector_deletes_letters_and_no_block(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_talk(builder, "keyboard-backspace")
    editor = open_editor("keyboard-backspace")
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.go_to("news")
    name = editor.field("Nome do bloco")
    expect(name).to_have_value("news")
    name.focus()
    keys.press("End", "Backspace", "Delete", "Enter")
    document = editor.wait_until_stored(lambda stored: "new" in names_in(stored))
    assert len(nodes_of(document)) == 4
    assert text_on(document, "news") == "Novidades"


def test_v_and_the_skip_link_lead_to_the_script(builder: Builder, open_editor: OpenEditor) -> None:
    keep_talk(builder, "keyboard-views")
    editor = open_editor("keyboard-views")
    before = editor.document
    keys = Keyboard(editor)
    keys.enter_drawing()
    keys.press("v")
    step = editor.page.locator(".st-key-outline-keyboard-views-step-news")
    expect(step).to_be_visible()
    editor.view("Desenho")
    expect(editor.card("news")).to_be_visible()
    keys.tab_to(".fx-skip")
    keys.press("Enter")
    expect(step).to_be_visible()
    assert editor.document == before
