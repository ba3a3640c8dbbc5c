"""`handoff`: the conversation passes to a person of a queue."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal

from pydantic import JsonValue

from flow_runtime import calendars
from flow_runtime.decisions import NODE_TIMEOUT, Decision, Go, Stay, Wait
from flow_runtime.effects import OpenTicket, UpdateTicket
from flow_runtime.events import Event, MessageReceived, TicketChanged, TimerFired
from flow_runtime.nodes.base import ERROR_ROUTE, Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import (
    CustomerText,
    Group,
    Line,
    QueueRef,
    Seconds,
    StaffText,
    VariablePath,
    form,
)
from flow_runtime.phrases import phrase
from flow_runtime.turn import Turn

WAITING_MESSAGE = "waiting_message"
_OUTCOME_OF_STATUS = {
    "resolved": "resolved",
    "no_agent": "no_agent",
    "expired": "timeout",
    "closed_by_customer": "customer_gave_up",
}


class HandoffNode(Node):
    """Opens a ticket and stays silent while a person owns the conversation.

    The attendant gets the summary, the script and every variable that is set, so that nobody asks
    again what is known (Decreto 11.034/2022, art. 10).
    """

    INFO = NodeInfo(
        family=Family.PEOPLE,
        icon="headset",
        name={"pt-BR": "Transbordo", "en": "Handoff"},
        description={
            "pt-BR": "Passa a conversa para uma pessoa, com todo o contexto.",
            "en": "Hands the conversation to a person, with the whole context.",
        },
        template={
            "queue": ("atendimento", "service"),
            "text": (
                "Vou chamar uma pessoa para continuar com você.",
                "I will call a person to go on with you.",
            ),
        },
        next_types=("survey", "message", "end", "protocol", "menu", "condition"),
    )
    PAUSES = True

    type: Literal["handoff"]
    queue: QueueRef = form("Fila", "Queue", widget="queue")
    level: Literal["N1", "N2", "N3"] | None = form("Nível", "Level", default=None)
    priority: Literal["low", "normal", "high", "urgent"] = form(
        "Prioridade",
        "Priority",
        choices={
            "low": ("Baixa", "Low"),
            "normal": ("Normal", "Normal"),
            "high": ("Alta", "High"),
            "urgent": ("Urgente", "Urgent"),
        },
        default="normal",
    )
    skills: tuple[Line, ...] = form(
        "Habilidades", "Skills", group=Group.ADVANCED, default=(), max_length=20
    )
    text: CustomerText = form(
        "Ao entrar na fila",
        "On joining the queue",
        widget="text",
        told=("A mensagem de {block} mudou.", "The message of {block} changed."),
        default="",
    )
    waiting_texts: tuple[CustomerText, ...] = form(
        "Enquanto espera", "While waiting", widget="text", default=(), max_length=10
    )
    waiting_every_s: Seconds = form(
        "A cada", "Every", group=Group.ADVANCED, widget="duration", default=120
    )
    max_wait_s: Seconds | None = form(
        "Esperar no máximo", "Wait at most", group=Group.FAILURE, widget="duration", default=None
    )
    respects_hours: bool = form(
        "Só no horário da fila", "Only in the queue's hours", group=Group.FAILURE, default=True
    )
    give_up_phrases: tuple[Line, ...] = form(
        "Palavras de desistência",
        "Words of giving up",
        group=Group.FAILURE,
        default=("desistir", "sair", "encerrar", "give up", "quit"),
        max_length=20,
    )
    summary: StaffText = form(
        "Resumo para o atendente", "Summary for the attendant", widget="text", default=""
    )
    script: StaffText = form(
        "Roteiro do atendente", "Attendant's script", widget="text", default=""
    )
    context: tuple[VariablePath, ...] = form(
        "Dados que o atendente vê",
        "Data that the attendant sees",
        group=Group.ADVANCED,
        help_pt="Vazio: todos os que foram preenchidos.",
        help_en="Empty: all that are filled in.",
        default=(),
        max_length=100,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return resolved, no_agent, out_of_hours, timeout and customer_gave_up."""
        return (
            Outcome("resolved", "Resolvido", "Resolved", ERROR_ROUTE),
            Outcome("no_agent", "Ninguém disponível", "Nobody available", ERROR_ROUTE),
            Outcome("out_of_hours", "Fora do horário", "Out of hours", ERROR_ROUTE),
            Outcome("timeout", "Espera longa demais", "Waited too long", ERROR_ROUTE),
            Outcome("customer_gave_up", "Cliente desistiu", "Customer gave up", ERROR_ROUTE),
        )

    def enter(self, turn: Turn) -> Decision:
        """Open the ticket, or leave at once when the queue is closed."""
        queue = turn.program.queues.get(self.queue)
        if queue is None:
            raise turn.failure("unknown_queue", self.queue)
        if self.respects_hours and not self._is_open(turn, queue.calendar):
            return Go("out_of_hours")
        turn.say_text(turn.text("text"))
        turn.ask_of_world(
            OpenTicket(
                node_id=self.id,
                step=turn.session.step,
                queue=self.queue,
                level=self.level or queue.level,
                priority=self.priority,
                skills=self.skills,
                summary=turn.text("summary"),
                script=turn.text("script"),
                context=self._context(turn),
            )
        )
        turn.record("handoff_requested", queue=self.queue)
        self._entertain(turn)
        return Wait("ticket", self.max_wait_s)

    def _entertain(self, turn: Turn) -> None:
        """Let the next waiting message come in its time, if there is one."""
        if _said(turn) < len(self.waiting_texts):
            turn.start_timer(WAITING_MESSAGE, timedelta(seconds=self.waiting_every_s))

    def _is_open(self, turn: Turn, calendar_id: str | None) -> bool:
        return calendar_id is None or calendars.is_open(turn.calendar(calendar_id), turn.now)

    def _context(self, turn: Turn) -> dict[str, JsonValue]:
        names = self.context or tuple(turn.session.variables)
        values = {name: turn.read(name) for name in names}
        return {name: value for name, value in values.items() if value not in (None, "")}

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Follow the ticket; the customer's words go to it."""
        match event:
            case TicketChanged(status=status) if status in _OUTCOME_OF_STATUS:
                return self._leave(turn, _OUTCOME_OF_STATUS[status], event.attendant)
            case TicketChanged(status="assigned"):
                return self._assign(turn, event)
            case TicketChanged():
                return self._wait_again(turn, event)
            case MessageReceived():
                return self._hear(turn, event)
            case TimerFired(key=key):
                return self._time_passed(turn, key)
        return super().resume(turn, event)

    def _leave(self, turn: Turn, outcome: str, attendant: str | None = None) -> Decision:
        turn.session.owner = "bot"
        turn.record("handoff_ended", outcome=outcome, attendant=attendant)
        return Go(outcome)

    def _assign(self, turn: Turn, event: TicketChanged) -> Decision:
        turn.session.owner = "person"
        turn.session.conversation["attendant"] = event.attendant
        turn.record("handoff_assigned", attendant=event.attendant)
        return Stay()

    def _wait_again(self, turn: Turn, event: TicketChanged) -> Decision:
        """Begin a new wait, whose limit counts from here: the old timers may have passed by."""
        turn.session.owner = "bot"
        turn.record("handoff_released", attendant=event.attendant)
        self._entertain(turn)
        if self.max_wait_s is not None:
            turn.start_timer(NODE_TIMEOUT, timedelta(seconds=self.max_wait_s))
        return Stay()

    def _hear(self, turn: Turn, event: MessageReceived) -> Decision:
        gives_up = phrase(event.text) in {phrase(words) for words in self.give_up_phrases}
        step = turn.session.step
        if gives_up and turn.session.owner == "bot":
            turn.ask_of_world(UpdateTicket(step, event.text, status="closed_by_customer"))
            return self._leave(turn, "customer_gave_up")
        turn.ask_of_world(UpdateTicket(step, event.text))
        return Stay()

    def _time_passed(self, turn: Turn, key: str) -> Decision:
        if turn.session.owner == "person":
            return Stay()
        if key == WAITING_MESSAGE:
            return self._say_waiting(turn)
        turn.ask_of_world(UpdateTicket(turn.session.step, status="expired"))
        return self._leave(turn, "timeout")

    def _say_waiting(self, turn: Turn) -> Decision:
        said = _said(turn)
        if said < len(self.waiting_texts):
            turn.say_text(turn.text(f"waiting_texts.{said}"))
            turn.scratch["said"] = said + 1
        self._entertain(turn)
        return Stay()

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield every end of the ticket, a customer who gives up, and time."""
        step = turn.session.step
        for status in ("resolved", "no_agent", "expired", "closed_by_customer"):
            yield TicketChanged(turn.now, step, status)
        if self.give_up_phrases:
            yield MessageReceived(turn.now, self.give_up_phrases[0])


def _said(turn: Turn) -> int:
    """Return how many waiting messages the customer has had."""
    return int(str(turn.scratch.get("said", 0)))
