"""Entry of the web builder: the application, and the script that draws each page."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, TypeAlias

import streamlit as st
from starlette.middleware import Middleware
from streamlit.navigation.page import StreamlitPage

from pages import home
from pages.failures import show_failure
from pages.kept_files import KeptFiles
from pages.memory import draw_shell, keep_language_in_address, recall
from pages.person import acting_as
from pages.signing.door import Door
from pages.signing.gate import admitted
from pages.signing.routes import routes
from pages.texts import speaking
from pages.theme.look import ICON, wear_style
from pages.theme.options import use_options
from pages.widgets.header import draw_header
from storage.policy import Permission, Scope

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
    return st.App(
        __file__,
        lifespan=lifespan,
        middleware=[*middleware, Middleware(Door), Middleware(KeptFiles)],
        routes=routes(),
        on_script_error=show_failure,
    )


def draw() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Fluxo", page_icon=ICON, layout="wide")
    recall()
    wear_style()
    scope = admitted()
    pages = _pages(scope)
    page = st.navigation(pages, position="hidden")
    with acting_as(scope), speaking():
        draw_shell([f"/{one.url_path}" for one in pages])
        draw_header(pages[0], page.url_path)
        page.run()
    keep_language_in_address()


def _pages(scope: Scope) -> list[StreamlitPage]:
    """Return the pages that somebody may see, the home first; others are not there at all."""
    return [
        st.Page(show, title="Fluxo", url_path=path)
        if path
        else st.Page(show, title="Fluxo", default=True)
        for path, show in shown_to(scope).items()
    ]


def shown_to(scope: Scope) -> dict[str, Callable[[], None]]:
    """Return what draws each page that somebody may see, by its address; the home's is empty."""
    shown: dict[str, Callable[[], None]] = {"": home.show}
    for permission, path, show in _BY_PERMISSION:
        if scope.permits(permission):
            shown[path] = show
    if scope.person_id is not None:
        shown["account"] = _show_account
    return shown


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


def _show_publish() -> None:
    from pages.publish import show

    show()


def _show_audit() -> None:
    from pages.audit import show

    show()


def _show_review() -> None:
    from pages.review import show

    show()


def _show_read() -> None:
    from pages.read import show

    show()


def _show_people() -> None:
    from pages.people import show

    show()


def _show_account() -> None:
    from pages.account import show

    show()


_BY_PERMISSION: Final = (
    (Permission.READ_FLOWS, "editor", _show_editor),
    (Permission.READ_FLOWS, "share", _show_share),
    (Permission.READ_FLOWS, "read", _show_read),
    (Permission.READ_FLOWS, "map", _show_map),
    (Permission.READ_FLOWS, "tests", _show_tests),
    (Permission.READ_FLOWS, "review", _show_review),
    (Permission.READ_FLOWS, "publish", _show_publish),
    (Permission.READ_AUDIT, "audit", _show_audit),
    (Permission.ADMINISTER, "people", _show_people),
)
"""What each page needs, its address, and what draws it."""

if __name__ == "__main__":
    draw()
else:  # for `streamlit run builder_app.py` and for any ASGI server
    app = create_app()
