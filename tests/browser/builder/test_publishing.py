"""Stories of publishing: what is live where, at a time, on trial, back, and moved."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.releasing import carry_out_due
from storage import publications
from storage.publications import Publication
from tests.browser.builder.installation import Builder
from tests.browser.builder.releases import SHOP, prepare_releases, talk
from tests.browser.builder.site import PATIENCE_MS, Site, wait_until_drawn

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(page: Page, empty_builder: Builder) -> Locator:
    """The card of a shop on which the first of four approved versions is live."""
    prepare_releases(empty_builder.database)
    talk(empty_builder.database, 2)
    Site(page, empty_builder.address).open("/publish")
    card = page.locator(f".st-key-publish-channel-{SHOP}")
    expect(card).to_contain_text("Boas-vindas, versão 1", timeout=PATIENCE_MS)
    expect(card).to_contain_text("por rui — primeira")
    return card


def live(builder: Builder) -> Publication:
    with builder.database.read() as tx:
        found = publications.current(tx, SHOP)
    assert found is not None
    return found


def dialog(page: Page) -> Locator:
    found = page.get_by_role("dialog")
    expect(found).to_be_visible()
    return found


def confirm(page: Page, button: str, reason: str = "") -> None:
    """Say why in the dialog, press its button, and wait until it is gone."""
    asked = dialog(page)
    if reason:
        asked.get_by_role("textbox", name="Por quê").fill(reason)
    asked.get_by_role("button", name=button).click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE_MS)
    wait_until_drawn(page)


def choose_version(page: Page, number: int) -> None:
    asked = dialog(page)
    asked.get_by_role("combobox", name="Versão aprovada").click()
    page.get_by_role("option", name=f"Versão {number},").click()
    wait_until_drawn(page)


def test_ops_publishes_moves_conversations_and_goes_back(
    shop: Locator, page: Page, empty_builder: Builder
) -> None:
    shop.get_by_role("button", name="Publicar…").click()
    choose_version(page, 2)
    confirm(page, "Publicar agora", "textos novos")
    expect(shop).to_contain_text("Boas-vindas, versão 2")
    expect(shop).to_contain_text("textos novos")
    assert (live(empty_builder).version, live(empty_builder).reason) == (2, "textos novos")
    expect(shop).to_contain_text("versão 1: 2")

    shop.get_by_role("button", name="Passar para a versão no ar…").click()
    expect(dialog(page)).to_contain_text("2 conversas abertas podem continuar")
    confirm(page, "Passar 2 conversas")
    expect(page.get_by_text("2 conversas passaram.")).to_be_visible()
    expect(shop).to_contain_text("versão 2: 2")

    shop.get_by_role("button", name="Voltar à versão 1").click()
    confirm(page, "Voltar agora", "erro no texto")
    expect(shop).to_contain_text("Boas-vindas, versão 1")
    assert (live(empty_builder).version, live(empty_builder).reason) == (1, "erro no texto")


def test_ops_tries_a_version_on_a_share_and_gives_it_to_everybody(
    shop: Locator, page: Page, empty_builder: Builder
) -> None:
    shop.get_by_role("button", name="Publicar…").click()
    choose_version(page, 3)
    dialog(page).get_by_role("radio", name="Para uma parcela").click()
    expect(dialog(page).get_by_role("slider")).to_be_visible()
    confirm(page, "Começar a experiência", "mais curta")
    trial = page.locator(f".st-key-publish-trial-{SHOP}")
    expect(trial).to_contain_text("Boas-vindas, versão 3, para 10% das conversas novas")
    expect(trial.get_by_role("table")).to_contain_text("Em experiência: versão 3")
    assert live(empty_builder).version == 1
    trial.get_by_role("button", name="Publicar para todos").click()
    confirm(page, "Publicar para todos")
    expect(trial).to_have_count(0)
    expect(shop).to_contain_text("Boas-vindas, versão 3")
    assert live(empty_builder).version == 3


def test_ops_plans_a_version_and_takes_another_plan_back(
    shop: Locator, page: Page, empty_builder: Builder
) -> None:
    for number in (2, 4):
        shop.get_by_role("button", name="Publicar…").click()
        choose_version(page, number)
        dialog(page).get_by_role("radio", name="Em um horário").click()
        confirm(page, "Marcar", "campanha")
        expect(shop).to_contain_text(f"vai ao ar: Boas-vindas, versão {number}, marcado por ana")
    shop.get_by_role("button", name="Cancelar…").last.click()
    confirm(page, "Cancelar a publicação")
    expect(shop).not_to_contain_text("versão 4")
    assert carry_out_due(empty_builder.database, now=utc_now() + timedelta(days=2)) == 1
    page.get_by_role("button", name="Atualizar").click()
    expect(shop).to_contain_text("por ana — campanha", timeout=PATIENCE_MS)
    assert (live(empty_builder).version, live(empty_builder).published_by) == (2, "ana")


def test_the_home_leads_there_and_it_speaks_english(page: Page, builder: Builder) -> None:
    site = Site(page, builder.address).open()
    page.get_by_role("button", name="Publicação").click()
    expect(page.get_by_text("O que está no ar e onde")).to_be_visible(timeout=PATIENCE_MS)
    site.open("/publish?language=en", language="en")
    expect(page.get_by_text("What is live where")).to_be_visible(timeout=PATIENCE_MS)
