"""The head of the page: where one is, and what can be done with all tests."""

from typing import Final

import streamlit as st

from pages.allowed import may
from pages.tests_parts.bench import Bench
from pages.tests_parts.files import draw_files
from pages.tests_parts.links import link_to_editor
from pages.tests_parts.proposing import want_proposals
from pages.tests_parts.running import run_all_again
from pages.texts import plain, texts_of
from pages.widgets.header import title_slot
from storage.policy import Permission

_ = texts_of("tests")

_MAX_NAME: Final = 60


def draw_head(bench: Bench) -> None:
    """Draw the flow's name in the header, and the line of the page."""
    name = bench.flow_name[:_MAX_NAME]
    with title_slot():
        link_to_editor(bench.flow_id, plain(name))
    with st.container(
        key="ts-head",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        gap="small",
    ):
        st.subheader(_("Conversation tests"), anchor=False, width="content")
        with st.container(horizontal=True, width="content", gap="small"):
            draw_files(bench)
            _draw_buttons(bench)


def _draw_buttons(bench: Bench) -> None:
    if may(Permission.TEST):
        st.button(
            _("Explore"),
            icon=":material/explore:",
            help=_("Looks for conversations that reach what no test reaches yet."),
            disabled=bench.program is None,
            on_click=want_proposals,
            args=(bench,),
        )
    if bench.tests:
        st.button(
            _("Run all"),
            icon=":material/play_arrow:",
            type="primary",
            disabled=bench.program is None,
            on_click=run_all_again,
            args=(bench,),
        )
