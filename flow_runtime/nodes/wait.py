"""`wait`: for a time, until a date or the next opening, or for another system's event."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from pydantic import JsonValue

from flow_runtime import calendars
from flow_runtime.decisions import Decision, Go, Stay, Wait
from flow_runtime.events import Event, ExternalEventReceived, MessageReceived, TimerFired
from flow_runtime.nodes.asking import timed_out
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import (
    CalendarRef,
    CustomerText,
    SavedAs,
    Seconds,
    Slug,
    StaffText,
    form,
)
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn

_MAX_WAIT_S = 400 * 24 * 3600
_ANSWERED = "answered"


class WaitNode(Node):
    """Rests; the customer may write meanwhile, and the commands of the flow still work."""

    INFO = NodeInfo(
        family=Family.DO,
        icon="hourglass",
        name={"pt-BR": "Esperar", "en": "Wait"},
        description={
            "pt-BR": "Espera um tempo, uma data, a abertura ou um aviso de outro sistema.",
            "en": "Waits for a time, a date, the opening or another system's event.",
        },
        template={"until": "duration", "duration_s": 300},
        card=("until", "duration_s", "date", "calendar", "event"),
    )
    PAUSES = True

    type: Literal["wait"]
    until: Literal["duration", "date", "opening", "event"] = form(
        "Esperar por",
        "Wait for",
        choices={
            "duration": ("Um tempo", "A time"),
            "date": ("Uma data", "A date"),
            "opening": ("A próxima abertura", "The next opening"),
            "event": ("Um aviso de outro sistema", "Another system's event"),
        },
        default="duration",
    )
    duration_s: Seconds | None = form("Tempo", "Time", widget="duration", default=None)
    date: StaffText = form("Data e hora", "Date and time", default="")
    calendar: CalendarRef | None = form("Calendário", "Calendar", widget="calendar", default=None)
    event: Slug | None = form("Evento", "Event", default=None)
    timeout_s: Seconds | None = form(
        "Esperar no máximo", "Wait at most", widget="duration", default=None
    )
    meanwhile_text: CustomerText = form(
        "Se o cliente escrever enquanto isso",
        "If the customer writes meanwhile",
        widget="text",
        help_pt="Dito uma vez. Os comandos do fluxo funcionam de qualquer jeito.",
        help_en="Said once. The flow's commands work in any case.",
        default="",
    )
    save_as: SavedAs | None = form(
        "Guardar os dados em", "Save the data in", widget="variable", default=None
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return elapsed, or received and (with a limit) timeout."""
        if self.until != "event":
            return (Outcome("elapsed", "Passou", "Elapsed"),)
        received = Outcome("received", "Chegou", "Received")
        if self.timeout_s is None:
            return (received,)
        return (received, Outcome("timeout", "Não chegou", "Did not come"))

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return the variable of the event's data where the event came."""
        came = outcome == "received" and self.save_as is not None
        return frozenset({str(self.save_as)}) if came else frozenset()

    def enter(self, turn: Turn) -> Decision:
        """Rest until the time or the event."""
        if self.until == "event":
            early = turn.take_early(str(self.event))
            return Wait("external", self.timeout_s) if early is None else self._receive(turn, early)
        delay_s = self._delay_s(turn)
        return Wait("timer", delay_s) if delay_s > 0 else Go("elapsed")

    def _delay_s(self, turn: Turn) -> float:
        if self.until == "duration":
            return float(self.duration_s or 0)
        moment = self._opening(turn) if self.until == "opening" else self._date(turn)
        return min((moment - turn.now).total_seconds(), _MAX_WAIT_S)

    def _opening(self, turn: Turn) -> datetime:
        opening = calendars.next_open(turn.calendar(self.calendar or ""), turn.now)
        if opening is None:
            raise turn.failure("never_opens", str(self.calendar))
        return opening

    def _date(self, turn: Turn) -> datetime:
        text = turn.text("date").strip()
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            # The text may hold what a customer wrote; facts hold no such thing.
            raise turn.failure("not_a_date", "date") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=turn.program.zone)

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Go on when the time is up or the awaited event came; others are let pass."""
        if isinstance(event, TimerFired):
            return Go("timeout" if self.until == "event" else "elapsed")
        if isinstance(event, MessageReceived):
            return self._answer_meanwhile(turn)
        if not isinstance(event, ExternalEventReceived):
            return super().resume(turn, event)
        if self.until != "event" or event.name != self.event:
            turn.keep_early(event)
            return Stay()
        return self._receive(turn, event.data)

    def _receive(self, turn: Turn, data: Mapping[str, JsonValue]) -> Decision:
        if self.save_as is not None:
            turn.write(self.save_as, dict(data))
        return Go("received")

    def _answer_meanwhile(self, turn: Turn) -> Decision:
        """Tell a customer who writes that the flow waits; once is enough."""
        turn.record("message_set_aside", waiting_for=turn.session.waiting_for)
        if not turn.scratch.get(_ANSWERED):
            turn.scratch[_ANSWERED] = True
            turn.say_text(turn.text("meanwhile_text"))
        return Stay()

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield the time's end or the event, and the time-out."""
        if self.until == "event":
            yield ExternalEventReceived(turn.now, self.event or "")
        if self.until != "event" or self.timeout_s is not None:
            yield timed_out(turn)

    def problems(self) -> Iterator[Problem]:
        """Each kind of wait needs what it waits for."""
        needed = {
            "duration": self.duration_s,
            "date": self.date,
            "opening": self.calendar,
            "event": self.event,
        }
        if not needed[self.until]:
            yield problem(
                "wait.until",
                "Diga por quanto tempo, ou pelo quê, a conversa espera.",
                "Say how long, or for what, the conversation waits.",
                pointer="/until",
            )
