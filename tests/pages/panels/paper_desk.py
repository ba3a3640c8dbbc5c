"""A desk over a document in memory, and a page with one panel on it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from flow_runtime.editing import Change, Document, Editing, begin_editing
from flow_runtime.editing.examination import Examination, examine
from flow_runtime.problems import Problem
from flow_runtime.workspace import Workspace
from pages.texts import Language
from tests.flow_runtime.building import WORKSPACE, edges, node

W = TypeVar("W", bound=Widget)


@dataclass
class PaperDesk:
    """A desk that saves nowhere; `kinds` are the gestures made on it.

    `found` stands in for what an examination of the document would find.
    """

    editing: Editing
    flow_id: str = "story"
    language: Language = "pt-BR"
    flows: Mapping[str, str] = field(default_factory=dict)
    workspace: Workspace = WORKSPACE
    selection: tuple[str, ...] = ()
    read_only: bool = False
    kinds: list[str] = field(default_factory=list)
    found: tuple[Problem, ...] | None = None

    @property
    def document(self) -> Document:
        return self.editing.document

    @property
    def examination(self) -> Examination:
        if self.found is not None:
            return Examination(None, self.found)
        return examine(self.document, workspace=self.workspace)

    def apply(self, kind: str, changes: Sequence[Change]) -> None:
        assert changes, "a gesture changes something"
        self.kinds.append(kind)
        self.editing = self.editing.apply(kind, changes)

    def undo(self) -> None:
        self.editing = self.editing.undo()

    def redo(self) -> None:
        self.editing = self.editing.redo()

    def focus(self, node_id: str) -> None:
        self.selection = (node_id,)


def desk_of(nodes: Sequence[dict[str, Any]], *arrows: str, **fields: Any) -> PaperDesk:
    """Lay a document with a start node on a desk."""
    document = {
        "schema_version": 1,
        "id": "story",
        "name": "Story",
        "language": "pt-BR",
        "languages": ["pt-BR"],
        "nodes": [node("start", "start", name="Início"), *nodes],
        "edges": edges(*arrows),
        **fields,
    }
    return PaperDesk(begin_editing(document))


def page(desk: PaperDesk, drawn: str, language: str = "pt-BR") -> AppTest:
    """Open a page with one panel: `drawn` is "panels.draw_problems" or the like."""
    module, _, function = drawn.rpartition(".")
    script = f"""
import streamlit as st
from pages.widgets.{module} import {function}
{function}(st.session_state["desk"])
"""
    app = AppTest.from_string(script, default_timeout=20)
    app.session_state["desk"] = desk
    app.query_params["language"] = language
    desk.language = language  # type: ignore[assignment]
    return ran(app.run())


def ran(app: AppTest) -> AppTest:
    """Return the page, which must not have failed."""
    assert not app.exception, app.exception[0].value
    return app


def words(app: AppTest) -> str:
    """Return everything the page says outside its widgets."""
    kinds = (app.markdown, app.caption, app.text, app.success, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def at(widgets: Iterable[W], key: str) -> W:
    """Return the widget of a place; its key goes on with a number that changes with its value."""
    return next(widget for widget in widgets if str(widget.key).partition("#")[0] == key)
