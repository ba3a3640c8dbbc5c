"""The home as a person uses it: drawn by Streamlit itself, on a real database."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import streamlit as st
from sqlalchemy import Connection
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from flow_runtime.conversations.shelf import create_flow
from flow_runtime.editing.documents import new_document
from pages.home_parts.actions import act as do
from pages.home_parts.card_data import CardData
from pages.home_parts.rows import Row
from storage.database import open_database

Result = TypeVar("Result")
ENTRY = Path(__file__).parents[2] / "builder_app.py"
NOW = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)


def home(language: str = "pt-BR") -> AppTest:
    app = AppTest.from_file(ENTRY, default_timeout=30)
    app.query_params["language"] = language
    return app.run()


def stand_in(cards: Sequence[CardData], rows: Mapping[str, Row]) -> None:
    """Stand for the component of the cards: the same data, in elements that AppTest knows."""
    for card in cards:
        texts = [badge["text"] for badge in card["badges"]]
        addresses = [badge.get("address", "") for badge in card["badges"]]
        st.text("\n".join([card["objective"], *texts, *addresses, card["changed"]]))
        key = f"card-{card['id']}"
        st.menu_button(
            card["name"],
            ["open", *(action["action"] for action in card["actions"])],
            key=key,
            on_click=lambda key, row: do(st.session_state[key], row),
            args=(key, rows[card["id"]]),
        )


def shown(app: AppTest) -> str:
    """Return all the words on the page."""
    return "\n".join([markup(app), *(element.value for element in app.text), *names(app)])


def markup(app: AppTest) -> str:
    """Return what is drawn as Markdown."""
    kinds = (app.markdown, app.caption, app.subheader, app.error, app.warning)
    return "\n".join(element.value for kind in kinds for element in kind)


def names(app: AppTest) -> list[str]:
    """Return the names on the cards, in their order."""
    return [one.label for one in app.menu_button if str(one.key).startswith("card-")]


def button(app: AppTest, label: str) -> Button:
    return next(one for one in app.button if one.label == label)


def act(app: AppTest, flow_id: str, action: str) -> AppTest:
    """Choose an action in the menu of a card."""
    return app.menu_button(key=f"card-{flow_id}").click(action).run()


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
