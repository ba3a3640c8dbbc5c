"""Home with many flows: how long until it can be used."""

from typing import Final

from playwright.sync_api import Browser

from benchmarks.editor.case import VIEWPORT
from benchmarks.editor.probe import Figures, measured_page

_CARDS_ARE_DRAWN: Final = (
    "document.querySelectorAll('[class*=st-key-home-card-] a[href*=editor]').length >= 20"
    " && document.querySelector('input') !== null"
)


def visit_home(browser: Browser, address: str) -> Figures:
    """Open home in a new browser profile and return when it can be used, in ms."""
    context = browser.new_context(viewport=VIEWPORT, locale="pt-BR")
    try:
        with measured_page(context) as probe:
            probe.page.goto(address, wait_until="commit")
            probe.until(_CARDS_ARE_DRAWN)
            return {"usable_ms": probe.until_idle(), "heap_mb": probe.heap_mb()}
    finally:
        context.close()
