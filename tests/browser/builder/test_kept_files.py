"""What a browser keeps of the component that draws maps, and what it asks for again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit_agraph
from playwright.sync_api import APIResponse, Browser, Page, expect

from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS

pytestmark = pytest.mark.browser

BUILD = Path(streamlit_agraph.__file__).parent / "frontend" / "build"
MARKED = sorted(file.name for file in (BUILD / "static" / "js").glob("*.js"))


@pytest.fixture(scope="module")
def visit(browser: Browser, builder: Builder) -> Iterator[Page]:
    """A page that drew the map once: only then Streamlit knows the component."""
    page = browser.new_page()
    page.goto(f"{builder.address}/map")
    expect(page.frame_locator("iframe").locator("canvas")).to_be_visible(timeout=PATIENCE_MS)
    yield page
    page.close()


def asked(visit: Page, name: str) -> APIResponse:
    address = visit.url.removesuffix("/map")
    return visit.request.get(f"{address}/component/streamlit_agraph.agraph/{name}")


@pytest.mark.parametrize("name", MARKED)
def test_a_file_with_a_mark_of_its_content_is_kept(name: str, visit: Page) -> None:
    answer = asked(visit, f"static/js/{name}")
    assert answer.status == 200
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"


@pytest.mark.parametrize("name", ["index.html", "bootstrap.min.css"])
def test_a_file_that_may_change_is_asked_for_again(name: str, visit: Page) -> None:
    answer = asked(visit, name)
    assert answer.status == 200
    assert "immutable" not in answer.headers["cache-control"]


def test_what_is_not_there_is_not_kept(visit: Page) -> None:
    answer = asked(visit, "static/js/main.00000000.chunk.js")
    assert answer.status == 404
    assert "immutable" not in answer.headers.get("cache-control", "")
