"""The home as its user sees it: cards with their menus, the filters, the ways to a new flow."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from flow_runtime.editing import Document
from storage import flows
from storage.flows import Flow
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site


@dataclass(frozen=True, slots=True)
class Home:
    """The home in one browser tab, and what is stored behind it."""

    page: Page
    builder: Builder

    def open(self) -> "Home":
        """Open the page."""
        Site(self.page, self.builder.address).open()
        return self

    def card(self, name: str) -> Locator:
        """Return the card of a flow."""
        return Site(self.page, self.builder.address).card(name)

    @property
    def names(self) -> list[str]:
        """The names on the cards, in their order."""
        return self.page.locator("ul.cards h3").all_inner_texts()

    @property
    def dialog(self) -> Locator:
        """The open dialog."""
        return self.page.get_by_role("dialog")

    @property
    def notice(self) -> Locator:
        """What was just done, with the way back."""
        return self.page.locator(".st-key-fx-notice-home")

    @property
    def search(self) -> Locator:
        """Where one writes what one looks for."""
        return self.page.get_by_placeholder("Buscar por nome")

    def find(self, words: str) -> None:
        """Look for words."""
        self.search.fill(words)
        self.search.press("Enter")

    def state(self, name: str) -> Locator:
        """Return a filter by state: "Todos", "No ar", "Rascunhos"…"""
        return self.page.get_by_role("radio", name=name)

    def begin(self, way: str) -> None:
        """Choose a way to a new flow."""
        self.page.get_by_role("button", name="Novo fluxo").click()
        self.page.get_by_role("menuitem", name=way).click()
        expect(self.dialog).to_be_visible()

    def do(self, name: str, action: str) -> None:
        """Choose an action in the menu of a card."""
        self.page.get_by_role("button", name=f"O que fazer com {name}", exact=True).click()
        self.card(name).get_by_role("menuitem", name=action).click()

    def bring(self, file: Path) -> None:
        """Choose a file in the dialog that brings one."""
        self.begin("De um arquivo")
        self.dialog.locator("input[type=file]").set_input_files(file)

    def press(self, label: str) -> None:
        """Press a button of the dialog, and wait until the dialog is gone."""
        self.dialog.get_by_role("button", name=label, exact=True).click()
        expect(self.dialog).to_have_count(0, timeout=PATIENCE_MS)

    def undo(self) -> None:
        """Take back what the notice tells."""
        self.notice.get_by_role("button", name="Desfazer").click()
        expect(self.notice).to_have_count(0, timeout=PATIENCE_MS)

    # -- what is stored ----------------------------------------------------------------------

    @property
    def stored(self) -> dict[str, Flow]:
        """Every flow on the shelf by its id, the archived ones too."""
        with self.builder.database.read() as tx:
            return {flow.id: flow for flow in flows.list_flows(tx, archived=True)}

    def draft_named(self, name: str) -> Document:
        """Return the draft of the only flow with a name."""
        (flow,) = (flow for flow in self.stored.values() if flow.name == name)
        return self.builder.draft(flow.id)
