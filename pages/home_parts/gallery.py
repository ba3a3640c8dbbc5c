"""The gallery: ready-made flows, each with what it is for and how it begins to talk."""

import streamlit as st

from flow_runtime.conversations.card_pictures import picture_of
from flow_runtime.errors import FluxoError
from flow_runtime.flow import Flow
from pages.home_parts.asked import close
from pages.home_parts.links import open_editor
from pages.home_parts.notices import attempt
from pages.home_parts.pictures import draw_picture
from pages.home_parts.samples import (
    add_sample,
    called_samples,
    document_of,
    first_messages,
    samples,
)
from pages.home_parts.wording import categories
from pages.person import current_person
from pages.texts import language, plain, texts_of

_ = texts_of("home")


def draw_gallery() -> None:
    """Draw the list of samples and the preview of the chosen one."""
    try:
        flows = samples().flows
    except (FluxoError, OSError):
        st.error(_("The ready-made flows cannot be read. Begin with an empty flow instead."))
        return
    listed, preview = st.columns([1, 2], gap="medium")
    with listed:
        chosen = st.radio(
            _("Ready-made flows"),
            sorted(flows, key=lambda flow_id: flows[flow_id].name.casefold()),
            format_func=lambda flow_id: plain(flows[flow_id].name),
            key="home-gallery",
            label_visibility="collapsed",
            width="stretch",
        )
    with preview:
        _draw_preview(flows[chosen])


def _draw_preview(flow: Flow) -> None:
    with st.container(key="home-preview", gap="small"):
        draw_picture(picture_of(document_of(flow)))
        st.markdown(f"**{plain(flow.name)}**")
        st.markdown(plain(flow.objective))
        st.markdown(" ".join(_facts(flow)))
        if st.button(_("Use this flow"), type="primary", icon=":material/arrow_forward:"):
            _use(flow)
        _draw_stages(flow)
        _draw_beginning(flow)


def _facts(flow: Flow) -> list[str]:
    size = _.plural("{count} block", "{count} blocks", len(flow.nodes))
    category = categories().get(flow.category, flow.category)
    return [f":blue-badge[:material/widgets: {size}]", f":gray-badge[{category}]"]


def _draw_stages(flow: Flow) -> None:
    if flow.stages:
        st.caption(_("Stages: {stages}", stages=" → ".join(plain(s.name) for s in flow.stages)))
    called = called_samples(flow.id)
    if called:
        names = ", ".join(plain(one.name) for one in called)
        st.caption(_("Comes with the flow it uses: {flows}", flows=names))


def _draw_beginning(flow: Flow) -> None:
    st.markdown("**" + _("How it begins") + "**")
    for said in first_messages(flow.id, language()):
        with st.container(key=f"home-bubble-{said.node_id}-{len(said.text)}", width="content"):
            st.text(said.text, width="content")
        if said.choices:
            labels = [f":gray-badge[{plain(choice.label)}]" for choice in said.choices]
            st.markdown(" ".join(labels))


def _use(flow: Flow) -> None:
    added = attempt(lambda tx: add_sample(tx, flow.id, author=current_person()))
    if added is None:
        close()
    open_editor(added.flow_id)
