"""The builder as its user sees it: the frame that every page has, and the home."""

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS: Final = 60_000
"""A page is there in two seconds; machines that build and test at the same time take longer."""

READY: Final = '.stApp[data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'


def wait_until_drawn(page: Page, language: str = "pt-BR") -> None:
    """Wait until the page is drawn and nothing runs any more."""
    expect(page.locator("html")).to_have_attribute("lang", language, timeout=PATIENCE_MS)
    expect(page.locator(READY)).to_be_attached(timeout=PATIENCE_MS)


@dataclass(frozen=True, slots=True)
class Site:
    """Any page of the builder."""

    page: Page
    address: str

    def open(self, path: str = "/", *, language: str = "pt-BR") -> "Site":
        """Open a page and wait until it is drawn."""
        self.page.goto(self.address + path)
        wait_until_drawn(self.page, language)
        return self

    @property
    def header(self) -> Locator:
        """The line at the top."""
        return self.page.locator(".st-key-fluxo_header")

    @property
    def menu(self) -> Locator:
        """The menu of the person, once it is open."""
        return self.page.get_by_test_id("stPopoverBody")

    @property
    def person(self) -> Locator:
        """The button with one's name."""
        return self.header.locator(".st-key-fluxo_person").get_by_role("button")

    def choose_language(self, label: str) -> None:
        """Press PT or EN."""
        self.header.get_by_role("radio", name=label, exact=True).click()

    def choose_colours(self, label: str) -> None:
        """Choose the colours in one's menu; the page is loaded again in them."""
        self.person.click()
        with self.page.expect_navigation():
            self.menu.get_by_role("radio", name=label, exact=True).click()
        wait_until_drawn(self.page)

    def say_name(self, name: str) -> None:
        """Say who one is."""
        self.person.click()
        field = self.menu.get_by_role("textbox", name="Como você se chama?")
        field.fill(name)
        field.press("Enter")
        expect(self.person).to_contain_text(name)
        self.page.keyboard.press("Escape")

    @property
    def is_dark(self) -> bool:
        """Whether the page is drawn in dark colours."""
        scheme = self.page.locator(".stApp").evaluate("app => getComputedStyle(app).colorScheme")
        return str(scheme) == "dark"

    def card(self, name: str) -> Locator:
        """Return the card of a flow on the home."""
        link = self.page.get_by_role("link", name=name, exact=True)
        return self.page.locator("[class*=st-key-home-card-]").filter(has=link)

    def texts(self) -> str:
        """Return everything that one can read on the page, without the marks that keep it plain."""
        return self.page.locator("body").inner_text().replace("\u2060", "")
