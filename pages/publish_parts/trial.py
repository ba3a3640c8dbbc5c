"""A trial on a channel: how it goes beside the live version, and what can be decided."""

from functools import partial

import streamlit as st

from flow_runtime.conversations.releasing import LiveChannel, TrialNumbers
from pages.publish_parts.asked import ask
from pages.publish_parts.standing import Standing
from pages.publish_parts.wording import because, moment, version_of
from pages.texts import plain, texts_of
from storage.candidates import Candidate

_ = texts_of("publish")


def draw_trial(channel: LiveChannel, standing: Standing, *, may_decide: bool) -> None:
    """Draw the trial of a channel, if there is one."""
    trial, going = channel.candidate, standing.trials.get(channel.channel)
    if trial is None or going is None:
        return
    with st.container(border=True, key=f"publish-trial-{channel.channel}"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
        ):
            st.markdown(_title(trial, standing))
            if may_decide:
                _draw_decisions(channel.channel)
        rows = [(_("On trial"), trial.version, going.tried)]
        if channel.publication and going.live:
            rows.append((_("Live"), channel.publication.version, going.live))
        _draw_numbers(rows)
        st.caption(_rule(trial))


def _title(trial: Candidate, standing: Standing) -> str:
    what = version_of(standing.names, trial.flow_id, trial.version)
    line = _(
        ":material/science: **On trial:** {what}, for {percent}% of new conversations",
        what=what,
        percent=trial.share_percent,
    )
    since = _(
        "since {moment}, by {person}", moment=moment(trial.began_at), person=plain(trial.began_by)
    )
    return f"{line}  \n{since}{because(trial.reason)}"


def _draw_decisions(channel: str) -> None:
    with st.container(horizontal=True, width="content"):
        st.button(
            _("Give it to everybody"),
            key=f"publish-promote-{channel}",
            icon=":material/done_all:",
            on_click=partial(ask, "promote", channel),
        )
        st.button(
            _("Stop the trial"),
            key=f"publish-stop-{channel}",
            icon=":material/stop_circle:",
            on_click=partial(ask, "stop", channel),
        )


def _draw_numbers(rows: list[tuple[str, int, TrialNumbers]]) -> None:
    st.table(
        {
            "": [
                _("{what}: version {version}", what=what, version=version)
                for what, version, _counted in rows
            ],
            _("Begun"): [str(counted.begun) for *_rest, counted in rows],
            _("Ended"): [str(counted.ended) for *_rest, counted in rows],
            _("Failed"): [_share(counted.failed, counted.ended) for *_rest, counted in rows],
            _("Abandoned"): [_share(counted.abandoned, counted.ended) for *_rest, counted in rows],
        },
        border="horizontal",
        hide_index=True,
    )


def _share(number: int, of: int) -> str:
    return f"{number} ({round(100 * number / of)}%)" if of else str(number)


def _rule(trial: Candidate) -> str:
    return _(
        "The last {over} conversations that ended count. When more than {failed}% of them failed, "
        "or more than {abandoned}% were abandoned, the trial ends by itself.",
        over=trial.over_conversations,
        failed=trial.max_failed_percent,
        abandoned=trial.max_abandoned_percent,
    )
