"""The review as a person uses it: drawn by Streamlit itself, on a real database."""

from streamlit.testing.v1 import AppTest

from flow_runtime.conversations.publishing import import_flow
from flow_runtime.conversations.reviewing import submit
from flow_runtime.flow import Flow
from storage.database import Database
from storage.versions import Version
from tests.flow_runtime.building import TUESDAY_MORNING as NOW
from tests.flow_runtime.building import NodeDocument, end, flow, message


def boleto(*more: NodeDocument, text: str = "Olá!", **fields: object) -> Flow:
    """Build the flow of the stories."""
    given = {"id": "boleto", "name": "Segunda via", **fields}
    nodes = [message("hello", text), *more, end(text="Até logo!")]
    return flow(nodes, ["hello.next>end"], **given)


def keep(database: Database, built: Flow, *, author: str = "ana") -> None:
    """Store a flow as a draft."""
    with database.transaction() as tx:
        import_flow(tx, built, author=author, now=NOW)


def hand_in(database: Database, built: Flow, *, author: str = "ana", comment: str = "") -> Version:
    """Store a flow as a draft and send it for review."""
    keep(database, built, author=author)
    with database.transaction() as tx:
        return submit(
            tx, built.id, author=author, comment=comment, warnings_reason="De propósito.", now=NOW
        )


def _script() -> None:
    """Draw the page itself: AppTest knows no pages that are functions."""
    import streamlit as st

    from pages.review import show
    from pages.widgets.header import draw_header

    draw_header(st.Page(lambda: None, title="Fluxo", url_path="home"))
    show()


def page(person: str = "bia", language: str = "pt-BR", **query: str) -> AppTest:
    """Open the page as somebody."""
    app = AppTest.from_function(_script, default_timeout=60)
    app.session_state["person"] = person
    for name, value in {"language": language, **query}.items():
        app.query_params[name] = value
    return shown(app.run())


def shown(app: AppTest) -> AppTest:
    """Make sure that the page could be drawn."""
    assert not app.exception, app.exception[0].stack_trace
    return app


def words(app: AppTest) -> str:
    """Return all that is drawn as words."""
    kinds = (
        app.subheader,
        app.markdown,
        app.caption,
        app.text,
        app.info,
        app.warning,
        app.success,
        app.error,
    )
    return "\n".join(element.value for kind in kinds for element in kind)


def labels(app: AppTest) -> list[str]:
    """Return what the buttons say."""
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    """Press a button."""
    next(button for button in app.button if button.label == label).click()
    return shown(app.run())


def write(app: AppTest, label: str, text: str) -> AppTest:
    """Write into a field."""
    next(area for area in app.text_area if area.label == label).set_value(text)
    return shown(app.run())
