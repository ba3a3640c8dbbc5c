"""The lines of the script, one compact row each; the one that is open has its editor under it."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from flow_runtime.editing.outline import OutlineLine
from pages.texts import in_language, plain, texts_of
from pages.widgets.outline.kinds import type_name
from pages.widgets.outline.looks import line_key
from pages.widgets.outline.state import go_to_step, open_step, outline_key, toggle_step
from pages.widgets.outline.step_editor import draw_step
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")
MAX_EXCERPT_CHARACTERS: Final = 240


def draw_lines(
    desk: Desk,
    shown: Sequence[OutlineLine],
    script: Sequence[OutlineLine],
    stages: Mapping[str, str],
) -> None:
    """Draw some lines of a script."""
    for line in shown:
        if line.kind == "section":
            st.markdown(f"#### {plain(in_language(line.lead))}", anchors=False)
            continue
        with st.container(key=line_key(desk.flow_id, line.depth, line.key), gap=None):
            _draw_line(desk, line, script, stages)


def _draw_line(
    desk: Desk, line: OutlineLine, script: Sequence[OutlineLine], stages: Mapping[str, str]
) -> None:
    lead = in_language(line.lead)
    if line.kind == "jump":
        place = _("continue at {number}. {name}", number=line.number, name=line.name)
        label, icon, target = f"{lead} → {place}", ":material/redo:", line.node_id
        _draw_link(desk, line, label, icon, target)
    elif line.kind == "open":
        label = f"{lead} → {_('nothing follows yet')}"
        _draw_link(desk, line, label, ":material/warning:", line.source or "")
    else:
        _draw_step(desk, line, lead, stages)
        if open_step(desk) == line.node_id:
            draw_step(desk, line, script)


def _draw_link(desk: Desk, line: OutlineLine, label: str, icon: str, target: str) -> None:
    st.button(
        plain(label.removeprefix(" ")),
        key=outline_key(desk, f"go-{line.key}"),
        icon=icon,
        type="tertiary",
        on_click=go_to_step,
        args=(desk, target),
    )


def _draw_step(desk: Desk, line: OutlineLine, lead: str, stages: Mapping[str, str]) -> None:
    if lead:
        st.caption(f"{plain(lead)} →")
    is_open = open_step(desk) == line.node_id
    stage = stages.get(line.stage or "")
    about = " · ".join(filter(None, [type_name(line.type), stage]))
    name = line.name or _("Block without a name")
    st.button(
        f"**{line.number}\\. {plain(name)}** :gray[{plain(about)}]",
        key=outline_key(desk, f"step-{line.node_id}"),
        icon=":material/expand_less:" if is_open else ":material/edit:",
        type="tertiary",
        on_click=toggle_step,
        args=(desk, line.node_id),
    )
    if not is_open and (said := excerpt_of(line)):
        st.markdown(plain(said), anchors=False)


def excerpt_of(line: OutlineLine) -> str:
    """Return what a step says to the customer, on one line and not too long."""
    texts = (t.value for t in line.texts if t.is_main and not t.is_of_branch and t.value.strip())
    said = " / ".join(" ".join(text.split()) for text in texts)
    return said if len(said) <= MAX_EXCERPT_CHARACTERS else f"{said[:MAX_EXCERPT_CHARACTERS]}…"
