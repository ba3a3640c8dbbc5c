"""The frame around every page: language, colours, name, and a connection that comes and goes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.builder.conftest import watched
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import READY, Site, wait_until_drawn

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

BACK_WITHIN_MS = 120_000
"""The page asks again after longer and longer pauses."""

HAND_MS = 1_000
"""What a hand takes to a button at least; a server that came back draws the page meanwhile."""

FRAMEWORK = ("Deploy", "Streamlit", "Rerun", "Settings", "Browse files", "Choose an option")


def test_home_is_the_first_page_without_a_trace_of_the_framework(site: Site, page: Page) -> None:
    site.open()
    expect(page).to_have_title("Fluxo")
    expect(page.locator("[class*=st-key-home-card-]").first).to_be_visible()
    for word in FRAMEWORK:
        assert word not in site.texts()
    for hidden in ("stHeader", "stToolbar", "stDecoration", "stMainMenu", "stStatusWidget"):
        expect(page.get_by_test_id(hidden).and_(page.locator(":visible"))).to_have_count(0)
    box = site.header.bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 48)


@pytest.mark.parametrize("width", [1024, 1400])
def test_pages_use_the_whole_width(site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    site.open()
    main = page.get_by_test_id("stMainBlockContainer")
    assert main.evaluate("node => node.clientWidth") >= width - 20
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_language_survives_reload_and_another_page(site: Site, page: Page) -> None:
    site.open()
    site.choose_language("EN")
    wait_until_drawn(page, "en")
    expect(page).to_have_url(f"{site.address}/?language=en")
    expect(page.get_by_role("heading", name="Your flows")).to_be_visible()
    page.reload()
    wait_until_drawn(page, "en")
    site.open("/editor?flow=segunda-via-boleto", language="en")
    site.header.get_by_role("link", name="Fluxo").click()
    expect(page.get_by_role("heading", name="Your flows")).to_be_visible()
    site.choose_language("PT")
    wait_until_drawn(page)
    expect(page).to_have_url(f"{site.address}/")


def test_a_link_says_the_language_of_its_reader(site: Site, page: Page) -> None:
    site.open("/?language=en", language="en")
    expect(page.get_by_role("heading", name="Your flows")).to_be_visible()


def test_name_and_colours_are_remembered_by_this_browser(site: Site, page: Page) -> None:
    site.open()
    expect(site.person).to_contain_text("ana")
    site.say_name("Bia <b>Souza</b>")
    assert not site.is_dark
    site.choose_colours("Escuro")
    assert site.is_dark
    for address in ("/tests", "/share", "/read", "/map", "/audit", "/editor"):
        site.open(f"{address}?flow=segunda-via-boleto")
        assert site.is_dark, address
    expect(site.person).to_contain_text("Bia <b>Souza</b>")
    site.open()
    site.choose_colours("Claro")
    assert not site.is_dark


def test_colours_follow_the_system_until_one_chooses(
    builder: Builder, new_person: Callable[..., BrowserContext], harm: list[str]
) -> None:
    page = watched(new_person(color_scheme="dark").new_page(), harm)
    assert Site(page, builder.address).open().is_dark
    assert harm == []


def test_an_address_without_a_page_says_so_in_our_words(site: Site, page: Page) -> None:
    site.open("/nada-aqui")
    dialog = page.get_by_role("dialog", name="Página não encontrada")
    expect(dialog).to_contain_text("Não há nada neste endereço")
    dialog.get_by_role("button", name="Fechar").click()
    expect(page.get_by_role("heading", name="Seus fluxos")).to_be_visible()


def test_the_editors_address_can_be_the_first_that_a_new_builder_opens(
    empty_builder: Builder, page: Page
) -> None:
    Site(page, empty_builder.address).open("/editor?flow=nenhum")
    expect(page.get_by_text("Não há fluxo")).to_be_visible()


def test_a_lost_connection_is_a_line_and_the_page_goes_on_by_itself(
    empty_builder: Builder, page: Page
) -> None:
    site = Site(page, empty_builder.address).open()
    empty_builder.program.kill()
    lost = "getComputedStyle(document.querySelector('.st-key-fluxo_header'), '::after')"
    page.wait_for_function(f"{lost}.visibility === 'visible' && {lost}.content.includes('conexão')")
    expect(page.get_by_role("dialog")).to_have_count(0)
    empty_builder.program.start()
    expect(page.locator(READY)).to_be_attached(timeout=BACK_WITHIN_MS)
    page.wait_for_function(f"{lost}.content === 'none'")
    page.wait_for_timeout(HAND_MS)
    site.choose_language("EN")
    wait_until_drawn(page, "en")
