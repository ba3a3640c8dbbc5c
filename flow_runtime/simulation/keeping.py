"""A talk as a conversation test: what was done becomes its steps, what was said is expected.

The steps are played again, so that the expectations are what the test will see. What the flow took
no notice of, such as a message while it waited for another system, is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final

from pydantic import JsonValue, ValidationError

from flow_runtime.effects import FindContact, ShownChoice
from flow_runtime.errors import ScriptInvalid
from flow_runtime.events import ApiFailed, ApiReturned, ContactLookedUp, NotificationFinished
from flow_runtime.limits import MAX_ANSWER_CHARACTERS
from flow_runtime.nodes.api import ApiNode
from flow_runtime.problems import problem
from flow_runtime.program import Program
from flow_runtime.scripts import Conversation, Step, with_expectations
from flow_runtime.scripts.document import MAX_NAME_CHARACTERS, MAX_STEPS, MockedAnswer, SentFile
from flow_runtime.scripts.durations import MAX_DURATION_S, format_duration
from flow_runtime.scripts.running import play
from flow_runtime.scripts.stage import stage_of
from flow_runtime.simulation.actions import (
    AnswerCall,
    Attend,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    SetVariables,
    Wait,
    WaitUntil,
)
from flow_runtime.simulation.playing import STATUS_OF_DEED
from flow_runtime.simulation.talk import Talk
from flow_runtime.simulation.talk_turns import TalkTurn

_MOST_ACTS: Final = MAX_STEPS // 4
"""So many acts leave room for what is expected after each."""

Contact = dict[str, JsonValue]

_CANNOT_BE_KEPT: Final = problem(
    "talk.kept",
    "Esta conversa não pode virar um teste: ela usa um bloco que ainda não está pronto.",
    "This conversation cannot become a test: it uses a node that is not ready yet.",
)


def kept_conversation(talk: Talk, name: str) -> Conversation:
    """Return a talk as a test that passes today, with proposed expectations.

    Raises:
        ScriptInvalid: Something in it cannot be written in a test, such as a node without an id.
    """
    fields = dict(_beginning(talk, name))
    try:
        bare = Conversation(**fields, steps=tuple(_Keeper(talk.program).steps(talk.turns)))
    except ValidationError:
        raise ScriptInvalid([_CANNOT_BE_KEPT]) from None
    return with_expectations(talk.program, _possible(talk.program, bare))


def _possible(program: Program, conversation: Conversation) -> Conversation:
    """Leave out what cannot be done any more: a mended draft may go another way from the start."""
    stage = stage_of(program, conversation)
    steps = tuple(step for step in conversation.steps if play(stage, step)[1])
    return conversation.model_copy(update={"steps": steps})


def _beginning(talk: Talk, name: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields of how it began; what is as usual is left out."""
    setting = talk.setting
    yield "name", " ".join(name.split())[:MAX_NAME_CHARACTERS] or "–"
    if setting.node is not None:
        yield "node", setting.node
    yield "at", talk.turns[0].before.now
    if setting.language is not None:
        yield "language", setting.language
    if setting.channel != "webchat":
        yield "channel", {"kind": setting.channel}
    if setting.contact:
        yield "contact", dict(setting.contact)
    if setting.contact_book and not setting.by_hand:
        yield "contact_book", tuple(dict(row) for row in setting.contact_book)
    yield from _first_words(talk)


def _first_words(talk: Talk) -> Iterator[tuple[str, Any]]:
    setting = talk.setting
    if setting.text:
        yield "text", setting.text
    if setting.payload is not None:
        yield "payload", setting.payload
    if setting.variables:
        yield "variables", dict(setting.variables)
    if setting.seed:
        yield "seed", setting.seed


@dataclass(slots=True)
class _Keeper:
    """Writes the steps; `mocked` are the nodes that no longer answer from their example."""

    program: Program
    mocked: set[str] = field(default_factory=set)
    book: tuple[Contact, ...] | None = None

    def steps(self, turns: Sequence[TalkTurn]) -> Iterator[Step]:
        """Yield the steps: what the world answers is prepared before the act that asks it."""
        first, *rounds = _rounds(turns)[:_MOST_ACTS]
        prepared = list(self._preparations(first))
        yield from prepared
        for number, around in enumerate(rounds):
            answers = list(self._preparations(around))
            if prepared and answers and number == 0:
                yield Step(begin=True)
            yield from answers
            yield from _act(around[0], _last_shown(turns[: around[0].number]))

    def _preparations(self, around: Sequence[TalkTurn]) -> Iterator[Step]:
        mocks: dict[str, list[MockedAnswer]] = {}
        book: tuple[Contact, ...] | None = None
        for node_id, answer in _answers(around):
            if isinstance(answer, MockedAnswer):
                mocks.setdefault(node_id, []).append(answer)
            else:
                book = (*(book or ()), *answer)
        if book is not None and book != self.book:
            self.book = book
            yield Step(contact_book=book)
        needed = {node: given for node, given in mocks.items() if self._is_needed(node, given)}
        self.mocked.update(needed)
        if needed:
            yield Step(mock={node: _one_or_all(given) for node, given in needed.items()})

    def _is_needed(self, node_id: str, given: Sequence[MockedAnswer]) -> bool:
        """Say whether a node would answer otherwise by itself."""
        usual = _usual_answer(self.program, node_id)
        return node_id in self.mocked or any(answer != usual for answer in given)


def _rounds(turns: Sequence[TalkTurn]) -> list[list[TalkTurn]]:
    """Return every act with the answers that were given by hand after it."""
    rounds: list[list[TalkTurn]] = []
    for turn in turns:
        if isinstance(turn.action, AnswerCall) and rounds:
            rounds[-1].append(turn)
        elif not _is_set_aside(turn):
            rounds.append([turn])
    return rounds


def _is_set_aside(turn: TalkTurn) -> bool:
    return turn.before.call is not None and isinstance(turn.action, Say | Press | SendFile)


def _one_or_all(given: list[MockedAnswer]) -> MockedAnswer | tuple[MockedAnswer, ...]:
    return given[0] if len(given) == 1 else tuple(given)


# -- what the world answered -------------------------------------------------------------------


def _answers(
    around: Sequence[TalkTurn],
) -> Iterator[tuple[str, MockedAnswer | tuple[Contact, ...]]]:
    """Yield what was answered, by the node that asked; rows of the contact book for searches."""
    for talk_turn in around:
        search = talk_turn.before.call if isinstance(talk_turn.before.call, FindContact) else None
        node_id = talk_turn.before.session.node or ""
        for turn in talk_turn.turns:
            match turn.event:
                case ApiReturned(status=status, body=body):
                    yield node_id, MockedAnswer(status=status, body=body)
                case (
                    ApiFailed(reason=reason) | NotificationFinished(delivered=False, reason=reason)
                ):
                    yield node_id, _failed(reason)
                case NotificationFinished():
                    yield node_id, MockedAnswer()
                case ContactLookedUp() if isinstance(talk_turn.action, AnswerCall) and search:
                    yield node_id, _row(talk_turn.action, search)
            node_id = turn.session.node or ""


def _failed(reason: str) -> MockedAnswer:
    return MockedAnswer(failure=reason if _SLUG.fullmatch(reason) else "failed")


def _row(answer: AnswerCall, search: FindContact) -> tuple[Contact, ...]:
    if answer.contact is None:
        return ()
    return ({**answer.contact, search.field_name: search.value},)


def _usual_answer(program: Program, node_id: str) -> MockedAnswer | None:
    """Return what the simulator says for a node without a mock, None where it cannot."""
    programs = (program, *program.subflows.values())
    node = next((p.nodes[node_id] for p in programs if node_id in p.nodes), None)
    if isinstance(node, ApiNode):
        example = next(iter(node.examples), None)
        return MockedAnswer(status=example.status, body=example.body) if example else _NO_EXAMPLE
    return MockedAnswer()


_SLUG: Final = re.compile(r"[a-z0-9_-]{1,64}")
_NO_EXAMPLE: Final = MockedAnswer(failure="no_example")


# -- what was done -----------------------------------------------------------------------------


def _act(turn: TalkTurn, shown: Sequence[ShownChoice]) -> Iterator[Step]:
    match turn.action:
        case Say(text=text):
            yield Step(say=text[:MAX_ANSWER_CHARACTERS])
        case Press():
            yield _pressed(turn.action, shown)
        case SendFile(name=name, media_type=media_type):
            yield Step(file=SentFile(name=name, type=media_type))
        case Wait(seconds=seconds):
            yield _waited(turn, ceil(seconds))
        case WaitUntil(moment=moment):
            yield Step(at=moment)
        case Attend(deed=deed):
            if turn.turns:
                yield Step(ticket=STATUS_OF_DEED[deed])
        case ReceiveEvent(name=name, data=data):
            yield Step(event={name: dict(data)})
        case SetVariables(values=values):
            yield Step(set=dict(values))


def _pressed(press: Press, shown: Sequence[ShownChoice]) -> Step:
    """Return the press, or the words of a choice that was shown earlier and not last."""
    is_shown = any(c.label == press.label and press.choice in (None, c.id) for c in shown)
    return Step(press=press.label) if is_shown else Step(say=press.label)


def _last_shown(turns: Sequence[TalkTurn]) -> Sequence[ShownChoice]:
    bubbles = (bubble for turn in reversed(turns) for bubble in reversed(turn.bubbles))
    return next((bubble.choices for bubble in bubbles if bubble.choices), ())


def _waited(turn: TalkTurn, seconds: int) -> Step:
    if seconds <= MAX_DURATION_S:
        return Step(wait=format_duration(seconds))
    return Step(at=turn.after.now)
