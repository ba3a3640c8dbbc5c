"""A desk for tests: a document, its undo steps and its problems; nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Selectbox

from flow_runtime.checks import check
from flow_runtime.editing import Change, Document, Editing, begin_editing
from flow_runtime.errors import FlowInvalid
from flow_runtime.loading import load_document
from flow_runtime.problems import Problem
from flow_runtime.workspace import Workspace
from pages.widgets.inspector.looks import icon_only
from pages.widgets.shown import MEMORY
from tests.flow_runtime.building import WORKSPACE


@dataclass(frozen=True, slots=True)
class Found:
    """What an examination found."""

    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class TestDesk:
    """Keeps to the protocol of the editor's desk."""

    __test__ = False

    editing: Editing
    flow_id: str = "story"
    language: Literal["pt-BR", "en"] = "pt-BR"
    workspace: Workspace = WORKSPACE
    flows: Mapping[str, str] = field(default_factory=lambda: {"other": "Outro fluxo"})
    selection: tuple[str, ...] = ()
    read_only: bool = False
    kinds: list[str] = field(default_factory=list)

    @property
    def document(self) -> Document:
        return self.editing.document

    @property
    def examination(self) -> Found:
        try:
            flow = load_document(self.document).flow
        except FlowInvalid as invalid:
            return Found(invalid.problems)
        return Found(check(flow, workspace=self.workspace))

    def apply(self, kind: str, changes: Sequence[Change]) -> None:
        self.kinds.append(kind)
        self.editing = self.editing.apply(kind, changes)

    def undo(self) -> None:
        self.editing = self.editing.undo()

    def redo(self) -> None:
        self.editing = self.editing.redo()

    def focus(self, node_id: str) -> None:
        self.selection = (node_id,)


def document_of(*nodes: Mapping[str, Any], **sections: Any) -> Document:
    """Write a document with a start node and some more."""
    start = {"id": "start", "type": "start", "name": "Início"}
    whole = {"schema_version": 1, "id": "story", "name": "História", "edges": [], **sections}
    return {**whole, "nodes": [start, *map(dict, nodes)]}


def _script() -> None:
    import streamlit as st

    from pages.widgets.inspector import draw_inspector

    st.session_state["language"] = st.session_state["desk"].language
    desk = st.session_state["desk"]
    draw_inspector(desk, desk.selection[0] if desk.selection else "")


class FirstChosen(Selectbox[Any]):
    """A picker whose first option was clicked: Streamlit's test browser sends nothing for None."""

    @property
    def index(self) -> int:
        return 0


@dataclass(slots=True)
class Inspector:
    """The inspector of one node in Streamlit's own test browser."""

    app: AppTest
    desk: TestDesk

    def node(self, node_id: str | None = None) -> dict[str, Any]:
        """Return a node as it stands in the document now."""
        wanted = node_id or self.desk.selection[0]
        return next(n for n in self.desk.document["nodes"] if n["id"] == wanted)  # type: ignore[union-attr, index, call-overload, return-value]

    def key(self, path: str) -> str:
        """Return the key under which the widget of a field stands on the page now."""
        key = f"inspector/story/{self.desk.selection[0]}/{path}"
        memory: dict[str, tuple[int, object]] = {}
        if MEMORY in self.app.session_state:  # which has no `get` in the test browser
            memory = self.app.session_state[MEMORY]
        return f"{key}#{memory[key][0]}" if key in memory else key

    def open(self, path: str) -> "Inspector":
        """Open a folded part or a menu by the end of its key."""
        self.app.session_state[self.key(path)] = True
        return self.run()

    def open_menu(self, path: str) -> "Inspector":
        """Open the menu of an option, a condition or a row."""
        return self.open(icon_only(f"{path}|menu"))

    def run(self) -> "Inspector":
        self.app.run()
        assert not self.app.exception, self.app.exception[0].stack_trace
        return self

    def type_in(self, path: str, text: str) -> "Inspector":
        """Type into a line or a text."""
        key = self.key(path)
        kinds = (self.app.text_area, self.app.text_input)
        found = next(w for kind in kinds for w in kind if w.key == key)
        found.set_value(text)
        return self.run()

    def choose(self, path: str, value: object) -> "Inspector":
        """Choose an option of a picker; None is the first one, which stands for nothing."""
        picker = self.app.selectbox(key=self.key(path))
        if value is None:
            picker.__class__ = FirstChosen
        else:
            picker.set_value(value)
        return self.run()

    def choose_new(self, path: str, text: str) -> "Inspector":
        """Type something into a picker that is not among its options."""
        self.app.selectbox(key=self.key(path)).options.append(text)
        return self.choose(path, text)

    def click(self, path: str) -> "Inspector":
        self.app.button(key=self.key(path)).click()
        return self.run()

    def act(self, path: str, action: str) -> "Inspector":
        """Choose an action of an item's menu."""
        self.app.menu_button(key=self.key(icon_only(f"{path}|menu"))).click(action)
        return self.run()

    def check(self, path: str, *, on: bool = True) -> "Inspector":
        self.app.checkbox(key=self.key(path)).set_value(on)
        return self.run()

    def pick(self, path: str, *values: str) -> "Inspector":
        """Set the chips of a list."""
        self.app.multiselect(key=self.key(path)).set_value(list(values))
        return self.run()

    def undo(self) -> "Inspector":
        self.desk.undo()
        return self.run()

    def widget(self, path: str) -> Any:
        """Return the widget of a field."""
        key = self.key(path)
        kinds = (
            self.app.text_area, self.app.text_input, self.app.selectbox, self.app.number_input,
            self.app.checkbox, self.app.multiselect, self.app.button,
        )  # fmt: skip
        return next(widget for kind in kinds for widget in kind if widget.key == key)

    @property
    def shown(self) -> str:
        """Everything that is written, in order."""
        kinds = (self.app.markdown, self.app.caption, self.app.error, self.app.code)
        return "\n".join(str(element.value) for kind in kinds for element in kind)

    @property
    def labels(self) -> list[str]:
        """The labels of the widgets."""
        kinds = ("text_area", "text_input", "selectbox", "checkbox", "number_input", "multiselect")
        return [widget.label for kind in kinds for widget in getattr(self.app, kind)]


def inspect(document: Document, *selection: str, **fields: Any) -> Inspector:
    """Open the inspector on a node of a document."""
    desk = TestDesk(begin_editing(document), selection=selection, **fields)
    app = AppTest.from_function(_script, default_timeout=30)
    app.session_state["desk"] = desk
    return Inspector(app, desk).run()
