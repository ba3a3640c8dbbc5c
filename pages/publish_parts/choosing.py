"""Which version goes live, and when: now, at a time, or to a share on trial."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.conversations.releasing import LiveChannel, plan, publish, start_trial
from pages.installation import now
from pages.person import current_person
from pages.publish_parts.doing import ask_reason, do, given_reason, leave_when_done
from pages.publish_parts.standing import Standing
from pages.publish_parts.wording import moment, zone
from pages.texts import language, plain, texts_of
from storage.approved_versions import ApprovedVersion

_ = texts_of("publish")

_NOW, _LATER, _SHARE = "now", "later", "share"
_FLOW: Final = "publish-flow"
_DAY_FORMATS: Final = {"pt-BR": "DD/MM/YYYY", "en": "MM/DD/YYYY"}
_MORNING: Final = time(9)


def draw_choosing(channel: LiveChannel, standing: Standing) -> None:
    """Ask for everything, and do it."""
    leave_when_done()
    if not standing.approved:
        st.info(
            _("No version is approved yet. Send one for review; another person approves it."),
            icon=":material/rate_review:",
        )
        return
    _choose_version(channel, standing)
    match _choose_way(channel):
        case "later":
            _draw_later(channel)
        case "share":
            _draw_share(channel)
        case _:
            _draw_now(channel)


def _choose_version(channel: LiveChannel, standing: Standing) -> None:
    flows = list(dict.fromkeys(one.flow_id for one in standing.approved))
    live = channel.publication
    flow_id = st.selectbox(
        _("Flow"),
        flows,
        index=flows.index(live.flow_id) if live and live.flow_id in flows else 0,
        format_func=standing.flow_name,
        key=_FLOW,
    )
    those = [one for one in standing.approved if one.flow_id == flow_id]
    st.selectbox(
        _("Approved version"), those, format_func=_version_label, key=_version_key(flow_id)
    )


def _version_key(flow_id: str) -> str:
    return f"publish-version-{flow_id}"


def _chosen() -> ApprovedVersion:
    """Return the version that stands on the screen."""
    found: ApprovedVersion = st.session_state[_version_key(st.session_state[_FLOW])]
    return found


def _version_label(one: ApprovedVersion) -> str:
    approved = _(
        "approved by {person} on {moment}", person=one.approved_by, moment=moment(one.approved_at)
    )
    label = _("Version {version}, {approved}", version=one.version, approved=approved)
    return f"{label} — {one.comment}" if one.comment else label


def _named(wanted: ApprovedVersion) -> str:
    return _("{flow}, version {version}", flow=plain(wanted.flow_name), version=wanted.version)


def _choose_way(channel: LiveChannel) -> str:
    names = {_NOW: _("Now"), _LATER: _("At a time"), _SHARE: _("To a share, on trial")}
    has_something_to_compare = channel.publication is not None and channel.candidate is None
    ways = [_NOW, _LATER, *([_SHARE] if has_something_to_compare else [])]
    return st.segmented_control(
        _("When"),
        ways,
        default=_NOW,
        format_func=names.__getitem__,
        key="publish-way",
        required=True,
    )


# -- now ---------------------------------------------------------------------------------------


def _draw_now(channel: LiveChannel) -> None:
    st.caption(_("New conversations get it at once. Open ones finish on their own version."))
    if channel.candidate is not None:
        st.caption(_("The trial on this channel ends."))
    ask_reason()
    st.button(
        _("Publish now"),
        key="publish-do-now",
        type="primary",
        icon=":material/rocket_launch:",
        on_click=partial(_publish_now, channel.channel),
    )


def _publish_now(channel: str) -> None:
    wanted, author, reason = _chosen(), current_person(), given_reason()
    do(
        lambda tx: publish(
            tx, wanted.flow_id, wanted.version, channel, author=author, reason=reason, now=now()
        ),
        _("Live on {channel} now: {what}.", channel=plain(channel), what=_named(wanted)),
    )


# -- at a time ---------------------------------------------------------------------------------


def _draw_later(channel: LiveChannel) -> None:
    today = now().astimezone(zone()).date()
    with st.container(horizontal=True):
        st.date_input(
            _("Day"),
            today + timedelta(days=1),
            min_value=today,
            format=_DAY_FORMATS[language()],
            key="publish-day",
        )
        st.time_input(_("Time"), _MORNING, step=timedelta(minutes=15), key="publish-time")
    st.caption(_("In your time zone: {zone}.", zone=plain(str(zone()))))
    ask_reason()
    st.button(
        _("Plan it"),
        key="publish-do-later",
        type="primary",
        icon=":material/schedule:",
        on_click=partial(_plan, channel.channel),
    )


def _plan(channel: str) -> None:
    wanted, author, reason = _chosen(), current_person(), given_reason()
    state = st.session_state
    due_at = datetime.combine(state["publish-day"], state["publish-time"], zone())
    do(
        lambda tx: plan(
            tx,
            wanted.flow_id,
            wanted.version,
            channel,
            due_at=due_at,
            author=author,
            reason=reason,
            now=now(),
        ),
        _(
            "Planned: {what} goes live on {channel} at {moment}.",
            what=_named(wanted),
            channel=plain(channel),
            moment=moment(due_at),
        ),
    )


# -- to a share --------------------------------------------------------------------------------


def _draw_share(channel: LiveChannel) -> None:
    st.slider(_("Of new conversations, in percent"), 1, 99, 10, key="publish-share")
    with st.container(horizontal=True):
        st.number_input(_("Most failures, in percent"), 0, 100, 5, key="publish-failed")
        st.number_input(_("Most abandoned, in percent"), 0, 100, 30, key="publish-abandoned")
        st.number_input(_("Of the last conversations"), 1, 10_000, 50, key="publish-over")
    st.caption(_("When a limit is passed, new conversations get the live version again."))
    ask_reason()
    st.button(
        _("Start the trial"),
        key="publish-do-share",
        type="primary",
        icon=":material/science:",
        on_click=partial(_start_trial, channel.channel),
    )


def _start_trial(channel: str) -> None:
    wanted, author, reason = _chosen(), current_person(), given_reason()
    share, failed, abandoned, over = (
        int(st.session_state[f"publish-{name}"])
        for name in ("share", "failed", "abandoned", "over")
    )
    do(
        lambda tx: start_trial(
            tx,
            wanted.flow_id,
            wanted.version,
            channel,
            share_percent=share,
            max_failed_percent=failed,
            max_abandoned_percent=abandoned,
            over_conversations=over,
            author=author,
            reason=reason,
            now=now(),
        ),
        _(
            "On trial on {channel}: {what}, for {percent}% of new conversations.",
            channel=plain(channel),
            what=_named(wanted),
            percent=share,
        ),
    )
