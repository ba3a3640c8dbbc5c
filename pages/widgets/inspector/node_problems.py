"""What is wrong with the selected node, at its top, with the way out where one click can do it."""

from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.problems import Problem, Severity
from pages.texts import in_language, plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.panels.fixing import changes_of

_ = texts_of("inspector")

_AT_ONCE: Final = 4


def draw_problems_of(node: Bound) -> None:
    """Draw the problems of a node: errors first, the first few."""
    found = [p for p in node.desk.examination.problems if p.node_id == node.node_id]
    found.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    for index, problem in enumerate(found[:_AT_ONCE]):
        _draw(node, problem, index)
    if len(found) > _AT_ONCE:
        rest = len(found) - _AT_ONCE
        st.caption(_.plural("{count} more problem", "{count} more problems", rest))


def _draw(node: Bound, problem: Problem, index: int) -> None:
    is_error = problem.severity is Severity.ERROR
    colour, icon = ("red", "error") if is_error else ("orange", "warning")
    sentence = plain(problem.sentence(node.desk.language))
    with st.container(gap=None):
        st.markdown(f":small[:{colour}[:material/{icon}:] {sentence}]")
        if problem.fix is not None:
            st.button(
                plain(in_language(problem.fix.words)),
                key=f"{node.key}problems/{index}/{problem.code}",
                icon=":material/auto_fix_high:",
                type="tertiary",
                on_click=partial(_mend, node, problem),
                disabled=node.desk.read_only,
            )


def _mend(node: Bound, problem: Problem) -> None:
    changes = changes_of(node.desk.document, problem)
    if changes:
        node.desk.apply("fix", changes)
