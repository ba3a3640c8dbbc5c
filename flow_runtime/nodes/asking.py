"""What every node that asks has in common: retries, time-outs and the events that try it out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flow_runtime.answers import Answer, Choice, Refused, Understood, refusal_text
from flow_runtime.decisions import Decision, Go, Wait
from flow_runtime.effects import ShownChoice
from flow_runtime.events import Event, MessageReceived, TimerFired
from flow_runtime.nodes.base import ERROR_ROUTE, IDLE_RULE, SETTINGS_ID, Node, Outcome
from flow_runtime.nodes.fields import CustomerText, Group, Seconds, form
from flow_runtime.turn import Turn

INVALID = Outcome("invalid", "Não entendido", "Not understood", falls_to=ERROR_ROUTE)
TIMEOUT = Outcome("timeout", "Sem resposta", "No answer", falls_to=IDLE_RULE)
GIBBERISH = "zzz qwrtp"
"""What the path explorer types to be misunderstood."""
_WAIT = Wait("message")
_TIMEOUT = Go(TIMEOUT.id)


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of a menu: as the customer sees them, and as an answer may name them.

    `usual` are the answers that most people give, a label or its number, and `meanings` what those
    mean that were given before; only choices that are kept have them.
    """

    shown: tuple[ShownChoice, ...]
    names: tuple[Choice, ...]
    usual: frozenset[str] = frozenset()
    meanings: dict[str, Answer] = field(default_factory=dict)


class AskingNode(Node):
    """A node that says something and waits for the customer's answer."""

    PAUSES = True

    retry_text: CustomerText = form(
        "Quando não entender",
        "When not understood",
        group=Group.UNDERSTOOD,
        widget="text",
        help_pt="Vazio: uma frase que explica o que se espera.",
        help_en="Empty: a sentence that explains what is expected.",
        default="",
    )
    max_invalid: int = form("Tentativas", "Tries", group=Group.UNDERSTOOD, default=2, ge=1, le=10)
    timeout_s: Seconds | None = form(
        "Esperar no máximo",
        "Wait at most",
        group=Group.FAILURE,
        widget="duration",
        help_pt="Vale quando a saída 'Sem resposta' está ligada.",
        help_en="Counts when the outcome 'No answer' is connected.",
        default=None,
    )

    def wait_for_answer(self, turn: Turn) -> Wait:
        """Wait for a message; the node's time counts only where its time-out leads somewhere."""
        if self.timeout_s is None:
            return _WAIT
        return Wait("message", self.timeout_s if turn.is_connected("timeout") else None)

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Leave by the time-out; what else is no message belongs to another node."""
        return _TIMEOUT if isinstance(event, TimerFired) else super().resume(turn, event)

    def ask_again(self, turn: Turn, refused: Refused, kind: str, expected: str = "") -> Decision:
        """Count a refused answer: ask again, or leave by `invalid` after `max_invalid`."""
        tries = int(str(turn.scratch.get("tries", 0))) + 1
        turn.record("answer_refused", reason=refused.reason, tries=tries)
        if tries >= self.max_invalid:
            return self.give_up(turn)
        turn.scratch["tries"] = tries
        own = turn.text("retry_text") or turn.text_of(SETTINGS_ID, "invalid_text")
        self.say_again(turn, own or expected or self.expected_answer(turn, refused, kind))
        return self.wait_for_answer(turn)

    def expected_answer(self, turn: Turn, refused: Refused, kind: str) -> str:
        """Return the sentence that says what is expected, where the flow has none of its own."""
        return refusal_text(kind, refused.reason, turn.language)

    def say_again(self, turn: Turn, text: str) -> None:
        """Say the retry text; nodes with choices show them again."""
        turn.say_text(text, answer_kind="text")

    def give_up(self, turn: Turn) -> Decision:
        """Return what follows after too many misunderstood answers."""
        return Go("invalid")


_IMPERSONAL_KINDS = frozenset(
    {
        "number",
        "integer",
        "money",
        "percent",
        "date",
        "time",
        "datetime",
        "yes_no",
        "rating",
        "menu",
    }
)


def record_answer(turn: Turn, understood: Understood, kind: str) -> None:
    """Record that an answer was understood and how; never what it says about a person."""
    note = understood.note if kind in _IMPERSONAL_KINDS else ""
    turn.record("answer_understood", kind=kind, note=note)


def typed(turn: Turn, text: str) -> MessageReceived:
    """Return the event of a customer who types this now."""
    return MessageReceived(turn.now, text)


def chosen(turn: Turn, choice: ShownChoice) -> MessageReceived:
    """Return the event of a customer who presses this button now."""
    return MessageReceived(turn.now, choice.label, choice=choice.id)


def timed_out(turn: Turn) -> TimerFired:
    """Return the event of the current wait's time-out."""
    return TimerFired(turn.now, "timeout", turn.session.step)


def probes_of_waiting(node: AskingNode, turn: Turn) -> Iterator[Event]:
    """Yield the misunderstood answer and, where it leads somewhere, the time-out."""
    yield typed(turn, GIBBERISH)
    if node.timeout_s is not None and turn.is_connected("timeout"):
        yield timed_out(turn)
