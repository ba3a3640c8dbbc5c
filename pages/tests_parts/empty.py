"""What the page says while a flow has no tests: the three ways to the first one."""

import streamlit as st

from pages.allowed import may
from pages.tests_parts.bench import Bench
from pages.tests_parts.links import link_to_editor
from pages.tests_parts.proposing import want_proposals
from pages.texts import texts_of
from storage.policy import Permission

_ = texts_of("tests")


def draw_empty(bench: Bench) -> None:
    """Draw the ways to the first test."""
    with st.container(key="ts-empty", horizontal_alignment="center", gap="small"):
        st.markdown(":material/checklist:", width="content")
        st.subheader(_("No tests yet"), anchor=False, width="content")
        st.markdown(
            _(
                "A test is a conversation that is had again by itself. It says at once when a "
                "change makes the flow answer otherwise."
            ),
            width="content",
        )
        if not may(Permission.TEST):
            return
        with st.container(horizontal=True, width="content", gap="small"):
            st.button(
                _("Propose conversations"),
                icon=":material/explore:",
                type="primary",
                on_click=want_proposals,
                args=(bench,),
            )
        st.caption(
            _("Or simulate in the editor and keep the conversation as a test."), width="content"
        )
        link_to_editor(bench.flow_id, _("Open the editor"))
