"""A real builder with the sample flows, and people's browsers that must not fail or tell others."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect

from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder, prepare_builder, running
from tests.browser.builder.site import Site
from tests.browser.builder.visitors import add_accounts

expect.set_options(timeout=30_000)

STORY_TIMEOUT_S = 180
"""Whole flows are built in a story; a busy machine takes its time for each page."""

OpenEditor = Callable[[str], Editor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give stories of the builder more time than other tests."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(STORY_TIMEOUT_S))


@pytest.fixture(scope="package")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """The builder that the stories share; a story that changes a flow makes one of its own."""
    prepared = prepare_builder(tmp_path_factory.mktemp("builder"))
    with running(prepared):
        yield prepared


@pytest.fixture(scope="package")
def builder_without_flows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """A builder that stays empty: nobody makes a flow in it."""
    prepared = prepare_builder(tmp_path_factory.mktemp("nothing"), with_samples=False)
    with running(prepared):
        yield prepared


@pytest.fixture(scope="package")
def closed_builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """A builder whose people sign in: Ana administers, Bia tests, Caio draws."""
    prepared = prepare_builder(tmp_path_factory.mktemp("closed"), is_open=False)
    add_accounts(prepared)
    with running(prepared):
        yield prepared


@pytest.fixture
def empty_builder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builder]:
    """A builder of one's own without any flow, to be stopped and started as one likes."""
    prepared = prepare_builder(tmp_path_factory.mktemp("empty"), with_samples=False)
    with running(prepared):
        yield prepared


@pytest.fixture
def new_person(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Gives browsers with nothing remembered, in Portuguese, as a designer's screen is."""
    opened: list[BrowserContext] = []

    def begin(**options: object) -> BrowserContext:
        size = {"width": 1400, "height": 900}
        wanted = {"locale": "pt-BR", "viewport": size, "reduced_motion": "reduce", **options}
        context = browser.new_context(**wanted)  # type: ignore[arg-type]
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened.append(context)
        return context

    yield begin
    for context in opened:
        context.close()


@pytest.fixture
def context(new_person: Callable[..., BrowserContext]) -> BrowserContext:
    return new_person()


@pytest.fixture
def harm() -> list[str]:
    """What must stay empty: failed scripts, alerts, requests to anybody else."""
    return []


@pytest.fixture
def page(context: BrowserContext, harm: list[str]) -> Iterator[Page]:
    """A page on which nothing may fail, call anybody else, or show a browser's alert."""
    opened = watched(context.new_page(), harm)
    with closing(opened):
        yield opened
    assert harm == []


def watched(page: Page, harm: list[str]) -> Page:
    """Note what a page does that it must not."""

    def note_dialog(dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            harm.append(f"alert: {dialog.message}")
        dialog.dismiss()

    def note_request(request: Request) -> None:
        place = urlsplit(request.url)
        if place.scheme in ("http", "https", "ws", "wss") and place.hostname != "127.0.0.1":
            harm.append(f"request: {request.url}")

    page.on("pageerror", lambda error: harm.append(f"script: {error}"))
    page.on("dialog", note_dialog)
    page.on("request", note_request)
    return page


@pytest.fixture
def site(page: Page, builder: Builder) -> Site:
    """The builder in a person's browser; nothing is opened yet."""
    return Site(page, builder.address)


@pytest.fixture
def open_editor(page: Page, builder: Builder) -> OpenEditor:
    """Open a stored flow in the editor."""
    return lambda flow_id: Editor(page, builder, flow_id).open()
