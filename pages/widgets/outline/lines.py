"""The lines of the script, one compact row each; the one that is open has its editor under it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from flow_runtime.editing.outline import OutlineLine
from flow_runtime.problems import Severity
from pages.texts import in_language, plain, texts_of
from pages.widgets.outline.kinds import icon_of, type_name
from pages.widgets.outline.looks import line_key
from pages.widgets.outline.state import go_to_step, open_step, outline_key, toggle_step
from pages.widgets.outline.step_editor import draw_step
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")
MAX_EXCERPTS: Final = 4
MAX_EXCERPT_CHARACTERS: Final = 160


def draw_lines(
    desk: Desk,
    shown: Sequence[OutlineLine],
    script: Sequence[OutlineLine],
    stages: Mapping[str, str],
) -> None:
    """Draw some lines of a script."""
    errors = Counter(
        problem.node_id
        for problem in desk.examination.problems
        if problem.severity is Severity.ERROR
    )
    with st.container(gap="xsmall"):
        for line in shown:
            if line.kind == "section":
                st.markdown(f"#### {plain(in_language(line.lead))}", anchors=False)
                continue
            with st.container(key=line_key(desk.flow_id, line.depth, line.key), gap=None):
                _draw_line(desk, line, script, _labels(line, stages, errors[line.node_id]))


def _draw_line(
    desk: Desk, line: OutlineLine, script: Sequence[OutlineLine], label_of_step: str
) -> None:
    lead = in_language(line.lead)
    if line.kind == "jump":
        place = _("continue at {number}. {name}", number=line.number, name=line.name)
        label, icon, target = f"{lead} → {place}", ":material/redo:", line.node_id
        _draw_link(desk, line, label, icon, target)
    elif line.kind == "open":
        nothing = _("nothing follows yet")
        label = f"{lead} → {nothing}"
        _draw_link(desk, line, label, ":material/warning:", line.source or "")
    else:
        _draw_step(desk, line, lead, label_of_step)
        if open_step(desk) == line.node_id:
            draw_step(desk, line, script)


def _draw_link(desk: Desk, line: OutlineLine, label: str, icon: str, target: str) -> None:
    st.button(
        plain(label.strip()),
        key=outline_key(desk, f"go-{line.key}"),
        icon=icon,
        type="tertiary",
        on_click=go_to_step,
        args=(desk, target),
    )


def _draw_step(desk: Desk, line: OutlineLine, lead: str, label: str) -> None:
    if lead:
        st.caption(f"{plain(lead)} →")
    is_open = open_step(desk) == line.node_id
    st.button(
        label,
        key=outline_key(desk, f"step-{line.node_id}"),
        icon=":material/expand_less:" if is_open else icon_of(line.type),
        type="tertiary",
        on_click=toggle_step,
        args=(desk, line.node_id),
    )
    if not is_open:
        for said in excerpts_of(line):
            st.markdown(plain(said), anchors=False)


def _labels(line: OutlineLine, stages: Mapping[str, str], errors: int) -> str:
    """Return the words of a step's button: its number and name, what it is, what is wrong."""
    about = " · ".join(filter(None, [type_name(line.type), stages.get(line.stage or "")]))
    name = line.name or _("Block without a name")
    told = _.plural("{count} error", "{count} errors", errors)
    wrong = f" :red[:material/error: {told}]" if errors else ""
    return f"**{line.number}\\. {plain(name)}** :gray[{plain(about)} :material/edit:]{wrong}"


def excerpts_of(line: OutlineLine) -> list[str]:
    """Return what a step says to the customer, one line a text, not too long and not too many."""
    texts = [t.value for t in line.texts if t.is_main and not t.is_of_branch and t.value.strip()]
    said = [_shortened(" ".join(text.split())) for text in texts[:MAX_EXCERPTS]]
    more = len(texts) - len(said)
    return (
        [*said, _.plural("… and {count} more text", "… and {count} more texts", more)]
        if more
        else said
    )


def _shortened(text: str) -> str:
    limit = MAX_EXCERPT_CHARACTERS
    return text if len(text) <= limit else f"{text[:limit]}…"
