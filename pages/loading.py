"""What draws the other pages, loaded once the builder has begun, before anybody opens one."""

import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib import import_module
from threading import Thread
from typing import Any, Final, TypeAlias

import streamlit as st

Lifespan: TypeAlias = Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]]

_PAGES: Final = ("pages.editor", "pages.tests", "pages.share", "pages.read")
"""Not the map: its library tells Streamlit of itself only when a page that is drawn loads it."""


def loading_pages(lifespan: Lifespan | None) -> Lifespan:
    """Return a life of the builder that also loads its pages, beside what it serves already."""

    @asynccontextmanager
    async def living(app: st.App) -> AsyncIterator[dict[str, Any] | None]:
        Thread(target=load_pages, name="fluxo-loading-pages", daemon=True).start()
        if lifespan is None:
            yield None
            return
        async with lifespan(app) as state:
            yield state

    return living


def load_pages() -> None:
    """Load the pages; what stays for ever is then left out when Python looks for garbage."""
    for page in _PAGES:
        import_module(page)
    gc.collect()
    gc.freeze()
