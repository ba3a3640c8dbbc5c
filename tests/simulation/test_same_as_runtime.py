"""What the simulator says is what the runtime says: one engine, two hosts, the same words.

`make same-as-runtime` walks 1,000 times; the ordinary test is the same with fewer walks.
"""

import os
import random
from collections import defaultdict
from pathlib import Path

import pytest

import sample_flows
from flow_runtime.library import Library, read_library
from flow_runtime.program import Program
from flow_runtime.scripts import Conversation, Step
from flow_runtime.scripts.durations import parse_duration
from flow_runtime.scripts.stage import DEFAULT_START, mocks_of
from flow_runtime.simulation import (
    Action,
    AnswerCall,
    Attend,
    Deed,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    Setting,
    Talk,
    Wait,
    WaitUntil,
    begin_talk,
)
from flow_runtime.simulation.playing import STATUS_OF_DEED
from tests.simulation.runtime import (
    Answers,
    Runtime,
    RuntimeTalk,
    begun_with,
    differences,
    same_chance,
)
from tests.simulation.walking import chance_setting, walk

WALKS = int(os.environ.get("SIMULATION_WALKS", "51"))
FLOWS = sorted(read_library(Path(sample_flows.__file__).parent).flows)
DEEDS: dict[str, Deed] = {
    status: deed for deed, status in STATUS_OF_DEED.items() if deed != "reply"
}


# -- the conversations that stand beside the sample flows --------------------------------------


@pytest.mark.timeout(180)
@pytest.mark.parametrize("flow_id", FLOWS)
def test_the_samples_conversations_are_the_same(
    flow_id: str, library: Library, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
):
    program = runtime.publish(flow_id)
    tests = library.tests(flow_id)
    assert tests is not None
    for conversation in tests.conversations:
        with monkeypatch.context() as patch:
            assert _differences_of(conversation, program, runtime, patch) == {}, conversation.name


def _differences_of(
    conversation: Conversation, program: Program, runtime: Runtime, patch: pytest.MonkeyPatch
) -> object:
    address, contact_id = runtime.new_contact(conversation.contact)
    setting = Setting(
        conversation.at or DEFAULT_START,
        text=conversation.text,
        payload=conversation.payload,
        variables=conversation.variables,
        contact={**conversation.contact, "id": contact_id},
        language=conversation.language,
        seed=conversation.seed,
        by_hand=True,
    )
    same_chance(patch, setting.seed)
    begun_with(patch, setting)
    steps = list(conversation.steps)
    ours, theirs = Answers(program), Answers(program)
    while steps and steps[0].is_preparation:
        _prepare(steps.pop(0), ours, theirs)
    talk = _answered(begin_talk(program, setting), ours)
    other = RuntimeTalk(runtime, address, setting, theirs)
    for step in steps:
        if step.is_preparation:
            _prepare(step, ours, theirs)
        elif (action := _action_of(step, talk)) is not None:
            talk = _answered(talk.do(action), ours)
            other.do(action)
    return differences(talk, other)


def _prepare(step: Step, *sides: Answers) -> None:
    for node_id, answers in (step.mock or {}).items():
        for side in sides:
            side.given[node_id] = mocks_of(answers)


def _answered(talk: Talk, answers: Answers) -> Talk:
    """Answer by hand what the flow asks of the world, until it waits for people or time."""
    while talk.waiting_calls:
        (call,) = talk.waiting_calls
        mock = answers.to(call.node_id)
        talk = talk.do(AnswerCall(mock.status, mock.body, mock.failure))
    return talk


def _action_of(step: Step, talk: Talk) -> Action | None:
    if step.press is not None:
        choices = [c for b in talk.bubbles for c in b.choices if c.label == step.press]
        return Press(step.press, choices[-1].id)
    if step.file is not None:
        return SendFile(step.file.name, step.file.type)
    if step.wait is not None:
        return Wait(parse_duration(step.wait) or 0)
    if step.at is not None:
        return WaitUntil(step.at)
    if step.ticket is not None:
        return Attend(DEEDS[step.ticket])
    if step.event is not None:
        return ReceiveEvent(*next(iter(step.event.items())))
    return None if step.say is None else Say(step.say)


# -- random walks ------------------------------------------------------------------------------


@pytest.mark.parametrize("flow_id", FLOWS)
@pytest.mark.timeout(0 if WALKS > 100 else 180)
def test_random_walks_are_the_same(flow_id: str, runtime: Runtime, monkeypatch: pytest.MonkeyPatch):
    program = runtime.publish(flow_id)
    for number in range(FLOWS.index(flow_id), WALKS, len(FLOWS)):
        with monkeypatch.context() as patch:
            _walk_on_both(program, runtime, number, patch)


def _walk_on_both(
    program: Program, runtime: Runtime, number: int, patch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(number)
    drawn = chance_setting(program, chance)
    address, contact_id = runtime.new_contact(drawn.contact)
    setting = chance_setting(
        program, random.Random(number), contact={**drawn.contact, "id": contact_id}
    )
    same_chance(patch, setting.seed)
    given = defaultdict(tuple, {node: (mock,) for node, mock in setting.answers.items()})
    other = None
    for talk in walk(begin_talk(program, setting), chance):
        if other is None:
            other = RuntimeTalk(runtime, address, setting, Answers(program, given))
        else:
            action = talk.turns[-1].action
            assert action is not None
            other.do(action)
        did = [turn.action for turn in talk.turns]
        assert differences(talk, other) == {}, f"walk {number} of {program.flow.id}: {did}"
