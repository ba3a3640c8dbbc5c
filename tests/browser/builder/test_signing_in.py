"""Stories before the door: nobody sees a page who did not sign in, and signing out is for good."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.builder.axe import serious_violations
from tests.browser.builder.conftest import watched
from tests.browser.builder.installation import Builder, prepare_builder, running
from tests.browser.builder.site import PATIENCE_MS, Site, wait_until_drawn
from tests.browser.builder.visitors import PASSWORD, fill_in, sign_in, sign_out
from tests.browser.builder.wires import wire_to
from tests.browser.host_site import HostSite

pytestmark = pytest.mark.browser

NewPerson = Callable[..., BrowserContext]
FLOW = "/editor?flow=segunda-via-boleto"
LOST = '.stApp:not([data-test-connection-state="CONNECTED"])'
KNOCKS = """
(address) => new Promise((resolve) => {
  const socket = new WebSocket(address);
  socket.onopen = () => resolve("open");
  socket.onclose = (event) => resolve(`closed ${event.code}`);
})
"""


@pytest.mark.parametrize("path", ["/", FLOW, "/share", "/read", "/map", "/tests", "/audit"])
def test_every_page_is_closed_to_a_stranger(path: str, page: Page, closed_builder: Builder) -> None:
    page.goto(closed_builder.address + path)
    expect(page.get_by_role("heading", name="Entrar")).to_be_visible()
    assert page.locator(".stApp").count() == 0
    assert "treamlit" not in page.content()


def test_a_stranger_opens_no_web_socket(page: Page, closed_builder: Builder) -> None:
    page.goto(closed_builder.address + "/_stcore/health")
    stream = closed_builder.address.replace("http", "ws") + "/_stcore/stream"
    assert page.evaluate(KNOCKS, stream) == "closed 1006"


def test_one_comes_where_one_wanted_to_go(page: Page, closed_builder: Builder) -> None:
    site = sign_in(page, closed_builder, "Caio", FLOW)
    expect(page).to_have_url(closed_builder.address + FLOW)
    expect(site.person).to_contain_text("Caio")
    kept = {one["name"]: one for one in page.context.cookies()}["fluxo_sign_in"]
    assert (kept["httpOnly"], kept["sameSite"], kept["path"]) == (True, "Lax", "/")
    assert "fluxo_sign_in" not in page.evaluate("document.cookie")


def test_signing_out_closes_every_tab_and_the_cookie(
    page: Page, closed_builder: Builder, new_person: NewPerson
) -> None:
    site = sign_in(page, closed_builder, "Caio")
    other = page.context.new_page()
    other.goto(closed_builder.address + "/map")
    wait_until_drawn(other)
    kept = page.context.cookies()
    sign_out(site)
    # The other tab still has its web socket: whatever it asks for next leads to the sign-in.
    other.locator(".st-key-fluxo_language").get_by_role("radio", name="EN", exact=True).click()
    expect(other.get_by_role("heading", name=re.compile("Entrar|Sign in"))).to_be_visible(
        timeout=PATIENCE_MS
    )
    thief = new_person()
    thief.add_cookies([one for one in kept if one["name"] == "fluxo_sign_in"])  # type: ignore[misc]
    found = thief.new_page()
    found.goto(closed_builder.address)
    expect(found.get_by_role("heading", name="Entrar")).to_be_visible()


def test_out_everywhere_ends_other_browsers_at_their_next_step(
    page: Page, closed_builder: Builder, new_person: NewPerson, harm: list[str]
) -> None:
    elsewhere = watched(new_person().new_page(), harm)
    sign_in(elsewhere, closed_builder, "Bia", "/map")
    sign_in(page, closed_builder, "Bia", "/account")
    page.get_by_role("button", name="Sair de todos os lugares").click()
    expect(page.get_by_text("Você saiu.")).to_be_visible(timeout=PATIENCE_MS)
    elsewhere.locator(".st-key-fluxo_language").get_by_role("radio", name="EN", exact=True).click()
    expect(elsewhere.get_by_role("heading", name=re.compile("Entrar|Sign in"))).to_be_visible(
        timeout=PATIENCE_MS
    )


def test_a_connection_that_comes_back_for_somebody_else_finds_nothing_of_the_first(
    page: Page, closed_builder: Builder
) -> None:
    with wire_to(closed_builder.program.port) as wire:
        site = sign_in(page, closed_builder, "Caio", FLOW, address=wire.address)
        second = page.context.new_page()
        second.goto(closed_builder.address)
        wait_until_drawn(second)
        # Cut before: a page that is connected notices the end by itself and goes to the sign-in.
        wire.cut()
        expect(page.locator(LOST)).to_be_attached(timeout=PATIENCE_MS)
        sign_out(Site(second, closed_builder.address))
        sign_in(second, closed_builder, "Bia")
        wire.mend()
        expect(site.person).to_contain_text("Bia", timeout=PATIENCE_MS)
        expect(page.get_by_text("Só para ver")).to_be_visible(timeout=PATIENCE_MS)


def test_who_was_signed_out_while_the_connection_was_lost_is_led_to_the_sign_in(
    page: Page, closed_builder: Builder
) -> None:
    with wire_to(closed_builder.program.port) as wire:
        sign_in(page, closed_builder, "Caio", "/map", address=wire.address)
        second = page.context.new_page()
        second.goto(closed_builder.address)
        wait_until_drawn(second)
        wire.cut()
        expect(page.locator(LOST)).to_be_attached(timeout=PATIENCE_MS)
        sign_out(Site(second, closed_builder.address))
        wire.mend()
        expect(page.get_by_role("heading", name="Entrar")).to_be_visible(timeout=PATIENCE_MS)


# -- other sites ---------------------------------------------------------------------------------


@pytest.fixture
def evil() -> Iterator[HostSite]:
    """Another origin of the same machine: browsers send it every cookie that is not its own."""
    with HostSite() as site:
        yield site


def test_another_sites_page_signs_nobody_in(
    page: Page, closed_builder: Builder, evil: HostSite
) -> None:
    evil.page = f"""<form method="post" action="{closed_builder.address}/sign-in">
      <input name="login" value="Ana"><input name="password" value="{PASSWORD}">
      <button>Ganhe um prêmio</button></form>"""
    page.goto(evil.address)
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("o formulário veio de outro lugar")
    assert "fluxo_sign_in" not in {one["name"] for one in page.context.cookies()}


def test_another_sites_page_opens_no_web_socket(
    page: Page, closed_builder: Builder, evil: HostSite
) -> None:
    sign_in(page, closed_builder, "Ana")
    stream = closed_builder.address.replace("http", "ws") + "/_stcore/stream"
    assert page.evaluate(KNOCKS, stream) == "open"
    evil.page = "<h1>Loja</h1>"
    page.goto(evil.address)
    assert page.evaluate(KNOCKS, stream) == "closed 1006"


# -- roles -----------------------------------------------------------------------------------------


def test_a_role_hides_what_one_may_not_do(page: Page, closed_builder: Builder) -> None:
    site = sign_in(page, closed_builder, "Bia")
    expect(page.get_by_role("heading", name="Seus fluxos")).to_be_visible()
    expect(page.get_by_role("button", name="Novo fluxo")).to_have_count(0)
    expect(page.get_by_role("button", name="Auditoria")).to_have_count(0)
    site.person.click()
    expect(site.menu.get_by_role("link", name="Minha conta")).to_be_visible()
    expect(site.menu.get_by_role("link", name="Pessoas e papéis")).to_have_count(0)
    for path in ("/people", "/audit"):
        site.open(path)
        expect(page.get_by_role("dialog")).to_contain_text("Não há nada neste endereço")
    site.open(FLOW)
    expect(page.get_by_text("Só para ver")).to_be_visible()


def test_who_may_only_look_is_not_shown_as_editing(
    page: Page, closed_builder: Builder, new_person: NewPerson
) -> None:
    others = new_person().new_page()
    caio = sign_in(page, closed_builder, "Caio", FLOW)
    sign_in(others, closed_builder, "Bia", FLOW)
    expect(others.get_by_text("Só para ver")).to_be_visible()
    expect(others.get_by_text("Caio também está editando")).to_be_visible(timeout=PATIENCE_MS)
    # Who came after Bia is seen: so she would be, too.
    second = new_person().new_page()
    sign_in(second, closed_builder, "Caio", FLOW)
    expect(caio.page.get_by_text("Você, em outra aba")).to_be_visible(timeout=PATIENCE_MS)
    expect(caio.page.get_by_text("Bia também está editando")).to_have_count(0)


# -- accounts --------------------------------------------------------------------------------------


def test_from_the_first_account_to_a_colleagues(
    tmp_path_factory: pytest.TempPathFactory, new_person: NewPerson, harm: list[str]
) -> None:
    fresh = prepare_builder(tmp_path_factory.mktemp("fresh"), with_samples=False, is_open=False)
    with running(fresh):
        page = watched(new_person().new_page(), harm)
        page.goto(fresh.address)
        expect(page.get_by_text("Ninguém tem conta ainda")).to_be_visible()
        (link,) = re.findall(r"http://\S+/first-account\S+", fresh.program.log.read_text())
        page.goto(link)
        fill_in(
            page, "Criar a conta", Nome="Ana", **{"E-mail": "ana@exemplo.com.br", "Senha": PASSWORD}
        )
        wait_until_drawn(page)
        site = Site(page, fresh.address).open("/people")
        invited = _invited(page, "Davi")
        colleague = watched(new_person().new_page(), harm)
        colleague.goto(invited)
        expect(colleague.get_by_text("Olá, Davi.")).to_be_visible()
        fill_in(colleague, "Guardar e entrar", Senha="uma casa no campo verde")
        wait_until_drawn(colleague)
        expect(Site(colleague, fresh.address).person).to_contain_text("Davi")
        _closed(site, "Davi")
        colleague.reload()
        expect(colleague.get_by_role("heading", name="Entrar")).to_be_visible()
    assert harm == []


def _invited(page: Page, name: str) -> str:
    page.get_by_role("button", name="Adicionar pessoa").click()
    dialog = page.get_by_role("dialog", name="Adicionar pessoa")
    dialog.get_by_role("textbox", name="Nome").fill(name)
    dialog.get_by_role("textbox", name="E-mail").fill(f"{name.lower()}@exemplo.com.br")
    dialog.get_by_text("Desenho", exact=True).click()
    dialog.get_by_role("button", name="Adicionar e criar o link").click()
    code = page.locator(".st-key-people-link code")
    expect(code).to_contain_text("/set-password?token=", timeout=PATIENCE_MS)
    return code.inner_text().strip()


def _closed(site: Site, name: str) -> None:
    line = site.page.locator("[class*=st-key-people-line-]").filter(has_text=name)
    line.get_by_role("button", name="Mudar").click()
    site.page.get_by_role("menuitem", name="Encerrar a conta").click()
    dialog = site.page.get_by_role("dialog", name="Encerrar a conta?")
    dialog.get_by_role("button", name="Encerrar a conta").click()
    expect(line.get_by_text("Encerrada")).to_be_visible(timeout=PATIENCE_MS)


def test_a_password_is_changed_and_a_token_made(page: Page, closed_builder: Builder) -> None:
    sign_in(page, closed_builder, "Ana", "/account")
    page.get_by_role("textbox", name="Senha atual").fill("não é esta")
    page.get_by_role("textbox", name="Senha nova").fill("uma casa no campo verde")
    page.get_by_role("button", name="Trocar a senha").click()
    expect(page.get_by_text("A senha atual não é esta")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_text("Nova chave").click()
    page.get_by_role("textbox", name="Para que serve?").fill("CI")
    page.get_by_role("button", name="ver fluxos").click()
    page.get_by_role("button", name="Criar a chave").click()
    expect(page.locator(".st-key-account-token-made code")).to_contain_text(
        "fluxo_", timeout=PATIENCE_MS
    )


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nothing_serious_stands_before_the_door(
    colours: Literal["light", "dark"], closed_builder: Builder, new_person: NewPerson
) -> None:
    page = new_person(color_scheme=colours).new_page()
    page.goto(closed_builder.address)
    fill_in(page, "Entrar", **{"E-mail ou nome": "Ana", "Senha": "não é esta"})
    expect(page.get_by_role("alert")).to_be_visible()
    assert serious_violations(page) == []
    sign_in(page, closed_builder, "Ana", "/people")
    assert serious_violations(page) == []
    page.goto(closed_builder.address + "/account")
    wait_until_drawn(page)
    assert serious_violations(page) == []
