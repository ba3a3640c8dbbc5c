"""One field of the document tied to a widget: what it shows, and what a change of it does.

A widget begins with the document's newest value, and after undo or another person's change a fresh
one does (shown.py). What the document cannot hold is refused with a sentence beside the widget,
which keeps what was typed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing import Change
from flow_runtime.editing.changes import SetField
from flow_runtime.editing.documents import Item, node_of
from flow_runtime.editing.plain_json import Budget, NotPlainJson, plain_json
from pages.texts import texts_of
from pages.widgets.inspector.notes import draw_error
from pages.widgets.inspector.places import value_at
from pages.widgets.shown import current_key, is_news, shown_key, told

if TYPE_CHECKING:
    from pages.editing.desk import Desk

_ = texts_of("inspector")


@dataclass(frozen=True, slots=True)
class Bound:
    """A field of a node; an empty path is the node itself. `default` holds while it is not set."""

    desk: "Desk"
    node_id: str
    path: str = ""
    default: JsonValue = None

    def at(self, part: str | int) -> "Bound":
        """Return a field inside this one."""
        path = f"{self.path}.{part}" if self.path else str(part)
        default = value_at(self.default, str(part)) if self.value is None else None
        return Bound(self.desk, self.node_id, path, default)

    def to(self, path: str, default: JsonValue) -> "Bound":
        """Return another field of the node, with the value that it has when nothing is written."""
        inherited = self.default if path == self.path else None
        return Bound(self.desk, self.node_id, path, default if inherited is None else inherited)

    @property
    def parent(self) -> "Bound":
        """What the field stands in."""
        return Bound(self.desk, self.node_id, self.path.rpartition(".")[0])

    @property
    def key(self) -> str:
        """The beginning of the keys of the field's widgets."""
        return f"inspector/{self.desk.flow_id}/{self.node_id}/{self.path}"

    @property
    def node(self) -> Item:
        """The node as it stands in the document; empty when it is gone."""
        return node_of(self.desk.document, self.node_id) or {}

    @property
    def value(self) -> JsonValue:
        """The field's value in the newest document."""
        return value_at(self.node, self.path)

    @property
    def held(self) -> JsonValue:
        """The field's value, or its default where nothing is written."""
        value = self.value
        return self.default if value is None else value

    @property
    def items(self) -> list[JsonValue]:
        """What the field holds when it is a list; empty when it is none."""
        held = self.held
        return held if isinstance(held, list) else []

    def set(self, value: JsonValue, *, kind: str = "set_field") -> None:
        """Set the field; None takes it away."""
        try:
            safe = plain_json(value, Budget())
        except NotPlainJson:
            self.refuse(_("This cannot be kept. Write it another way."))
            return
        self.apply([SetField(self.node_id, self.path, safe)], kind=kind)

    def apply(self, changes: Sequence[Change], *, kind: str = "set_field") -> None:
        """Make the changes of one gesture."""
        st.session_state.pop(self._refusal_key, None)
        if changes:
            self.desk.apply(kind, changes)

    # -- what the widgets show -------------------------------------------------------------------

    @property
    def _refusal_key(self) -> str:
        return f"{self.key}|refused"

    def refuse(self, sentence: str) -> None:
        """Keep the document as it is and say why beside the field."""
        st.session_state[self._refusal_key] = sentence

    def widget(
        self, shown: object, suffix: str = "", words: Mapping[object, str] | None = None
    ) -> str:
        """Return the key of the widget that begins with a value, with its choices (shown.py)."""
        key = f"{self.key}{suffix}"
        before = current_key(key)
        now = shown_key(key, shown, words)
        if now != before:
            st.session_state.pop(self._refusal_key, None)
        return now

    def heard(self, change: Callable[[], None], suffix: str = "") -> Callable[[], None]:
        """Return what is done when the widget tells news: the change, and nothing otherwise."""

        def hear() -> None:
            if is_news(f"{self.key}{suffix}") or self._refusal_key in st.session_state:
                change()

        return hear

    def told(self, suffix: str = "") -> object:
        """Return what the field's widget holds."""
        return told(f"{self.key}{suffix}")

    def typed(self, suffix: str = "") -> str:
        """Return what stands in the field's text widget."""
        return str(self.told(suffix) or "")

    def draw_refusal(self) -> None:
        """Say why the last input was refused, if it was."""
        sentence = st.session_state.get(self._refusal_key)
        if sentence:
            draw_error(str(sentence))


def typed(key: str) -> str:
    """Return what stands in the text widget of a key."""
    return str(st.session_state.get(key) or "")
