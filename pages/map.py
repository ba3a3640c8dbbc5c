"""The map: which flow needs which other flow, queue and connection, and what a change touches."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.sharing.dependencies import Dependencies, Need, Thing
from pages.sharing_parts.drawn_map import draw_map
from pages.sharing_parts.guard import shown_safely
from pages.sharing_parts.links import EDITOR, link_to
from pages.sharing_parts.network import Network, read_network
from pages.texts import plain, texts_of
from pages.widgets.header import title_slot

_ = texts_of("sharing")

_STYLE: Final = Path(__file__).parent / "sharing_parts" / "sharing.css"
_COLUMNS: Final = (2.2, 1)
_CHOSEN: Final = "map-chosen"


def show() -> None:
    """Draw the page."""
    st.html(_STYLE)
    shown_safely(_draw)


def _draw() -> None:
    with title_slot():
        st.markdown("**" + _("Map of flows, queues and connections") + "**")
    network = read_network()
    if not network.dependencies.names:
        st.info(_("There is no flow yet: the map begins with the first one."))
        return
    things = sorted(network.dependencies.names, key=network.dependencies.by_name)
    if st.session_state.get(_CHOSEN) not in things:
        st.session_state[_CHOSEN] = None
    drawing, side = st.columns(_COLUMNS, gap="medium")
    with drawing:
        clicked = draw_map(network.dependencies, st.session_state[_CHOSEN])
        st.caption(_("Each arrow leads from a flow to what it needs. ☎ queue · ⚡ connection"))
    if clicked is not None and clicked != st.session_state[_CHOSEN]:
        st.session_state[_CHOSEN] = clicked
        st.rerun()
    with side:
        _draw_side(network, things)


def _draw_side(network: Network, things: Sequence[Thing]) -> None:
    names = network.dependencies.names
    thing = st.selectbox(
        _("What would change?"),
        things,
        index=None,
        format_func=lambda one: f"{names[one]} · {kind_word(one)}",
        key=_CHOSEN,
        placeholder=_("Click on the map or choose here"),
    )
    if thing is None:
        st.caption(_("Choose a flow, a queue or a connection to see what a change of it touches."))
        return
    _draw_touched(network, thing)
    if thing.kind == "flow":
        _draw_needed(network.dependencies, thing)


def _draw_touched(network: Network, thing: Thing) -> None:
    names = network.dependencies.names
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"##### {plain(names[thing])}", anchors=False, width="content")
        st.badge(kind_word(thing), color="gray")
    if thing in network.dependencies.missing:
        st.warning(_("It does not exist here, but flows need it."), icon=":material/link_off:")
    elif thing.kind == "flow":
        link_to(EDITOR, _("Open the drawing"), icon=":material/edit:", flow=thing.id)
        _draw_live(network, thing)
    touched = network.dependencies.touched_by(thing)
    count = len(touched.directly) + len(touched.through_others)
    if not count:
        st.markdown(_("No flow needs it: a change touches nothing else."))
        return
    st.markdown(
        "**" + _.plural("A change touches {count} flow", "A change touches {count} flows", count)
        + "**"
    )  # fmt: skip
    for need in touched.directly:
        _draw_flow(network, need.flow, need)
    if touched.through_others:
        st.markdown(_("Through them, also:"))
    for flow in touched.through_others:
        _draw_flow(network, flow)


def _draw_flow(network: Network, flow: Thing, need: Need | None = None) -> None:
    with st.container(border=True, key=f"map-touched-{flow.id}", gap=None):
        link_to(EDITOR, plain(network.dependencies.names[flow]), flow=flow.id)
        if need is not None:
            st.caption(plain(", ".join(need.blocks)))
        _draw_live(network, flow)


def _draw_live(network: Network, flow: Thing) -> None:
    channels = network.live.get(flow.id, ())
    if channels:
        told = _("Live on {channels}", channels=", ".join(channels))
        st.caption(f":material/cell_tower: {plain(told)}")


def _draw_needed(dependencies: Dependencies, flow: Thing) -> None:
    needs = dependencies.needed_by(flow)
    if not needs:
        return
    st.markdown("**" + _("What this flow needs") + "**")
    for need in needs:
        told = f"{dependencies.names[need.needed]} · {kind_word(need.needed)}"
        if need.needed in dependencies.missing:
            told = _("{thing}: missing", thing=told)
        st.markdown(f"- {plain(told)}")


def kind_word(thing: Thing) -> str:
    """Return what a thing is, in words."""
    return {"flow": _("flow"), "queue": _("queue"), "connection": _("connection")}[thing.kind]
