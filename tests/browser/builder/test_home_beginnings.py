"""The ways to a new flow, from the home into the editor, each ending with what is stored."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.builder.editor import Editor, nodes_of
from tests.browser.builder.home import Home
from tests.browser.builder.installation import Builder
from tests.browser.builder.people import SOON_MS, keep_talk
from tests.browser.builder.site import PATIENCE_MS

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]


def opened(page: Page, builder: Builder, flow_id: str) -> Editor:
    """Wait for the editor of a flow that the home opened."""
    page.wait_for_url(f"**/editor?flow={flow_id}", timeout=PATIENCE_MS)
    return Editor(page, builder, flow_id).wait()


def test_an_empty_home_shows_three_steps_and_begins_a_flow(
    builder_without_flows: Builder, page: Page
) -> None:
    home = Home(page, builder_without_flows).open()
    for step in ("1. Desenhe", "2. Teste", "3. Publique"):
        expect(page.get_by_text(step)).to_be_visible()
    page.get_by_role("button", name="Começar com um fluxo pronto").click()
    expect(home.dialog.get_by_role("button", name="Usar este fluxo")).to_be_visible()
    page.keyboard.press("Escape")
    expect(home.dialog).to_have_count(0)
    assert home.stored == {}


def test_a_flow_begun_from_nothing_opens_with_its_first_block(builder: Builder, page: Page) -> None:
    home = Home(page, builder).open()
    home.begin("Fluxo vazio")
    home.dialog.get_by_role("button", name="Criar e abrir").click()
    expect(home.dialog.get_by_text("Dê um nome ao fluxo.")).to_be_visible()
    home.dialog.get_by_role("textbox", name="Nome do fluxo").fill("Troca de endereço")
    home.dialog.get_by_role("textbox", name="Nome do fluxo").press("Tab")
    home.dialog.get_by_role("button", name="Criar e abrir").click()
    editor = opened(page, builder, "troca-de-endereco")
    expect(editor.cards).to_have_count(1, timeout=SOON_MS)
    (start,) = nodes_of(editor.document)
    assert start["type"] == "start"
    assert editor.document["name"] == "Troca de endereço"


def test_a_ready_made_flow_is_seen_before_it_is_used_and_edited(
    builder: Builder, page: Page
) -> None:
    home = Home(page, builder).open()
    before = set(home.stored)
    home.begin("Fluxo pronto")
    second = home.dialog.locator("label", has=page.get_by_role("radio")).nth(1)
    second.click()
    name = second.inner_text().strip()
    preview = home.dialog.locator(".st-key-home-preview")
    expect(preview.get_by_text(name, exact=True)).to_be_visible(timeout=SOON_MS)
    expect(preview.get_by_text("Como a conversa começa")).to_be_visible()
    preview.get_by_role("button", name="Usar este fluxo").click()
    page.wait_for_url("**/editor?flow=*", timeout=PATIENCE_MS)
    (added,) = set(home.stored) - before
    editor = Editor(page, builder, added).wait()
    expect(editor.cards.first).to_be_visible(timeout=SOON_MS)
    count = len(nodes_of(editor.document))
    editor.drag_from_palette("Mensagem", (500, 400))
    editor.wait_until_stored(lambda stored: len(nodes_of(stored)) == count + 1)


def test_a_name_given_in_the_editor_is_on_the_card(builder: Builder, page: Page) -> None:
    keep_talk(builder, "named-anew")
    editor = Editor(page, builder, "named-anew").open()
    editor.show("Fluxo")
    name = editor.side.get_by_role("textbox", name="Nome do fluxo")
    name.fill("Conversa com nome novo")
    name.press("Enter")
    editor.wait_until_stored(lambda stored: stored["name"] == "Conversa com nome novo")
    page.get_by_role("link", name="Fluxo").first.click()
    card = Home(page, builder).card("Conversa com nome novo")
    expect(card).to_be_visible(timeout=PATIENCE_MS)
    expect(card).to_contain_text("por ana")
