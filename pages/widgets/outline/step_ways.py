"""What follows a step: each outcome is led to a block from a list, or to a new one."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from flow_runtime.editing.outline import OutlineLine, OutlineWay
from flow_runtime.editing.outline_ways import JUMP
from flow_runtime.nodes.base import ERROR_ROUTE, IDLE_RULE
from pages.texts import in_language, plain, texts_of
from pages.widgets.outline.gestures import connection, insertion, new_node
from pages.widgets.outline.kinds import likely_kinds, wish_for, wished_kind
from pages.widgets.outline.state import go_to_step, outline_key
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound
from pages.widgets.panels.desk import Desk

_ = texts_of("outline")


def draw_ways(desk: Desk, line: OutlineLine, script: Sequence[OutlineLine]) -> None:
    """Draw where each outcome leads."""
    if not line.ways:
        return
    heading = _("What follows")
    st.markdown(f"**{heading}**")
    names = {one.node_id: f"{one.number}. {one.name}" for one in script if one.kind == "step"}
    new = {
        wish_for(kind.type): _("New block: {kind}", kind=kind.name)
        for kind in likely_kinds(line.type)
    }
    for way in line.ways:
        words: dict[str | None, str] = {None: _nothing(way), **new, **names}
        label = in_language(way.lead) or in_language(way.words)
        at = Bound(
            outline_key(desk, f"{line.node_id}-way-{way.outcome}"),
            f"{plain(label)} →",
            disabled=desk.read_only,
        )
        binding.choice(at, way.target, words, partial(_lead, desk, line.node_id, way.outcome))


def _nothing(way: OutlineWay) -> str:
    match way.falls_to:
        case None:
            return _("Nothing yet") if way.is_needed else _("Nothing")
        case str(route) if route == ERROR_ROUTE:
            return _("Nothing of its own: the route for failures")
        case str(rule) if rule == IDLE_RULE:
            return _("Nothing of its own: the rule for silence")
    return _("Nothing of its own: as the outcome before")


def _lead(desk: Desk, source: str, outcome: str, target: str | None) -> None:
    kind = wished_kind(target)
    if kind is None:
        desk.apply(
            "disconnect" if target is None else "connect", connection(source, outcome, target)
        )
        return
    if outcome == JUMP:
        node_id, changes = new_node(desk.document, kind.template, source)
        changes += connection(source, outcome, node_id)
    else:
        first = kind.outcomes[0]["id"] if kind.outcomes else None
        node_id, changes = insertion(desk.document, kind.template, source, outcome, first)
    desk.apply("add", changes)
    go_to_step(desk, node_id)
