"""A conversation as a script: who says what, what is expected, and where it went otherwise."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from flow_runtime.scripts import Conversation, Step
from flow_runtime.scripts.mending import Difference
from pages.tests_parts.beginning import draw_beginning
from pages.tests_parts.bench import Bench, Outcome
from pages.tests_parts.differences import draw_difference
from pages.tests_parts.sentences import sentence_of

_SIDES: Final = {"say": "customer", "press": "customer", "file": "customer", "expect": "flow"}


def draw_script(
    bench: Bench, conversation: Conversation, outcome: Outcome | None, *, key: str = "one"
) -> None:
    """Draw how the conversation begins and its steps; `outcome` says how each went."""
    wrong = _differences(outcome)
    last = _last_played(outcome, conversation)
    with st.container(key=f"ts-script-{key}", gap="small"):
        draw_beginning(bench, conversation, key=key)
        for number, step in enumerate(conversation.steps, start=1):
            place = f"{key}-{number}"
            if number > last:
                draw_step(bench, step, key=f"late-{place}")
            elif number in wrong:
                draw_difference(bench, wrong[number], key=place)
            else:
                draw_step(bench, step, key=place, is_met=outcome is not None)


def draw_step(bench: Bench, step: Step, *, key: str, is_met: bool = False) -> None:
    """Draw one step; an expectation that is met has its mark."""
    side = _SIDES.get(step.kind, "world")
    with st.container(
        key=f"ts-{side}-{key}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        if side == "flow":
            _draw_said(step, key)
        elif side == "customer":
            draw_own(step, key)
        else:
            st.markdown(sentence_of(bench, step), width="content")
        if is_met and step.kind.startswith("expect"):
            st.markdown(":green[:material/check:]", width="content")


def _draw_said(step: Step, key: str) -> None:
    texts = (step.expect,) if isinstance(step.expect, str) else step.expect or ()
    with st.container(key=f"ts-said-{key}", gap="xxsmall", width="content"):
        for place, text in enumerate(texts):
            with st.container(key=f"ts-bubble-{key}-{place}", width="content"):
                st.text(text, width="content")


def draw_own(step: Step, key: str) -> None:
    """Draw what the customer says, chooses or sends."""
    icons = {"press": ":material/touch_app:", "file": ":material/attach_file:"}
    with st.container(key=f"ts-own-{key}", horizontal=True, gap="xsmall", width="content"):
        if step.kind in icons:
            st.markdown(icons[step.kind], width="content")
        said = step.file.name if step.file else step.say if step.say is not None else step.press
        st.text(said or "…", width="content")


def _differences(outcome: Outcome | None) -> Mapping[int, Difference]:
    if outcome is None or outcome.mending is None:
        return {}
    return {one.step: one for one in outcome.mending.differences}


def _last_played(outcome: Outcome | None, conversation: Conversation) -> int:
    """Return the last step that was played: an act that cannot be done ends a test."""
    steps = conversation.steps
    if outcome is None or not outcome.result.failures:
        return len(steps)
    last = outcome.result.failures[-1].step
    is_stopped = 0 < last <= len(steps) and not steps[last - 1].kind.startswith("expect")
    return last if is_stopped or last == 0 else len(steps)
