"""Blocks carried from one flow to another, in another browser, as text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.builder.conftest import OpenEditor, watched
from tests.browser.builder.editor import Editor, edges_of, nodes_of
from tests.browser.builder.installation import Builder
from tests.browser.builder.people import SOON_MS, keep_talk
from tests.flow_runtime.building import end, flow, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

NUMBERS = range(1, 10)


def keep_ten(builder: Builder) -> None:
    """Store nine questions in a row and an end; the second one's text uses a variable."""
    ids = [f"ask{number}" for number in NUMBERS]
    asked = [question(each) for each in ids]
    asked[1]["text"] = "Obrigado, {{nome_do_cliente}}. E agora?"
    arrows = [f"{one}.answered>{two}" for one, two in zip(ids, [*ids[1:], "end"], strict=True)]
    layout = {each: [260 + 280 * (i % 5), 80 + 240 * (i // 5)] for i, each in enumerate(ids)}
    builder.keep(
        flow(
            [*asked, end()],
            arrows,
            id="ten-blocks",
            name="Dez perguntas",
            variables=[{"name": "nome_do_cliente", "type": "text"}],
            layout={"start": [0, 80], **layout, "end": [1700, 80]},
        )
    )


def copied(editor: Editor) -> str:
    """Copy all that is selected; the system's clipboard gives the text."""
    editor.press("Control+c")
    expect(editor.page.locator("[aria-live]").filter(has_text="copiado").first).to_be_attached()
    return str(editor.page.evaluate("navigator.clipboard.readText()"))


def pasted(editor: Editor, text: str) -> None:
    """Paste a text that was carried here by other means."""
    editor.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    editor.canvas.focus()
    editor.press("Control+v")


def test_ten_blocks_are_pasted_into_another_flow_in_another_browser(
    builder: Builder,
    open_editor: OpenEditor,
    new_person: Callable[..., BrowserContext],
    harm: list[str],
) -> None:
    keep_ten(builder)
    keep_talk(builder, "receives-ten")
    one = open_editor("ten-blocks")
    one.canvas.focus()
    one.press("Control+a")
    text = copied(one)
    other = Editor(watched(new_person().new_page(), harm), builder, "receives-ten").open()
    before = nodes_of(other.document)
    pasted(other, text)
    stored = other.wait_until_stored(lambda stored: len(nodes_of(stored)) == len(before) + 10)
    new = [node for node in nodes_of(stored) if node not in before]
    ids = {str(node["name"]): str(node["id"]) for node in new}
    asked = [f"ask{number}" for number in NUMBERS]
    (last,) = set(ids) - set(asked)  # "end" gets another name beside the end that is here
    inside = {edge for edge in edges_of(stored) if edge[0] in ids.values()}
    assert inside == {
        (ids[one], "answered", ids[two]) for one, two in zip(asked, [*asked[1:], last], strict=True)
    }
    variables = stored["variables"]
    assert isinstance(variables, list)
    names = {str(one["name"]) for one in variables if isinstance(one, dict)}
    assert {"nome_do_cliente", *(f"ask{number}" for number in NUMBERS)} <= names
    other.press("Control+z")
    other.wait_until_stored(lambda stored: nodes_of(stored) == before)


def test_a_text_that_is_no_block_gets_a_kind_sentence_and_changes_nothing(
    builder: Builder, open_editor: OpenEditor, page: Page
) -> None:
    keep_talk(builder, "receives-text")
    editor = open_editor("receives-text")
    before = editor.document
    for text in ("Bom dia, tudo bem?", '{"fluxo": 3', "[1, 2, 3]"):
        pasted(editor, text)
        sentence = page.get_by_text("Isso não veio de um fluxo. Copie blocos e cole aqui.")
        expect(sentence.first).to_be_visible(timeout=SOON_MS)
    assert editor.document == before
