"""People with accounts, before the door of a builder and behind it."""

from typing import Final

from playwright.sync_api import Page, expect

from flow_runtime import accounts
from flow_runtime.conversations import utc_now
from storage.policy import Role
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site, wait_until_drawn

PASSWORD: Final = "um rio que corre manso"
ROLES: Final = {"Ana": Role.ADMIN, "Bia": Role.TESTER, "Caio": Role.DESIGNER}


def add_accounts(builder: Builder) -> None:
    """Make the accounts of Ana, Bia and Caio."""
    with builder.database.transaction() as tx:
        for name, role in ROLES.items():
            accounts.create_person(
                tx,
                name=name,
                email=f"{name.lower()}@exemplo.com.br",
                roles=[role],
                password=PASSWORD,
                author="Ana",
                now=utc_now(),
            )


def fill_in(page: Page, go: str, **values: str) -> None:
    """Fill in the form of a page before the door, by the words of its fields, and send it."""
    for label, value in values.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(value)
    page.get_by_role("button", name=go, exact=True).click()


def sign_in(page: Page, builder: Builder, name: str, path: str = "/", *, address: str = "") -> Site:
    """Open a page and sign in on the way; `address` is where the builder is seen, if not at its."""
    page.goto((address or builder.address) + path)
    expect(page.get_by_role("heading", name="Entrar")).to_be_visible(timeout=PATIENCE_MS)
    fill_in(page, "Entrar", **{"E-mail ou nome": name, "Senha": PASSWORD})
    wait_until_drawn(page)
    return Site(page, address or builder.address)


def sign_out(site: Site) -> None:
    """Sign out by one's menu."""
    site.person.click()
    site.menu.get_by_role("button", name="Sair", exact=True).click()
    expect(site.page.get_by_text("Você saiu.")).to_be_visible(timeout=PATIENCE_MS)
