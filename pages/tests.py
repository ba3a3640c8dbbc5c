"""The tests of a flow: conversations that are had again by themselves, and what they cover."""

from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.errors import FluxoError
from pages.tests_parts.bench import Bench, open_bench
from pages.tests_parts.changes import draw_changes
from pages.tests_parts.detail import draw_test
from pages.tests_parts.empty import draw_empty
from pages.tests_parts.head import draw_head
from pages.tests_parts.listing import draw_list
from pages.tests_parts.notices import draw_notice
from pages.tests_parts.proposing import draw_proposals
from pages.tests_parts.running import run_waiting
from pages.tests_parts.summary import draw_summary
from pages.texts import texts_of
from storage.errors import NotFound, StorageError

_ = texts_of("tests")

_STYLE: Final = Path(__file__).parent / "tests_parts" / "tests.css"
_WIDTHS: Final = (1, 1.9)


def show() -> None:
    """Draw the page of the flow that the address names."""
    flow_id = st.query_params.get("flow", "")
    try:
        bench = open_bench(flow_id)
    except NotFound:
        _say(_("There is no flow “{flow}” here. It may have been renamed.", flow=flow_id))
    except (StorageError, FluxoError):
        _say(_("The database did not answer. Try again in a moment."))
    else:
        st.html(_STYLE)
        draw_head(bench)
        with st.container():  # keeps its place, so that nothing below is drawn twice for a moment
            draw_notice()
        _draw(bench)


def _draw(bench: Bench) -> None:
    if bench.program is None:
        st.warning(
            _("This flow has no beginning yet: no conversation can be had. Add one in the editor."),
            icon=":material/warning:",
        )
        return
    run_waiting(bench)
    if not bench.tests and bench.edited is None:
        _draw_first(bench)
        return
    with st.container():
        draw_summary(bench)
    listed, seen = st.columns(_WIDTHS, gap="medium")
    with listed, st.container(key="ts-aside"):
        draw_list(bench)
    with seen:
        _draw_view(bench)


def _draw_first(bench: Bench) -> None:
    if bench.view == "proposals":
        draw_proposals(bench)
    else:
        draw_empty(bench)


def _draw_view(bench: Bench) -> None:
    if bench.view == "proposals":
        draw_proposals(bench)
    elif bench.view == "changes":
        draw_changes(bench)
    else:
        draw_test(bench)


def _say(sentence: str) -> None:
    st.info(sentence, icon=":material/search_off:")
    st.link_button(_("Back to the flows"), "/", icon=":material/arrow_back:")
