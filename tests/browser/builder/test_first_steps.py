"""The first things that one does in the editor, each ending with what is stored."""

import pytest
from playwright.sync_api import expect

from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.editor import edges_of, names_in, nodes_of
from tests.browser.builder.installation import Builder
from tests.flow_runtime.building import end, flow, message

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def keep_greeting(builder: Builder, flow_id: str) -> None:
    builder.keep(
        flow(
            [message("hello", "Olá!"), end()],
            ["hello.next>end"],
            id=flow_id,
            name="Saudação",
            layout={"start": [260, 80], "hello": [560, 80], "end": [860, 80]},
        )
    )


def test_what_comes_next_is_added_connected_and_named(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_greeting(builder, "next-step")
    editor = open_editor("next-step")
    editor.add_after("hello", "Seguir", "Pergunta")
    document = editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 4)
    (added,) = (node for node in nodes_of(document) if node["type"] == "question")
    assert ("hello", "next", added["id"]) in edges_of(document)


def test_a_dragged_block_is_stored_and_undone(builder: Builder, open_editor: OpenEditor) -> None:
    keep_greeting(builder, "dragged")
    editor = open_editor("dragged")
    before = editor.document["nodes"]
    editor.drag_from_palette("Mensagem", (500, 500))
    editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == 4)
    editor.canvas.press("Control+z")
    editor.wait_until_stored(lambda stored: stored["nodes"] == before)
    assert editor.examined().flow is not None


def test_a_name_changed_in_the_inspector_is_on_the_card(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_greeting(builder, "renamed")
    editor = open_editor("renamed")
    editor.select("hello")
    name = editor.side.get_by_role("textbox", name="Nome do bloco")
    name.fill("Boas-vindas")
    name.press("Enter")
    editor.wait_until_stored(lambda stored: "Boas-vindas" in names_in(stored))
    expect(editor.card("Boas-vindas")).to_be_visible()
