"""What a test expects against what the flow does now: the differences, and the test that follows.

    mend(program, conversation) -> Mending          differences in order, each at its node

Expectations that hold stay word for word as they were written; only those that do not are put
right. So a text that was changed in the drawing is looked at once, and the tests go on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from flow_runtime.effects import SendMessage
from flow_runtime.program import Program
from flow_runtime.scripts.document import Conversation, Step
from flow_runtime.scripts.expectations import unmet
from flow_runtime.scripts.recording import MAX_EXPECTED_CHARACTERS
from flow_runtime.scripts.results import Words
from flow_runtime.scripts.running import begin, play, run_script, shown_labels
from flow_runtime.scripts.stage import Stage, stage_of, visible

_TEXT_KINDS: Final = frozenset({"expect", "expect_pattern", "expect_choices", "press"})
_ALIKE: Final = 0.5
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…:]) ")
_MAX_SENTENCES: Final = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """A step that the flow does not fulfil.

    `step` counts from 1; `after` is the step as it would hold now, None where nothing is left to
    expect. `words` says what is wrong; `node_id` is the node that it is about.
    """

    step: int
    before: Step
    after: Step | None
    words: Words
    node_id: str | None

    @property
    def is_text(self) -> bool:
        """Say whether only words changed: what is said, or what a choice is called."""
        if self.after is None or self.before.kind not in _TEXT_KINDS:
            return False
        return len(_listed(self.before)) == len(_listed(self.after))


@dataclass(frozen=True, slots=True)
class Mending:
    """The differences in order; `conversation` is the test without them, None if it cannot be."""

    differences: tuple[Difference, ...]
    conversation: Conversation | None

    @property
    def is_text(self) -> bool:
        """Say whether the test holds again when nothing but words changes in it."""
        return self.conversation is not None and all(one.is_text for one in self.differences)


def mend(program: Program, conversation: Conversation) -> Mending:
    """Play a test and return where it differs from what the flow does, and how it would hold.

    A test that holds has no differences, and neither has one that cannot even begin.
    """
    if conversation.node is not None and conversation.node not in program.nodes:
        return Mending((), None)
    return _Mender(stage_of(program, conversation)).mended(program)


@dataclass(slots=True)
class _Mender:
    """Plays a test and puts right what does not hold; `labels` maps old labels to new ones."""

    stage: Stage
    differences: list[Difference] = field(default_factory=list)
    labels: dict[str, str] = field(default_factory=dict)

    def mended(self, program: Program) -> Mending:
        steps: list[Step] = []
        for number, step in enumerate(self.stage.conversation.steps, start=1):
            after, can_go_on = self._step(number, step)
            if not can_go_on:
                return Mending(tuple(self.differences), None)
            steps += [] if after is None else [after]
        conversation = self.stage.conversation.model_copy(update={"steps": tuple(steps)})
        holds = run_script(program, conversation).passed
        return Mending(tuple(self.differences), conversation if holds else None)

    def _step(self, number: int, step: Step) -> tuple[Step | None, bool]:
        if step.kind.startswith("expect"):
            begin(self.stage)
            return self._expectation(number, step), True
        return self._act(number, step)

    # -- expectations --------------------------------------------------------------------------

    def _expectation(self, number: int, step: Step) -> Step | None:
        seen = self.stage.seen
        wrong = unmet(self.stage, step)
        if wrong is None:
            return step
        self.stage.seen = seen
        after, node_id = self._instead(step)
        self._note(number, step, after, wrong, node_id)
        return after

    def _instead(self, step: Step) -> tuple[Step | None, str | None]:
        """Return what to expect instead of a step, and the node that says it."""
        match step.kind:
            case "expect":
                return self._said(_listed(step))
            case "expect_pattern":
                return self._next_said()
            case "expect_choices":
                return self._choices(step)
            case "expect_nothing":
                return _silence(self.stage), self._speaker()
            case "expect_variable":
                return _values(self.stage, step), self.stage.node_id
        return _standing(self.stage), self.stage.node_id

    def _said(self, wanted: Sequence[str]) -> tuple[Step | None, str | None]:
        unseen = self.stage.unseen
        pairs = _aligned(wanted, unseen)
        self.stage.pass_messages(max((place for _, place in pairs), default=-1) + 1)
        changed = [unseen[place].node_id for text, place in pairs if text not in wanted]
        node_id = changed[0] if changed else self._speaker()
        texts = tuple(text for text, _ in pairs)
        if not texts:
            return None, node_id
        return Step(expect=texts[0] if len(texts) == 1 else texts), node_id

    def _next_said(self) -> tuple[Step | None, str | None]:
        """Return the next message, for a pattern that nothing fits: it is like no text."""
        place = next((n for n, said in enumerate(self.stage.unseen) if visible(said)), None)
        if place is None:
            return None, self._speaker()
        message = self.stage.unseen[place]
        self.stage.pass_messages(place + 1)
        return Step(expect=_folded(visible(message))), message.node_id

    def _choices(self, step: Step) -> tuple[Step | None, str | None]:
        recent = self.stage.messages[max(self.stage.since, self.stage.seen - 1) :]
        asking = next((message for message in recent if message.choices), None)
        if asking is None:
            return None, self.stage.node_id
        labels = tuple(choice.label for choice in asking.choices)
        wanted = step.expect_choices or ()
        if len(labels) == len(wanted):
            self.labels |= dict(zip(wanted, labels, strict=True))
        return Step(expect_choices=labels), asking.node_id

    def _speaker(self) -> str | None:
        """Return the node that speaks next, or where the conversation stands."""
        said = self.stage.unseen or self.stage.shown
        return said[0].node_id if said else self.stage.node_id

    # -- acts ----------------------------------------------------------------------------------

    def _act(self, number: int, step: Step) -> tuple[Step, bool]:
        wrong, can_go_on = play(self.stage, step)
        if wrong is None or can_go_on:
            return step, can_go_on
        label = self._new_label(step.press) if step.press is not None else None
        after = None if label is None else Step(press=label)
        self._note(number, step, after, wrong, self.stage.node_id)
        if after is None:
            return step, False
        return after, play(self.stage, after)[1]

    def _new_label(self, old: str) -> str | None:
        shown = shown_labels(self.stage)
        if self.labels.get(old) in shown:
            return self.labels[old]
        return next(iter(get_close_matches(old, shown, n=1, cutoff=_ALIKE)), None)

    def _note(
        self, number: int, before: Step, after: Step | None, words: Words, node_id: str | None
    ) -> None:
        self.differences.append(Difference(number, before, after, words, node_id))


# -- what is there instead -----------------------------------------------------------------------


def _listed(step: Step) -> Sequence[str]:
    match step.kind:
        case "expect":
            return (step.expect,) if isinstance(step.expect, str) else step.expect or ()
        case "expect_choices":
            return step.expect_choices or ()
    return ("",)


def _silence(stage: Stage) -> Step:
    said = [_folded(visible(message)) for message in stage.unseen]
    stage.pass_messages(len(said))
    texts = tuple(text for text in said if text)
    return Step(expect=texts) if texts else Step(expect_nothing=True)


def _values(stage: Stage, step: Step) -> Step:
    point = stage.point()
    return Step(expect_variable={path: point.read(path) for path in step.expect_variable or {}})


def _standing(stage: Stage) -> Step:
    session = stage.simulation.session
    if session.outcome is not None:
        return Step(expect_end=session.outcome)
    return Step(expect_node=session.node)


# -- old words and new ones ----------------------------------------------------------------------


def _aligned(wanted: Sequence[str], messages: Sequence[SendMessage]) -> list[tuple[str, int]]:
    """Return each wanted text as it is said now, with the place of its message.

    What is said as wanted is an anchor; between two anchors a text that is not said any more takes
    the message that is most like it, and falls away when none is left.
    """
    anchors = list(_anchors(wanted, messages))
    found: list[tuple[str, int]] = []
    first = 0
    for number, (text, anchor) in enumerate(zip(wanted, anchors, strict=True)):
        later = [place for place in anchors[number:] if place is not None]
        end = later[0] if later else len(messages)
        gap = [place for place in range(first, end) if visible(messages[place])]
        place = anchor if anchor is not None else _most_like(text, gap, messages)
        if place is not None:
            found.append((text if anchor is not None else _part_of(messages[place], text), place))
            first = place + 1
    return found


def _most_like(text: str, places: Sequence[int], messages: Sequence[SendMessage]) -> int | None:
    return max(places, key=lambda place: _likeness(text, messages[place]), default=None)


def _anchors(wanted: Sequence[str], messages: Sequence[SendMessage]) -> Iterator[int | None]:
    """Yield for each text the first message, after the one before, that says it; or None."""
    first = 0
    for text in wanted:
        folded = " ".join(text.split())
        places = range(first, len(messages))
        place = next((i for i in places if folded in " ".join(visible(messages[i]).split())), None)
        if place is not None:
            first = place + 1
        yield place


def _likeness(text: str, message: SendMessage) -> float:
    return SequenceMatcher(None, text, _folded(visible(message)), autojunk=False).ratio()


def _part_of(message: SendMessage, wanted: str) -> str:
    """Return the sentences of a message that are most like what was wanted, one after the other.

    A test names that part of a message which matters to it, and goes on doing so.
    """
    sentences = _SENTENCE_END.split(" ".join(visible(message).split()))[:_MAX_SENTENCES]
    size = len(sentences)
    parts = [" ".join(sentences[a:b]) for a in range(size) for b in range(a + 1, size + 1)]
    best = max(parts, key=lambda part: SequenceMatcher(None, wanted, part, autojunk=False).ratio())
    return best[:MAX_EXPECTED_CHARACTERS].strip()


def _folded(text: str) -> str:
    return " ".join(text.split())[:MAX_EXPECTED_CHARACTERS].strip()
