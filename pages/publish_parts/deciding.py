"""Short dialogs that ask for a reason: back, promote, stop, take a plan back."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.conversations.releasing import (
    LiveChannel,
    cancel_plan,
    promote_trial,
    roll_back,
    stop_trial,
)
from pages.installation import now
from pages.person import current_person
from pages.publish_parts.asked import close
from pages.publish_parts.doing import ask_reason, do, given_reason, leave_when_done, require_same
from pages.publish_parts.standing import Standing
from pages.publish_parts.wording import moment, version_of
from pages.texts import plain, texts_of
from storage.candidates import Candidate
from storage.planned_publications import PlannedPublication
from storage.publications import Publication

_ = texts_of("publish")


class _OnChannel(Protocol):
    """What is done on a channel: by whom, why and when."""

    def __call__(
        self, tx: Connection, channel: str, /, *, author: str, reason: str, now: datetime
    ) -> Publication | Candidate: ...


def draw_back(channel: LiveChannel, standing: Standing) -> None:
    """Ask why, and go back to what was live before."""
    leave_when_done()
    earlier = standing.earlier.get(channel.channel)
    if earlier is None:
        close()
    what = version_of(standing.names, earlier.flow_id, earlier.version)
    st.markdown(
        _("New conversations get **{what}** again. Open ones stay where they are.", what=what)
    )
    done = _("Live on {channel} again: {what}.", channel=plain(channel.channel), what=what)
    _ask_why(_("Go back now"), partial(_decide, roll_back, earlier, done))


def draw_promote(channel: LiveChannel, standing: Standing) -> None:
    """Ask why, and give the version on trial to every new conversation."""
    leave_when_done()
    trial = channel.candidate
    if trial is None:
        close()
    what = version_of(standing.names, trial.flow_id, trial.version)
    st.markdown(_("Every new conversation gets **{what}**. The trial ends.", what=what))
    done = _("Live on {channel} now: {what}.", channel=plain(channel.channel), what=what)
    _ask_why(_("Give it to everybody"), partial(_decide, promote_trial, trial, done))


def draw_stop(channel: LiveChannel, standing: Standing) -> None:
    """Ask why, and end the trial."""
    leave_when_done()
    trial = channel.candidate
    if trial is None:
        close()
    what = version_of(standing.names, trial.flow_id, trial.version)
    st.markdown(
        _(
            "No new conversation gets **{what}** any more. Those that have it finish with it.",
            what=what,
        )
    )
    done = _("The trial is over.")
    _ask_why(_("Stop the trial"), partial(_decide, stop_trial, trial, done))


def draw_cancel(plan: PlannedPublication | None, standing: Standing) -> None:
    """Ask why, and take a plan back."""
    leave_when_done()
    if plan is None:
        close()
    what = version_of(standing.names, plan.flow_id, plan.version)
    st.markdown(
        _("**{what}** does not go live at {moment}.", what=what, moment=moment(plan.due_at))
    )
    _ask_why(_("Take it back"), partial(_cancel, plan.id))


def _ask_why(label: str, on_click: Callable[[], None]) -> None:
    ask_reason()
    st.button(label, key="publish-decide", type="primary", on_click=on_click)


def _decide(deed: _OnChannel, seen: Publication | Candidate, sentence: str) -> None:
    author, reason = current_person(), given_reason()

    def work(tx: Connection) -> bool:
        done = deed(tx, seen.channel, author=author, reason=reason, now=now())
        require_same((seen.flow_id, seen.version), (done.flow_id, done.version))
        return True

    do(work, sentence)


def _cancel(plan_id: int) -> None:
    author, reason = current_person(), given_reason()
    do(
        lambda tx: cancel_plan(tx, plan_id, author=author, reason=reason, now=now()),
        _("The plan was taken back."),
    )
