"""A simulated conversation with its whole history: every action gives a new `Talk`.

Nothing here changes: a talk that goes back keeps what came later until it goes on another way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import JsonValue

from flow_runtime.effects import StartTimer
from flow_runtime.engine import new_session
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.simulation.actions import Action, SetVariables
from flow_runtime.simulation.bubbles import Bubble
from flow_runtime.simulation.errors import ActionRefused
from flow_runtime.simulation.failure_words import Failure
from flow_runtime.simulation.leaving import Leaving
from flow_runtime.simulation.moments import moment_when
from flow_runtime.simulation.places import Step, drawn_node
from flow_runtime.simulation.playing import perform
from flow_runtime.simulation.setting import Setting
from flow_runtime.simulation.standing import Standing, WaitingCall, stage_for
from flow_runtime.simulation.talk_turns import TalkTurn, turn_of
from flow_runtime.simulation.trace import TraceLine
from flow_runtime.simulation.variables import VariableLine, variable_lines
from flow_runtime.simulator import Mock, Simulation


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with a program, from its setting on.

    `history` holds every turn, also those that were taken back; `turn` is the number of the one
    that it stands after.
    """

    program: Program
    setting: Setting
    history: tuple[TalkTurn, ...] = ()
    turn: int = 0

    # -- going on ----------------------------------------------------------------------------

    def do(self, action: Action) -> "Talk":
        """Return the talk after an action; what had been taken back is dropped.

        Raises:
            ActionRefused: It cannot happen where the conversation stands.
        """
        before = self.standing
        self._refuse_nowhere()
        simulation = stage_for(self._running, self.setting, before)
        shown = [choice for bubble in self.bubbles for choice in bubble.choices]
        perform(action, simulation, before, shown)
        return self._with(action, before, simulation)

    def again(self) -> "Talk":
        """Return the talk with its last action done once more, under a mended draft perhaps.

        Raises:
            ActionRefused: It cannot happen any more.
        """
        action = self.history[self.turn].action
        if action is None:
            return begin_talk(self.program, self.setting)
        return self.back_to(self.turn - 1).do(action)

    def with_variables(self, values: Mapping[str, JsonValue]) -> "Talk":
        """Return the talk with edited values: a turn of its own, which can be taken back."""
        return self.do(SetVariables(values))

    def _refuse_nowhere(self) -> None:
        if self.gone is not None:
            raise ActionRefused(
                "The node where the conversation stood is gone. Go back a step or begin again.",
                pt="O bloco em que a conversa estava não existe mais. Volte um passo ou recomece.",
            )

    def _with(self, action: Action | None, before: Standing, simulation: Simulation) -> "Talk":
        number = len(self.turns)
        entry = turn_of(simulation, number=number, action=action, before=before)
        if action is None and self.setting.node is not None:
            entry = replace(entry, path=entry.path[1:])  # that way is not drawn
        return replace(self, history=(*self.turns, entry), turn=number)

    # -- time travel -------------------------------------------------------------------------

    def back_to(self, turn: int) -> "Talk":
        """Return the talk as it stood after a turn, 0 being the beginning."""
        return replace(self, turn=max(0, min(turn, self.turn)))

    def forward(self) -> "Talk":
        """Return the talk one turn later, if one was taken back."""
        return replace(self, turn=min(self.turn + 1, len(self.history) - 1))

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier turn."""
        return self.turn > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether a turn was taken back."""
        return self.turn < len(self.history) - 1

    def under(self, program: Program) -> "Talk":
        """Return the talk that goes on with a mended program; what was said stays."""
        return replace(self, program=program)

    def answering(
        self,
        *,
        by_hand: bool | None = None,
        answers: Mapping[str, Mock] | None = None,
        contact_book: Sequence[Mapping[str, JsonValue]] | None = None,
    ) -> "Talk":
        """Return the talk in a world that answers otherwise from here on; None leaves as it is."""
        old = self.setting
        setting = replace(
            old,
            by_hand=old.by_hand if by_hand is None else by_hand,
            answers=old.answers if answers is None else answers,
            contact_book=old.contact_book if contact_book is None else contact_book,
        )
        return replace(self, setting=setting)

    @property
    def _running(self) -> Program:
        node = self.setting.node
        return self.program if node is None else self.program.beginning_at(node)

    # -- looking -----------------------------------------------------------------------------

    @property
    def turns(self) -> tuple[TalkTurn, ...]:
        """The turns from the beginning to where the talk stands."""
        return self.history[: self.turn + 1]

    @property
    def standing(self) -> Standing:
        """The state of the conversation."""
        if self.history:
            return self.history[self.turn].after
        session = new_session(self.program, self.setting.language)
        return Standing(session.to_json(), self.setting.moment)

    @property
    def session(self) -> Session:
        """A copy of the engine's own state."""
        return self.standing.session

    @property
    def bubbles(self) -> tuple[Bubble, ...]:
        """Everything that was said and told, in order."""
        return tuple(bubble for turn in self.turns for bubble in turn.bubbles)

    @property
    def path(self) -> tuple[Step, ...]:
        """The ways taken on the drawing: node, outcome, and the node that followed, if any."""
        return tuple(step for turn in self.turns for step in turn.path)

    @property
    def here(self) -> str | None:
        """The node of the drawing where the conversation waits; None when it is over."""
        session = self.session
        return drawn_node(session) if session.status == "waiting" else None

    @property
    def gone(self) -> str | None:
        """The node where the conversation waits, if the draft does not have it any more."""
        session = self.session
        if session.status != "waiting":
            return None
        subflows = self.program.subflows
        running = subflows.get(session.flow_id) if session.stack else self.program
        is_there = running is not None and session.node in running.nodes
        return None if is_there else session.node

    @property
    def is_over(self) -> bool:
        """Whether the conversation ended or failed."""
        return self.session.status in ("ended", "failed")

    @property
    def outcome(self) -> str | None:
        """The outcome it ended with."""
        return self.session.outcome

    @property
    def now(self) -> datetime:
        """The clock of the conversation, in the zone of the flow's business."""
        return self.standing.now.astimezone(self.program.zone)

    @property
    def timers(self) -> tuple[StartTimer, ...]:
        """The timers that run, the next one first."""
        zone = self.program.zone
        local = (
            replace(timer, due_at=timer.due_at.astimezone(zone))
            for timer in self.standing.timers.values()
        )
        return tuple(sorted(local, key=lambda timer: (timer.due_at, timer.key)))

    @property
    def waiting_calls(self) -> tuple[WaitingCall, ...]:
        """What the world was asked and is to be answered by hand."""
        call = self.standing.call
        return () if call is None else (call,)

    def trace(self, turn: int, language: str = "pt-BR") -> tuple[TraceLine, ...]:
        """Return what happened in a turn, sentence by sentence."""
        return self.history[turn].trace(language)

    def leaving(self, turn: int, language: str = "pt-BR") -> tuple[Leaving, ...]:
        """Return what the runtime would send, open, start or write after a turn."""
        return self.history[turn].leaving(language)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What failed in the last turn, each at its node."""
        return self.history[self.turn].failures

    @property
    def variables(self) -> tuple[VariableLine, ...]:
        """The variables with their values, in the order in which they were declared."""
        changed = self.turns[-1].changed if self.turn else frozenset()
        return tuple(variable_lines(self._running, self.session, changed))


def begin_talk(program: Program, setting: Setting) -> Talk:
    """Begin a conversation with a compiled draft.

    Raises:
        ActionRefused: The flow has no node where the setting begins, or no calendar that is in
            the wished state some day.
    """
    if setting.node is not None and setting.node not in program.nodes:
        raise ActionRefused(
            "The node where the conversation should begin does not exist.",
            pt="O bloco em que a conversa começaria não existe.",
        )
    talk = Talk(program, replace(setting, moment=_beginning_of(program, setting)))
    before = talk.standing
    simulation = stage_for(talk._running, setting, before)
    simulation.start(text=setting.text, payload=setting.payload, variables=setting.variables)
    return talk._with(None, before, simulation)


def _beginning_of(program: Program, setting: Setting) -> datetime:
    if setting.business is None:
        return setting.moment
    found = moment_when(program, setting.business, setting.moment)
    if found is None:
        raise ActionRefused(
            "No calendar of the company has such a moment.",
            pt="Nenhum calendário da empresa tem um momento assim.",
        )
    return found.at
