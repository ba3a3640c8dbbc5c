"""A conversation test on its stage: the simulation, and the messages still to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flow_runtime.effects import SendMessage
from flow_runtime.engine import resume_point
from flow_runtime.events import MessageReceived
from flow_runtime.program import Program
from flow_runtime.scripts.document import Conversation, MockedAnswer
from flow_runtime.scripts.results import TranscriptLine
from flow_runtime.simulator import Mock, Simulation
from flow_runtime.turn import Turn

DEFAULT_START: Final = datetime(2026, 3, 10, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))
"""A Tuesday morning without a holiday: when conversations begin that say nothing else."""

SIMULATED_CONTACT: Final = "simulated"


@dataclass(slots=True)
class Stage:
    """A running test; `since` is the first message since the last act, `seen` the next unseen."""

    conversation: Conversation
    simulation: Simulation
    since: int = 0
    seen: int = 0
    has_begun: bool = False
    transcript: list[TranscriptLine] = field(default_factory=list)

    @property
    def messages(self) -> list[SendMessage]:
        """Everything the customer was shown."""
        return self.simulation.messages

    @property
    def unseen(self) -> list[SendMessage]:
        """The messages since the last act that no expectation has passed yet."""
        return self.messages[self.seen :]

    @property
    def shown(self) -> list[SendMessage]:
        """The messages since the last act."""
        return self.messages[self.since :]

    @property
    def node_id(self) -> str | None:
        """The node where the conversation stands."""
        return self.simulation.session.node

    def point(self) -> Turn:
        """Return a turn that stands where the conversation waits, for reading values."""
        simulation = self.simulation
        event = MessageReceived(simulation.now)
        return resume_point(simulation.program, simulation.session, event)

    def pass_messages(self, count: int) -> None:
        """Take the next unseen messages as seen."""
        self.seen += count

    def begin_act(self) -> None:
        """Forget what was said before: something happens now."""
        self.since = self.seen = len(self.messages)

    def write_down(self, said: Sequence[SendMessage]) -> None:
        """Add what the customer was shown to the transcript."""
        self.transcript += [
            TranscriptLine("flow", visible(m), tuple(c.label for c in m.choices), m.node_id)
            for m in said
        ]


def visible(message: SendMessage) -> str:
    """Return what people read of a message: its text, or the name or address of what it shows."""
    return message.text or message.name or message.url or ""


def stage_of(program: Program, conversation: Conversation) -> Stage:
    """Set the stage for a conversation that has not begun."""
    begins_at = conversation.node
    simulation = Simulation(
        program if begins_at is None else program.beginning_at(begins_at),
        conversation.at or DEFAULT_START,
        contact_book=conversation.contact_book,
        contact={"id": SIMULATED_CONTACT, **conversation.contact},
        language=conversation.language,
        seed=conversation.seed,
    )
    if conversation.channel is not None:
        simulation.channel = {**simulation.channel, **conversation.channel}
    return Stage(conversation, simulation)


def mocks_of(answers: MockedAnswer | Sequence[MockedAnswer]) -> tuple[Mock, ...]:
    """Return the simulator's mocks of a step."""
    listed = (answers,) if isinstance(answers, MockedAnswer) else answers
    return tuple(Mock(answer.status, answer.body, answer.failure) for answer in listed)
