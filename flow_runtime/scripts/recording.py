"""Turning a conversation that was had into a test: the expectations are what was said."""

import re
from collections.abc import Iterator
from typing import Final

from flow_runtime.effects import SendMessage
from flow_runtime.program import Program
from flow_runtime.scripts.document import Conversation, Step
from flow_runtime.scripts.exploration import ExploredPath
from flow_runtime.scripts.running import begin, play
from flow_runtime.scripts.stage import Stage, stage_of, visible

MAX_EXPECTED_CHARACTERS: Final = 300
_SLUG: Final = re.compile(r"[a-z0-9_-]{1,64}")


def as_conversation(program: Program, path: ExploredPath) -> Conversation:
    """Return a path of the explorer as a test that passes today."""
    return with_expectations(program, path.conversation)


def with_expectations(program: Program, conversation: Conversation) -> Conversation:
    """Return the conversation with every message, choice and the end that it has now.

    Expectations that it already holds are replaced. What the customer and the world do is kept.
    """
    stage = stage_of(program, conversation)
    steps: list[Step] = []
    for step in conversation.steps:
        if step.is_preparation:
            play(stage, step)
            steps.append(step)
        elif not step.kind.startswith("expect"):
            steps += _played(stage, step)
    steps += [*_begun(stage), *_standing(stage)]
    return conversation.model_copy(update={"steps": tuple(steps)})


def _played(stage: Stage, step: Step) -> list[Step]:
    if step.begin:
        return [step, *_begun(stage)]
    before = _begun(stage)
    play(stage, step)
    if step.set is not None:  # nobody hears of it
        return [*before, step]
    return [*before, step, *_said(stage)]


def _begun(stage: Stage) -> list[Step]:
    """Let the conversation begin, unless it has, and return what to expect then."""
    if stage.has_begun:
        return []
    begin(stage)
    return list(_said(stage))


def _said(stage: Stage) -> Iterator[Step]:
    """Yield what to expect of the messages since the last act."""
    if not stage.shown:
        yield Step(expect_nothing=True)
        return
    texts = tuple(expected for message in stage.shown if (expected := _expected(message)))
    if texts:
        yield Step(expect=texts[0] if len(texts) == 1 else texts)
    last = stage.shown[-1]
    if last.choices:
        yield Step(expect_choices=tuple(choice.label for choice in last.choices))


def _expected(message: SendMessage) -> str:
    return " ".join(visible(message).split())[:MAX_EXPECTED_CHARACTERS].strip()


def _standing(stage: Stage) -> Iterator[Step]:
    """Yield where it stands; an unfinished draft may have no name for that."""
    session = stage.simulation.session
    name = "expect_node" if session.outcome is None else "expect_end"
    place = session.node if session.outcome is None else session.outcome
    if place and _SLUG.fullmatch(place):
        yield Step.model_validate({name: place})
