"""Home: every flow as a card, and the ways to a new one."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from flow_runtime.errors import FluxoError
from pages.allowed import may
from pages.home_parts import choosing, filters
from pages.home_parts.beginning import draw_beginning
from pages.home_parts.cards import draw_cards
from pages.home_parts.creating import draw_new_button
from pages.home_parts.dialogs import open_dialogs
from pages.home_parts.links import go_to_editor_if_wanted
from pages.home_parts.notices import draw_notice
from pages.home_parts.rows import Row, examine_missing, read_pictures, read_rows
from pages.home_parts.wording import categories
from pages.installation import database
from pages.person import current_scope
from pages.review_parts.asking import open_submitting
from pages.sharing_parts.links import (
    draw_audit_button,
    draw_map_button,
    draw_publish_button,
    draw_review_button,
    go_where_wanted,
)
from pages.texts import texts_of
from storage.errors import StorageError
from storage.policy import Permission
from storage.review_lists import number_waiting

_ = texts_of("home")

_STYLE: Final = Path(__file__).parent / "home_parts" / "home.css"
_AT_ONCE: Final = 24
_SHOWN: Final = "home:shown"
_ASKED_FOR: Final = "home:choice"


def show() -> None:
    """Draw the page."""
    go_to_editor_if_wanted()
    go_where_wanted()
    st.html(_STYLE)
    if not may(Permission.READ_FLOWS):
        st.info(_without_flows(), icon=":material/badge:")
        return
    try:
        rows = read_rows(database())
        _draw(rows)
        open_dialogs(list(choosing.folders(rows)))
        open_submitting()
    except (StorageError, FluxoError):
        st.error(
            _(
                "The database did not answer. Who looks after Fluxo finds the cause with: "
                "fluxo doctor."
            ),
            icon=":material/cloud_off:",
        )


def _without_flows() -> str:
    if current_scope().roles:
        return _("Your roles do not include the flows. What they include comes with a link.")
    return _("Your account has no role yet: ask who administers Fluxo for one.")


def _draw(rows: Sequence[Row]) -> None:
    if not rows:
        draw_notice()
        _draw_first()
        return
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.subheader(_("Your flows"), anchor=False, width="content")
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            if may(Permission.READ_AUDIT):
                draw_audit_button()
            draw_map_button()
            draw_review_button(_number_waiting())
            if may(Permission.READ_FLOWS):
                draw_publish_button()
            if may(Permission.DRAW):
                draw_new_button()
    draw_notice()
    _draw_list(rows)


def _number_waiting() -> int:
    with database().read() as tx:
        return number_waiting(tx)


def _draw_first() -> None:
    if may(Permission.DRAW):
        draw_beginning()
    else:
        st.info(_("There is no flow yet. A designer begins the first one."), icon=":material/draw:")


def _draw_list(rows: Sequence[Row]) -> None:
    words = categories()
    choice = filters.choose(rows, words)
    found = choosing.chosen(rows, choice, words)
    shown = found[: _shown(choice)]
    if found:
        draw_cards(shown, read_pictures(database(), shown))
        _draw_more(len(found) - len(shown))
    else:
        _draw_nothing(choice)
    # What is known is on the screen already; examining the rest may take seconds.
    if examine_missing(database(), rows if choice.state == "problems" else shown):
        st.rerun()


def _shown(choice: choosing.Choice) -> int:
    """Return how many cards are drawn; another search begins at the top again."""
    if st.session_state.get(_ASKED_FOR) != choice:
        st.session_state[_ASKED_FOR] = choice
        st.session_state[_SHOWN] = _AT_ONCE
    return int(st.session_state.setdefault(_SHOWN, _AT_ONCE))


def _draw_more(hidden: int) -> None:
    if hidden <= 0:
        return
    with st.container(horizontal=True, horizontal_alignment="center"):
        st.button(
            _.plural("Show more ({count} flow left)", "Show more ({count} flows left)", hidden),
            icon=":material/expand_more:",
            on_click=_show_more,
        )


def _show_more() -> None:
    st.session_state[_SHOWN] += _AT_ONCE


def _draw_nothing(choice: choosing.Choice) -> None:
    with st.container(key="home-nothing", horizontal_alignment="center"):
        st.markdown(f":material/search_off: {_nothing_words(choice)}")
        st.button(_("Show all flows"), on_click=filters.clear)


def _nothing_words(choice: choosing.Choice) -> str:
    if choice == choosing.Choice(state="archived"):
        return _("Nothing is archived.")
    if choice == choosing.Choice(state="problems"):
        return _("No flow has problems. Well done!")
    return _("No flow fits what you are looking for.")
