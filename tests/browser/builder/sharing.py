"""The pages that share a flow, and the files they give, as a person uses them."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.builder.conftest import watched
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site


@dataclass(frozen=True, slots=True)
class Sharing:
    """The page on which a flow is shared."""

    page: Page
    builder: Builder

    def open(self, flow_id: str, *, language: str = "pt-BR") -> "Sharing":
        """Open the page of a flow."""
        query = f"&language={language}" if language != "pt-BR" else ""
        address = self.builder.address
        Site(self.page, address).open(f"/share?flow={flow_id}{query}", language=language)
        return self

    def download(self, button: str, directory: Path) -> Path:
        """Press a button and return the file that it gives."""
        with self.page.expect_download(timeout=PATIENCE_MS) as waiting:
            self.page.get_by_role("button", name=button).click()
        path = directory / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    def choose(self, edition: str) -> None:
        """Choose the draft or a version."""
        self.page.get_by_role("combobox").first.click()
        self.page.get_by_role("option", name=edition).click()


@dataclass(frozen=True, slots=True)
class FlowPage:
    """A stand-alone page, opened from its file; `requests` is everything that it asked for."""

    page: Page
    requests: list[str]

    @property
    def steps(self) -> Locator:
        """The steps of the script."""
        return self.page.locator("#script .step")

    def search(self, text: str) -> None:
        """Type into the search."""
        self.page.get_by_role("searchbox").fill(text)


def open_file(context: BrowserContext, path: Path, harm: list[str]) -> FlowPage:
    """Open a file in a browser without a network."""
    context.set_offline(True)
    page = watched(context.new_page(), harm)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(path.as_uri())
    expect(page.locator("html")).to_have_attribute("data-ready", "true", timeout=PATIENCE_MS)
    return FlowPage(page, requests)
