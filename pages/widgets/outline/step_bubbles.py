"""The bubbles of a message: written, added and taken away in place."""

from functools import partial

import streamlit as st
from pydantic import JsonValue

from flow_runtime.editing.changes import SetField
from flow_runtime.editing.documents import node_of
from flow_runtime.editing.outline import OutlineLine
from pages.texts import texts_of
from pages.widgets.inspector.changes import relist
from pages.widgets.outline.state import outline_key
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")
MAX_BUBBLES = 20


def has_bubbles(line: OutlineLine) -> bool:
    """Say whether a step says its words in bubbles."""
    return line.type == "message"


def draw_bubbles(desk: Desk, line: OutlineLine) -> None:
    """Draw the bubbles of a message."""
    texts = [text for text in line.texts if text.path.startswith("bubbles.")]
    for number, text in enumerate(texts, 1):
        at = Bound(
            outline_key(desk, f"{line.node_id}-{text.path}"),
            _("Bubble {number}", number=number),
            disabled=desk.read_only,
        )
        binding.area(at, text.value, partial(_write, desk, line.node_id, text.path))
    with st.container(horizontal=True):
        st.button(
            _("Add bubble"),
            key=outline_key(desk, f"{line.node_id}-add-bubble"),
            icon=":material/add:",
            disabled=desk.read_only or len(texts) >= MAX_BUBBLES,
            on_click=_add,
            args=(desk, line.node_id),
        )
        if len(texts) > 1:
            st.menu_button(
                _("Remove bubble"),
                list(range(len(texts))),
                key=outline_key(desk, f"{line.node_id}-remove-bubble"),
                icon=":material/remove:",
                format_func=lambda index: _("Bubble {number}", number=index + 1),
                disabled=desk.read_only,
                on_click=_remove,
                args=(desk, line.node_id),
            )


def _write(desk: Desk, node_id: str, path: str, text: str) -> None:
    desk.apply("set_text", [SetField(node_id, path, text)])


def _bubbles(desk: Desk, node_id: str) -> list[JsonValue]:
    bubbles = (node_of(desk.document, node_id) or {}).get("bubbles")
    return bubbles if isinstance(bubbles, list) else []


def _add(desk: Desk, node_id: str) -> None:
    bubbles = _bubbles(desk, node_id)
    changes = [SetField(node_id, "bubbles", [*bubbles, {"kind": "text", "text": ""}])]
    desk.apply("set_field", changes)


def _remove(desk: Desk, node_id: str) -> None:
    index = st.session_state[outline_key(desk, f"{node_id}-remove-bubble")]
    bubbles = _bubbles(desk, node_id)
    if not isinstance(index, int) or index >= len(bubbles):
        return
    origins = [position for position in range(len(bubbles)) if position != index]
    kept = [bubbles[position] for position in origins]
    desk.apply("set_field", relist(desk.document, node_id, "bubbles", kept, origins))
