"""Who could move to the live version, and what would break: tried dry, then done."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.conversations.releasing import (
    LiveChannel,
    Migrated,
    MigrationPlan,
    dry_run,
    migrate,
)
from pages.installation import now
from pages.person import current_person
from pages.publish_parts.asked import close, forget
from pages.publish_parts.doing import ask_reason, given_reason, leave_when_done
from pages.publish_parts.notices import attempt, tell
from pages.publish_parts.standing import Standing
from pages.publish_parts.wording import version_of
from pages.texts import in_language, plain, texts_of
from pages.widgets.notices import Notice

_ = texts_of("publish")

_MOST_OBSTACLES: Final = 12


def draw_moving(channel: LiveChannel, standing: Standing) -> None:
    """Say what would happen, and do it when it is wanted."""
    leave_when_done()
    live = channel.publication
    if live is None:
        close()
    plan = attempt(lambda tx: dry_run(tx, channel.channel, live.version))
    if plan is None:
        close()
    what = version_of(standing.names, live.flow_id, live.version)
    st.markdown(
        _.plural(
            "**{count}** open conversation can go on with {what}.",
            "**{count}** open conversations can go on with {what}.",
            len(plan.movable),
            what=what,
        )
    )
    _draw_obstacles(plan)
    if plan.movable:
        _ask(plan)


def _draw_obstacles(plan: MigrationPlan) -> None:
    if not plan.staying:
        return
    st.markdown(
        _.plural(
            "**{count}** stays on its version, because it would break:",
            "**{count}** stay on their version, because they would break:",
            plan.staying,
        )
    )
    lines = [
        f"- {plain(in_language(one.words))} ({one.conversations})"
        for one in plan.obstacles[:_MOST_OBSTACLES]
    ]
    st.markdown("\n".join(lines))


def _ask(plan: MigrationPlan) -> None:
    ask_reason()
    label = _.plural("Move {count} conversation", "Move {count} conversations", len(plan.movable))
    st.button(
        label,
        key="publish-do-move",
        type="primary",
        icon=":material/move_up:",
        on_click=partial(_move, plan),
    )


def _move(plan: MigrationPlan) -> None:
    author, reason, moved = current_person(), given_reason(), 0
    forget()
    for part in plan.parts():
        done = attempt(_work(part, author, reason))
        if done is None:
            return
        moved += done.moved
    sentence = _.plural("{count} conversation moved.", "{count} conversations moved.", moved)
    tell(Notice(sentence))


def _work(part: MigrationPlan, author: str, reason: str) -> Callable[[Connection], Migrated]:
    return lambda tx: migrate(tx, part, author=author, reason=reason, now=now())
