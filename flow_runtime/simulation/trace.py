"""What happened in a turn, sentence by sentence: what was understood and why, and where it led.

Made of the facts that the runtime records too; every name of a fact has its teller here or is
silent on purpose (`SILENT`).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from flow_runtime.effects import Fact
from flow_runtime.events import MessageReceived, TimerFired
from flow_runtime.nodes.base import Node
from flow_runtime.session import Session
from flow_runtime.simulation.fact_words import plain_words
from flow_runtime.simulation.failures import failure_of
from flow_runtime.simulation.places import drawn_node, placed_facts
from flow_runtime.simulation.reasons import reason_of, saved_by
from flow_runtime.simulation.telling import Telling, node_of, program_of
from flow_runtime.simulation.understanding import refused_words, understood_words
from flow_runtime.turn import Turn

Kind = Literal["heard", "understood", "refused", "arrived", "left", "saved", "told", "failed"]

SILENT: Final = frozenset({"conversation_started", "message_received", "subflow_ended"})
"""Facts that a bubble or another line tells already."""


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One sentence about a step; `node_id` is the node of the drawing where it happened."""

    kind: Kind
    text: str
    node_id: str | None = None

    @property
    def is_problem(self) -> bool:
        """Whether something went wrong there."""
        return self.kind == "failed"


def trace_of(turns: Sequence[Turn], before: Session, language: str) -> Iterator[TraceLine]:
    """Yield the sentences of an action's turns, in order."""
    for turn in turns:
        yield from _event_lines(turn, before, language)
        for number, (fact, drawn) in enumerate(placed_facts(turn, before), start=1):
            node = node_of(turn.root, fact)
            telling = Telling(fact, node, turn, before, language, turn.facts[number:])
            yield from (TraceLine(kind, text, drawn) for kind, text in _told(telling))
        before = turn.session


def _event_lines(turn: Turn, before: Session, language: str) -> Iterator[TraceLine]:
    event, place = turn.event, drawn_node(before)
    if isinstance(event, TimerFired):
        yield TraceLine("heard", _TIMERS.get(event.key, _TIMERS["timeout"])[language], place)
    elif isinstance(event, MessageReceived) and before.waiting_for == "ticket":
        yield TraceLine("heard", _TO_THE_TICKET[language], place)
    elif isinstance(event, MessageReceived) and event.files:
        name = event.files[0].name
        said = {"pt-BR": f"Recebeu o arquivo '{name}'.", "en": f"Received the file '{name}'."}
        yield TraceLine("heard", said[language], place)


_TO_THE_TICKET: Final[Mapping[str, str]] = {
    "pt-BR": "A mensagem vai para o chamado.",
    "en": "The message goes to the ticket.",
}
_TIMERS: Final[Mapping[str, Mapping[str, str]]] = {
    "timeout": {"pt-BR": "O tempo de espera acabou.", "en": "The time to wait is over."},
    "idle_remind": {
        "pt-BR": "O cliente está em silêncio há algum tempo.",
        "en": "The customer has been silent for a while.",
    },
    "idle_close": {
        "pt-BR": "O cliente ficou em silêncio tempo demais.",
        "en": "The customer has been silent for too long.",
    },
    "waiting_message": {
        "pt-BR": "Hora do próximo aviso de espera.",
        "en": "Time for the next waiting message.",
    },
}


def _told(telling: Telling) -> Iterator[tuple[Kind, str]]:
    fact = telling.fact
    teller = _TELLERS.get(fact.name)
    if teller is not None:
        yield from teller(telling)
    elif fact.name not in SILENT:
        words = plain_words(_with_names(telling), telling.language)
        if words:
            yield "told", words


def _with_names(telling: Telling) -> Fact:
    """Return a fact that names flows and queues as people do."""
    fact, root = telling.fact, telling.turn.root
    data = dict(fact.data)
    if "flow" in data:
        data["flow"] = program_of(root, str(data["flow"])).flow.name
    if "queue" in data:
        queue = root.queues.get(str(data["queue"]))
        data["queue"] = queue.name if queue is not None else data["queue"]
    return replace(fact, data=data)


def _understood(telling: Telling) -> Iterator[tuple[Kind, str]]:
    yield "understood", understood_words(telling)


def _refused(telling: Telling) -> Iterator[tuple[Kind, str]]:
    yield "refused", refused_words(telling)


def _arrived(telling: Telling) -> Iterator[tuple[Kind, str]]:
    name = telling.node.name if telling.node else str(telling.fact.node_id)
    yield "arrived", telling.say(f"Chegou a '{name}'.", f"Came to '{name}'.")


def _left(telling: Telling) -> Iterator[tuple[Kind, str]]:
    yield from (("saved", text) for text in saved_by(telling))
    outcome = str(telling.fact.data["outcome"])
    name = _outcome_name(telling.node, outcome, telling.language)
    reason = reason_of(telling)
    why = f": {reason}" if reason else ""
    yield "left", telling.say(f"Sai por '{name}'{why}.", f"Leaves by '{name}'{why}.")


def _outcome_name(node: Node | None, outcome: str, language: str) -> str:
    outcomes = node.outcomes() if node is not None else ()
    return next((o.words[language] for o in outcomes if o.id == outcome), outcome)


def _failed(telling: Telling) -> Iterator[tuple[Kind, str]]:
    failure = failure_of(telling.turn, telling.fact, telling.fact.node_id)
    yield "failed", failure.words[telling.language]


_TELLERS: Final[Mapping[str, Callable[[Telling], Iterator[tuple[Kind, str]]]]] = {
    "answer_understood": _understood,
    "answer_refused": _refused,
    "node_entered": _arrived,
    "node_left": _left,
    "node_failed": _failed,
    "expression_error": _failed,
}
