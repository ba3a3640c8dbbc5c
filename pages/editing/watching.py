"""Who else is here: every few seconds the desk says it is open, and looks for others' work.

Who may only look is told who edits, and is not told of as editing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from pages.allowed import may
from pages.editing.desk import Desk
from pages.editing.opening import remember_history
from pages.editing.saving import join, known_revision, save
from pages.installation import database, now
from pages.texts import plain, texts_of
from storage import draft_editors, drafts
from storage.draft_editors import DraftEditor
from storage.errors import StorageError
from storage.policy import Permission

_ = texts_of("editor")
EVERY_S: Final = 4
_UNSAVED_DRAWN: Final = "unsaved-drawn"
_HERE_WITHIN: Final = timedelta(seconds=15)


@st.fragment(run_every=f"{EVERY_S}s")
def watch(desk: Desk) -> None:
    """Show who else has the draft open; draw the page again when another changed it."""
    before = desk.views.number, desk.conflict, desk.unsaved_because
    state = st.container(key="fx-unsaved", width="content")
    with state:
        _draw_unsaved(desk)  # before anything that a busy database holds up
    save(desk)
    others = [] if desk.unsaved_because else _meet(desk)
    remember_history(desk)
    _draw_others(desk, others)
    if (desk.views.number, desk.conflict, desk.unsaved_because) != before:
        st.rerun()


def show_unsaved(desk: Desk) -> None:
    """Draw the whole page again when saving began or ceased to fail since it was drawn."""
    if st.session_state.get(_UNSAVED_DRAWN, False) != (desk.unsaved_because is not None):
        st.rerun()


def _meet(desk: Desk) -> list[DraftEditor]:
    """Say that this tab is here, take in what others did, and return who they are."""
    try:
        others, newest = _look(desk)
    except StorageError:
        return []
    if newest != known_revision(desk):
        join(desk)
        save(desk)
    return others


def _look(desk: Desk) -> tuple[list[DraftEditor], int]:
    """Say that this tab edits, if it may; return who else does, and the revision of the draft."""
    moment = now()
    if not desk.read_only and may(Permission.DRAW):
        _tell_of_me(desk, moment)
    with database().read() as tx:
        # Who was seen before this desk was opened may be this very tab before it was loaded again.
        since = max(moment - _HERE_WITHIN, desk.opened_at)
        here = draft_editors.list_recent(tx, desk.flow_id, since=since)
        newest = drafts.revision_of(tx, desk.flow_id)
    return [one for one in here if one.client != desk.tab], newest


def _tell_of_me(desk: Desk, moment: datetime) -> None:
    me = DraftEditor(
        flow_id=desk.flow_id,
        client=desk.tab,
        person=desk.person,
        node_id=desk.selection[0] if desk.selection else None,
        seen_at=moment,
    )
    with database().transaction() as tx:
        draft_editors.touch(tx, me)


def _draw_unsaved(desk: Desk) -> None:
    st.session_state[_UNSAVED_DRAWN] = desk.unsaved_because is not None
    if desk.unsaved_because is not None:
        st.badge(_("Not saved yet"), icon=":material/cloud_off:", color="orange")


def _draw_others(desk: Desk, others: Sequence[DraftEditor]) -> None:
    for other in others[:3]:
        name = other.person if other.person != desk.person else _("You, in another tab")
        st.badge(
            _("{person} is editing too", person=plain(name)),
            icon=":material/group:",
            color="violet",
        )
