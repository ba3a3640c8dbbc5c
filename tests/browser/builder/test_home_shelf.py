"""Finding, copying and putting away flows on the home, each ending with what is stored."""

import re

import pytest
from playwright.sync_api import Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.shelf import create_flow
from tests.browser.builder.editor import Editor, nodes_of
from tests.browser.builder.home import Home
from tests.browser.builder.installation import Builder
from tests.browser.builder.people import SOON_MS
from tests.browser.builder.site import PATIENCE_MS
from tests.flow_runtime.building import node

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LIVE = "Segunda via de boleto"


@pytest.fixture
def home(builder: Builder, page: Page) -> Home:
    return Home(page, builder).open()


def shelve(builder: Builder, flow_id: str, name: str, *, folder: str = "") -> None:
    """Store an unfinished flow: a start that leads nowhere."""
    document = {
        "schema_version": 1,
        "id": flow_id,
        "name": name,
        "objective": "Guardar sem pressa",
        "nodes": [node("start", "start")],
        "edges": [],
    }
    with builder.database.transaction() as tx:
        create_flow(tx, document, author="bia", now=utc_now(), folder=folder)


def test_a_copy_is_a_flow_of_its_own(home: Home) -> None:
    home.find(LIVE)
    home.do(LIVE, "Duplicar")
    expect(home.notice).to_contain_text(f"Copiado como “{LIVE} (cópia)”.", timeout=SOON_MS)
    expect(home.card(f"{LIVE} (cópia)")).to_be_visible()
    copy, original = home.draft_named(f"{LIVE} (cópia)"), home.builder.draft("segunda-via-boleto")
    assert copy["id"] != original["id"]
    assert nodes_of(copy) == nodes_of(original)


def test_a_live_flow_is_put_away_only_after_a_question_and_comes_back(home: Home) -> None:
    home.find(LIVE)
    home.do(LIVE, "Arquivar")
    expect(home.dialog).to_contain_text("Arquivar um fluxo que está no ar?", timeout=SOON_MS)
    expect(home.dialog).to_contain_text("atendimento")
    home.press("Deixar aqui")
    assert not home.stored["segunda-via-boleto"].archived_at
    home.do(LIVE, "Arquivar")
    home.press("Arquivar")
    expect(home.card(LIVE)).to_have_count(0, timeout=SOON_MS)
    assert home.stored["segunda-via-boleto"].archived_at
    home.state("Arquivados").click()
    expect(home.card(LIVE)).to_be_visible(timeout=SOON_MS)
    home.do(LIVE, "Tirar do arquivo")
    expect(home.notice).to_contain_text("voltou para os seus fluxos", timeout=SOON_MS)
    assert not home.stored["segunda-via-boleto"].archived_at


def test_a_draft_is_put_away_at_once_and_back_with_undo(builder: Builder, page: Page) -> None:
    shelve(builder, "put-away", "Para guardar")
    home = Home(page, builder).open()
    home.do("Para guardar", "Arquivar")
    expect(home.notice).to_contain_text("“Para guardar” foi arquivado.", timeout=SOON_MS)
    assert home.stored["put-away"].archived_at
    home.undo()
    expect(home.card("Para guardar")).to_be_visible()
    assert not home.stored["put-away"].archived_at


def test_flows_are_found_without_accents_by_folder_and_by_state(
    builder: Builder, page: Page
) -> None:
    shelve(builder, "found-1", "Ligação de verificação", folder="Cobrança")
    shelve(builder, "found-2", "Ligação de retorno")
    home = Home(page, builder).open()
    home.find("LIGACAO verificacao")
    expect(home.card("Ligação de retorno")).to_have_count(0, timeout=SOON_MS)
    expect(home.card("Ligação de verificação")).to_be_visible()
    home.find("ligacao")
    expect(home.card("Ligação de retorno")).to_be_visible(timeout=SOON_MS)
    page.get_by_role("combobox", name="Pasta").click()
    page.get_by_role("option", name="Cobrança").click()
    expect(home.card("Ligação de retorno")).to_have_count(0, timeout=SOON_MS)
    expect(home.card("Ligação de verificação")).to_be_visible()
    home.state("No ar").click()
    expect(page.get_by_text("Nenhum fluxo combina")).to_be_visible(timeout=SOON_MS)
    page.get_by_role("button", name="Mostrar todos os fluxos").click()
    expect(home.search).to_have_value("", timeout=SOON_MS)
    expect(home.state("Todos")).to_be_checked()
    expect(home.card("Ligação de retorno")).to_be_visible(timeout=SOON_MS)


def test_a_flow_is_moved_into_a_new_folder_and_back(builder: Builder, page: Page) -> None:
    shelve(builder, "moved", "Para mudar de pasta")
    home = Home(page, builder).open()
    home.do("Para mudar de pasta", "Mover para uma pasta")
    home.dialog.get_by_role("combobox").click()
    page.get_by_role("option", name="Nova pasta…").click()
    field = home.dialog.get_by_role("textbox", name="Nome da nova pasta")
    field.fill("Vendas")
    field.press("Enter")
    home.press("Mover")
    expect(home.notice).to_contain_text("agora está na pasta “Vendas”")
    assert home.stored["moved"].folder == "Vendas"
    home.undo()
    assert home.stored["moved"].folder == ""


def test_a_cards_menu_works_by_keyboard_alone(builder: Builder, page: Page) -> None:
    shelve(builder, "by-keyboard", "Pelo teclado")
    home = Home(page, builder).open()
    expect(home.card("Pelo teclado")).to_contain_text("pendência", timeout=SOON_MS)
    button = page.get_by_role("button", name="O que fazer com Pelo teclado")
    button.focus()
    page.keyboard.press("Enter")
    items = home.card("Pelo teclado").get_by_role("menuitem")
    expect(items.first).to_be_focused()
    page.keyboard.press("End")
    expect(items.last).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.first).to_have_text(re.compile("Enviar para revisão"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(home.notice).to_contain_text("Copiado como", timeout=SOON_MS)
    assert home.draft_named("Pelo teclado (cópia)")["objective"] == "Guardar sem pressa"


def test_a_card_says_where_it_is_live_and_what_is_missing(builder: Builder, page: Page) -> None:
    shelve(builder, "unfinished", "Sem terminar")
    home = Home(page, builder).open()
    badge = home.card("Sem terminar").get_by_text("pendência")
    expect(badge).to_be_visible(timeout=PATIENCE_MS)
    expect(home.card("Sem terminar")).to_contain_text("por bia")
    home.state("No ar").click()
    expect(home.card("Sem terminar")).to_have_count(0, timeout=SOON_MS)
    expect(home.card(LIVE)).to_contain_text("No ar em atendimento, versão 1")
    home.state("Com pendências").click()
    expect(home.card("Sem terminar")).to_be_visible(timeout=SOON_MS)
    home.card("Sem terminar").get_by_role("link", name="Sem terminar").click()
    page.wait_for_url("**/editor?flow=unfinished", timeout=PATIENCE_MS)
    editor = Editor(page, builder, "unfinished").wait()
    assert editor.examined().problems
