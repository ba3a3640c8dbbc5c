"""A channel as a card: what is live, who talks to which version, and what is to come."""

from functools import partial

import streamlit as st

from flow_runtime.conversations.releasing import LiveChannel, words_of
from pages.publish_parts.asked import ask
from pages.publish_parts.standing import Standing
from pages.publish_parts.trial import draw_trial
from pages.publish_parts.wording import because, moment, version_of
from pages.texts import in_language, plain, texts_of
from storage.planned_publications import PlannedPublication
from storage.running import RunningCount

_ = texts_of("publish")


def draw_channel(channel: LiveChannel, standing: Standing, *, may_publish: bool) -> None:
    """Draw one channel with everything that can be done on it."""
    with st.container(border=True, key=f"publish-channel-{channel.channel}"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="top"
        ):
            st.markdown(_live(channel, standing))
            if may_publish:
                _draw_actions(channel, standing)
        _draw_running(channel, standing, may_publish=may_publish)
        draw_trial(channel, standing, may_decide=may_publish)
        for plan in channel.plans:
            _draw_plan(plan, standing, may_publish=may_publish)
        for plan in channel.failed:
            _draw_failed(plan, standing)


def _live(channel: LiveChannel, standing: Standing) -> str:
    name = f":material/forum: **{plain(channel.channel)}**"
    live = channel.publication
    if live is None:
        return f"{name}  \n" + _("Nothing is live here yet: customers get no answer.")
    what = version_of(standing.names, live.flow_id, live.version)
    since = _(
        "live since {moment}, by {person}",
        moment=moment(live.published_at),
        person=plain(live.published_by),
    )
    return f"{name}  \n{what}  \n{since}{because(live.reason)}"


def _draw_actions(channel: LiveChannel, standing: Standing) -> None:
    name, earlier = channel.channel, standing.earlier.get(channel.channel)
    with st.container(horizontal=True, width="content"):
        if earlier is not None:
            same = channel.publication and earlier.flow_id == channel.publication.flow_id
            label = (
                _("Back to version {version}", version=earlier.version)
                if same
                else _("Back to the earlier one")
            )
            st.button(
                label,
                key=f"publish-back-{name}",
                icon=":material/undo:",
                help=version_of(standing.names, earlier.flow_id, earlier.version),
                on_click=partial(ask, "back", name),
            )
        st.button(
            _("Publish…"),
            key=f"publish-new-{name}",
            type="secondary" if channel.publication else "primary",
            icon=":material/rocket_launch:",
            on_click=partial(ask, "publish", name),
        )


def _draw_running(channel: LiveChannel, standing: Standing, *, may_publish: bool) -> None:
    if not channel.running:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_running(channel, standing), width="content")
        movable = any(_could_move(channel, one) for one in channel.running)
        if movable and may_publish:
            st.button(
                _("Move to the live version…"),
                key=f"publish-move-{channel.channel}",
                type="tertiary",
                icon=":material/move_up:",
                on_click=partial(ask, "move", channel.channel),
            )


def _could_move(channel: LiveChannel, running: RunningCount) -> bool:
    """Say whether conversations are neither on the live version nor on trial."""
    live, trial = channel.publication, channel.candidate
    here = (running.flow_id, running.version)
    if live is None or here == (live.flow_id, live.version) or running.flow_id != live.flow_id:
        return False
    return trial is None or here != (trial.flow_id, trial.version)


def _running(channel: LiveChannel, standing: Standing) -> str:
    live = channel.publication
    parts = []
    for one in sorted(channel.running, key=lambda one: (one.flow_id, -one.version)):
        what = (
            _("version {version}", version=one.version)
            if live and one.flow_id == live.flow_id
            else version_of(standing.names, one.flow_id, one.version)
        )
        parts.append(f"{what}: **{one.count}**")
    return ":material/chat: " + _("Open conversations") + " — " + " · ".join(parts)


def _draw_plan(plan: PlannedPublication, standing: Standing, *, may_publish: bool) -> None:
    what = version_of(standing.names, plan.flow_id, plan.version)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                ":material/schedule: **{moment}** — goes live: {what}, planned by {person}",
                moment=moment(plan.due_at),
                what=what,
                person=plain(plan.planned_by),
            )
            + because(plan.reason),
            width="content",
        )
        if may_publish:
            st.button(
                _("Take it back…"),
                key=f"publish-cancel-{plan.id}",
                type="tertiary",
                icon=":material/event_busy:",
                on_click=partial(ask, "cancel", plan.channel, plan.id),
            )


def _draw_failed(plan: PlannedPublication, standing: Standing) -> None:
    what = version_of(standing.names, plan.flow_id, plan.version)
    st.warning(
        _(
            "**{moment}** — did not go live: {what}, planned by {person}. {why}",
            moment=moment(plan.due_at),
            what=what,
            person=plain(plan.planned_by),
            why=plain(in_language(words_of(plan.result_reason))),
        ),
        icon=":material/event_busy:",
    )
