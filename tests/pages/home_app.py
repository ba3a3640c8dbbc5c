"""The home as a person uses it: drawn by Streamlit itself, on a real database."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection
from streamlit.testing.v1 import AppTest

from flow_runtime.conversations.shelf import create_flow
from flow_runtime.editing.documents import new_document
from storage.database import open_database

Result = TypeVar("Result")
ENTRY = Path(__file__).parents[2] / "builder_app.py"
NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)


def home(language: str = "pt-BR") -> AppTest:
    app = AppTest.from_file(ENTRY, default_timeout=30)
    app.query_params["language"] = language
    return app.run()


def shown(app: AppTest) -> str:
    """Return all the words on the page."""
    kinds = (app.markdown, app.caption, app.subheader, app.error, app.warning, app.text)
    links = [element.label for element in app.get("page_link")]
    return "\n".join([*(element.value for kind in kinds for element in kind), *links])


def names(app: AppTest) -> list[str]:
    """Return the names on the cards, in their order."""
    return [
        element.label for element in app.get("page_link") if "flow=" in element.proto.query_string
    ]


def button(app: AppTest, label: str):
    return next(one for one in app.button if one.label == label)


def act(app: AppTest, flow_id: str, action: str) -> AppTest:
    """Choose an action in the menu of a card."""
    return app.menu_button(key=f"home-menu-{flow_id}").click(action).run()


def begin(app: AppTest, way: str) -> AppTest:
    """Choose a way to a new flow."""
    return app.menu_button(key="home-new").click(way).run()


def read(url: str, look: Callable[[Connection], Result]) -> Result:
    with closing(open_database(url)) as database, database.read() as tx:
        return look(tx)


def write(url: str, work: Callable[[Connection], object]) -> None:
    with closing(open_database(url)) as database, database.transaction() as tx:
        work(tx)


def store(url: str, *flow_names: str, folder: str = "", **fields: object) -> None:
    """Put empty flows on the shelf; the id is the name in lower case."""

    def work(tx: Connection) -> None:
        for name in flow_names:
            document = {**new_document(name.lower(), name), **fields}
            create_flow(tx, document, author="Ana", now=NOW, folder=folder)

    write(url, work)
