"""The editor of one step: its name, stage and texts, its ways out, and what can be done with it."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from flow_runtime.editing import Document
from flow_runtime.editing.changes import SetField
from flow_runtime.editing.documents import items_of, text_of
from flow_runtime.editing.outline import OutlineLine, OutlineText
from pages.texts import in_language, plain, texts_of
from pages.widgets.outline.gestures import stage_changes
from pages.widgets.outline.state import outline_key
from pages.widgets.outline.step_actions import draw_actions
from pages.widgets.outline.step_branches import draw_branches
from pages.widgets.outline.step_bubbles import draw_bubbles, has_bubbles
from pages.widgets.outline.step_fields import draw_all_fields
from pages.widgets.outline.step_ways import draw_ways
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound
from pages.widgets.panels.desk import Desk
from pages.widgets.panels.problems import draw_problem

_ = texts_of("outline")


def draw_step(desk: Desk, line: OutlineLine, script: Sequence[OutlineLine]) -> None:
    """Draw everything that can be changed of a step."""
    with st.container(border=True):
        name, stage = st.columns([3, 2])
        with name:
            _draw_name(desk, line)
        with stage:
            _draw_stage(desk, line)
        _draw_problems(desk, line)
        _draw_texts(desk, line)
        draw_branches(desk, line)
        draw_ways(desk, line, script)
        draw_all_fields(desk, line)
        draw_actions(desk, line, script)


def _draw_problems(desk: Desk, line: OutlineLine) -> None:
    """Draw what is pending at this step, each with its way out."""
    here = [p for p in desk.examination.problems if p.node_id == line.node_id]
    for position, problem in enumerate(here):
        draw_problem(desk, problem, f"outline-{line.node_id}-{position}")


def _draw_name(desk: Desk, line: OutlineLine) -> None:
    at = Bound(_key(desk, line, "name"), _("Name of the block"), disabled=desk.read_only)
    binding.line(at, line.name, partial(_rename, desk, line.node_id))


def _rename(desk: Desk, node_id: str, name: str) -> str | None:
    if not name.strip():
        return _("A block needs a name.")
    desk.apply("rename", [SetField(node_id, "name", name.strip())])
    return None


def _draw_stage(desk: Desk, line: OutlineLine) -> None:
    words: dict[str | None, str] = {None: _("No stage"), **stage_names(desk.document)}
    at = Bound(
        _key(desk, line, "stage"),
        _("Stage"),
        disabled=desk.read_only,
        help=_("Type a new name to create a stage."),
    )
    save = partial(_set_stage, desk, line.node_id)
    binding.choice(at, line.stage, words, save, accepts_new=not desk.read_only)


def _set_stage(desk: Desk, node_id: str, chosen: str | None) -> None:
    stage, changes = stage_changes(desk.document, chosen)
    desk.apply("set_stage", [*changes, SetField(node_id, "stage", stage)])


def stage_names(document: Document) -> dict[str, str]:
    """Return the stages' names by their ids."""
    return {
        str(stage["id"]): text_of(stage, "name") or str(stage["id"])
        for stage in items_of(document, "stages")
    }


def _draw_texts(desk: Desk, line: OutlineLine) -> None:
    """Draw the main texts and those that say something; the empty rest is among all fields."""
    if has_bubbles(line):
        draw_bubbles(desk, line)
        return
    for text in line.texts:
        if not text.is_of_branch and (text.is_main or text.value.strip()):
            draw_text(desk, line.node_id, text)


def draw_text(desk: Desk, node_id: str, text: OutlineText, label: str = "") -> None:
    """Draw one text of a step."""
    at = Bound(
        outline_key(desk, f"{node_id}-{text.path}"),
        label or plain(in_language(text.title)),
        disabled=desk.read_only,
    )
    binding.area(at, text.value, partial(_set, desk, node_id, "set_text", text.path))


def _set(desk: Desk, node_id: str, kind: str, path: str, value: str | None) -> None:
    desk.apply(kind, [SetField(node_id, path, value)])


def _key(desk: Desk, line: OutlineLine, name: str) -> str:
    return outline_key(desk, f"{line.node_id}-{name}")
