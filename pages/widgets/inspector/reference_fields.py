"""Pickers of what a node refers to: queues, calendars, connections, flows, nodes, stages."""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from flow_runtime.editing.documents import items_of, nodes_of, text_of
from flow_runtime.nodes.fields import Role
from pages.texts import texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.simple_fields import NOTHING

if TYPE_CHECKING:
    from pages.editing.desk import Desk

_ = texts_of("inspector")


def draw_reference(
    bound: Bound, label: str, things: Mapping[str, str], *, help: str | None = None
) -> None:
    """Draw a picker of things by name; one that is gone stays and can be seen."""
    value = bound.value
    shown = value if isinstance(value, str) else NOTHING
    options = [NOTHING, *things]
    if shown not in options:
        options.append(shown)
    words = distinct_words(things)
    st.selectbox(
        label,
        options,
        index=options.index(shown),
        key=bound.widget(shown, words={one: _name(words, one) for one in options}),
        format_func=partial(_name, words),
        help=help,
        placeholder=_("Choose"),
        on_change=bound.heard(partial(_changed, bound)),
        disabled=bound.desk.read_only,
    )
    if not things:
        st.caption(_("There is none yet."))
    bound.draw_refusal()


def distinct_words(things: Mapping[str, str]) -> Mapping[str, str]:
    """Return the names of things; those that several have come with their ids.

    A browser tells which option was chosen by its words alone.
    """
    counts = Counter([*things.values(), _("None")])
    return {id: f"{name} ({id})" if counts[name] > 1 else name for id, name in things.items()}


def _name(words: Mapping[str, str], thing: str) -> str:
    if thing == NOTHING:
        return _("None")
    return words.get(thing) or _("{id} (not found)", id=thing)


def _changed(bound: Bound) -> None:
    bound.set(bound.told() or None)


def things_of(desk: "Desk", role: Role, *, besides: str = "") -> Mapping[str, str]:
    """Return what a reference of a role may name: id → name."""
    match role:
        case Role.QUEUE:
            return {queue.id: queue.name for queue in desk.workspace.queues}
        case Role.CALENDAR:
            return {calendar.id: calendar.name for calendar in desk.workspace.calendars}
        case Role.CONNECTION:
            return {connection.id: connection.name for connection in desk.workspace.connections}
        case Role.FLOW:
            return {id: name for id, name in desk.flows.items() if id != desk.flow_id}
        case Role.NODE:
            nodes = nodes_of(desk.document)
            return {str(n["id"]): text_of(n, "name") for n in nodes if n["id"] != besides}
    return {}


def stages_of(desk: "Desk") -> Mapping[str, str]:
    """Return the stages of the flow: id → name."""
    return {str(s["id"]): text_of(s, "name") for s in items_of(desk.document, "stages")}
