"""Entry of the web builder: the application, and the script that draws each page."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeAlias

import streamlit as st
from starlette.middleware import Middleware

from pages import home
from pages.failures import show_failure
from pages.memory import draw_shell, keep_language_in_address, recall
from pages.texts import speaking
from pages.theme.look import ICON, wear_style
from pages.theme.options import use_options
from pages.widgets.header import draw_header

Lifespan: TypeAlias = Callable[[st.App], AbstractAsyncContextManager[dict[str, Any] | None]]


def create_app(
    *,
    lifespan: Lifespan | None = None,
    middleware: Sequence[Middleware] = (),
    hosts: Sequence[str] = (),
) -> st.App:
    """Return the builder as an application for any ASGI server.

    Args:
        lifespan: What else lives as long as the builder.
        middleware: What sees every request before Streamlit does.
        hosts: The names under which the builder may be opened; any name when there are none.
    """
    use_options({"server.allowedHosts": list(hosts)})
    return st.App(__file__, lifespan=lifespan, middleware=middleware, on_script_error=show_failure)


def draw() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Fluxo", page_icon=ICON, layout="wide")
    recall()
    wear_style()
    first = st.Page(home.show, title="Fluxo", default=True)
    editor = st.Page(_show_editor, title="Fluxo", url_path="editor")
    share = st.Page(_show_share, title="Fluxo", url_path="share")
    read = st.Page(_show_read, title="Fluxo", url_path="read")
    needs = st.Page(_show_map, title="Fluxo", url_path="map")
    tests = st.Page(_show_tests, title="Fluxo", url_path="tests")
    record = st.Page(_show_audit, title="Fluxo", url_path="audit")
    pages = [first, editor, tests, share, read, needs, record]
    page = st.navigation(pages, position="hidden")
    with speaking():
        draw_shell([f"/{one.url_path}" for one in pages])
        draw_header(first)
        page.run()
    keep_language_in_address()


def _show_editor() -> None:
    from pages.editor import show  # what draws flows is loaded when somebody draws one

    show()


def _show_tests() -> None:
    from pages.tests import show

    show()


def _show_share() -> None:
    from pages.share import show

    show()


def _show_map() -> None:
    from pages.map import show

    show()


def _show_audit() -> None:
    from pages.audit import show

    show()


def _show_read() -> None:
    from pages.read import show

    show()


if __name__ == "__main__":
    draw()
else:  # for `streamlit run builder_app.py` and for any ASGI server
    use_options()
    app = st.App(__file__, on_script_error=show_failure)
