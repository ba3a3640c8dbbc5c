"""A real Chromium, and an installation whose server and ERP are real processes.

Everything ends with this package: a running browser keeps an event loop, which other tests must
not find.
"""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pydantic import JsonValue

from tests.browser.chat import Chat
from tests.browser.chromium import LAUNCH_ARGUMENTS, find_chromium
from tests.browser.host_site import HostSite
from tests.browser.installation import BOLETO, Company, demo_erp, prepare_company, sample_boleto

expect.set_options(timeout=10_000)

OpenChat = Callable[..., Chat]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(LAUNCH_ARGUMENTS)
        )
        with closing(launched):
            yield launched


@pytest.fixture(scope="package")
def shop() -> Iterator[HostSite]:
    """A site that may embed the chat."""
    with HostSite() as site:
        yield site


@pytest.fixture(scope="package")
def company(tmp_path_factory: pytest.TempPathFactory, shop: HostSite) -> Iterator[Company]:
    """An installation with the boleto flow on the web chat, and the demo ERP beside it."""
    directory = tmp_path_factory.mktemp("company")
    erp = demo_erp(directory)
    prepared = prepare_company(directory, erp_port=erp.port)
    looks: dict[str, JsonValue] = {"title": "Provedor Exemplo", "allowed_origins": [shop.address]}
    with closing(prepared.database):
        prepared.publish(sample_boleto(), BOLETO, looks)
        erp.start()
        prepared.server.start()
        yield prepared
        prepared.server.stop()
        erp.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's browser, in Portuguese; it asks for less motion, so no typing pause is waited."""
    visitor = browser.new_context(locale="pt-BR", reduced_motion="reduce")
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    with closing(visitor):
        yield visitor


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not fail: an error of the chat's script is an error of the test."""
    failures: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: failures.append(str(error)))
    yield opened
    assert failures == []


@pytest.fixture
def open_chat(page: Page, company: Company) -> OpenChat:
    """Open the page of a channel's web chat."""

    def open_channel(channel: str = BOLETO, *, query: str = "") -> Chat:
        page.goto(f"{company.address}/chat/{channel}{query}")
        return Chat(page)

    return open_channel
