"""The audit: who did what and when, and whether the record of it is whole."""

from functools import partial
from typing import Final

import streamlit as st

from pages.audit_parts.asking import ask
from pages.audit_parts.telling import as_lines, draw_entries
from pages.installation import database
from pages.sharing_parts.guard import shown_safely
from pages.texts import in_language, texts_of
from pages.widgets.header import title_slot
from storage import audit, flows
from storage.audit import AuditFilter

_ = texts_of("audit")

_AT_ONCE: Final = 50
_SHOWN: Final = "audit:shown"
_ASKED_FOR: Final = "audit:filter"
_IS_CHECKED: Final = "audit:checked"


def show() -> None:
    """Draw the page."""
    shown_safely(_draw)


def _draw() -> None:
    with title_slot():
        st.markdown("**" + _("Audit") + "**")
    with database().read() as tx:
        people = audit.actors(tx)
        names = {flow.id: flow.name for flow in flows.list_flows(tx)}
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        wanted = ask(people)
        _draw_actions(wanted)
    shown = _shown(wanted)
    if st.session_state[_IS_CHECKED]:
        _draw_checked()
    with database().read() as tx:
        entries = audit.newest(tx, wanted, limit=shown + 1)
    if not entries:
        st.info(_("Nothing is noted that fits this."), icon=":material/search_off:")
        return
    draw_entries(entries[:shown], names)
    if len(entries) > shown:
        st.button(_("Show older ones"), icon=":material/expand_more:", on_click=_show_more)


def _shown(wanted: AuditFilter) -> int:
    """Return how many entries are drawn; another question begins with the newest again."""
    if st.session_state.get(_ASKED_FOR) != wanted:
        st.session_state[_ASKED_FOR] = wanted
        st.session_state[_SHOWN] = _AT_ONCE
        st.session_state[_IS_CHECKED] = False
    return int(st.session_state[_SHOWN])


def _show_more() -> None:
    st.session_state[_SHOWN] += _AT_ONCE


def _draw_actions(wanted: AuditFilter) -> None:
    with st.container(horizontal=True, width="content"):
        st.download_button(
            _("Download"),
            lambda: _file(wanted),
            file_name="auditoria.jsonl",
            mime="application/jsonl",
            icon=":material/download:",
            help=_("What is chosen here, oldest first, as a file that others can check."),
            on_click="ignore",
        )
        st.button(
            _("Check"),
            key="audit-check",
            icon=":material/verified_user:",
            help=_("Says whether somebody changed or removed an entry."),
            on_click=partial(st.session_state.__setitem__, _IS_CHECKED, True),
        )


def _file(wanted: AuditFilter) -> bytes:
    with database().read() as tx:
        return as_lines(audit.each(tx, wanted))


def _draw_checked() -> None:
    with database().read() as tx:
        problems = audit.verify(tx)
    if not problems:
        whole = _("The audit is whole: nothing was changed or removed.")
        st.success(whole, icon=":material/verified_user:")
    for one in problems:
        st.error(in_language(one), icon=":material/gpp_bad:")
