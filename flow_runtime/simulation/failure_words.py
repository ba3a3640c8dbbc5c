"""What failed at a node, in a sentence, and which checks say the same of the drawing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flow_runtime.nodes.base import Node
from flow_runtime.problems import Problem
from flow_runtime.program import Program

Words = Mapping[str, str]

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "loop": (
        "A conversa girou sem perguntar nada: {route}.",
        "The conversation went round without asking anything: {route}.",
    ),
    "formula_invalid": (
        "'{node}' tem um texto ou uma fórmula que não dá para ler.",
        "'{node}' has a text or a formula that cannot be read.",
    ),
    "outcome_not_connected": (
        "A saída '{outcome}' de '{node}' não leva a lugar nenhum.",
        "The outcome '{outcome}' of '{node}' leads nowhere.",
    ),
    "unknown_node": (
        "O próximo bloco de '{node}' não existe.",
        "The node after '{node}' does not exist.",
    ),
    "unknown_flow": (
        "'{node}' chama o fluxo '{detail}', que não existe ou não tem início.",
        "'{node}' calls the flow '{detail}', which does not exist or has no start.",
    ),
    "subflow_too_deep": (
        "'{node}' leva a fluxos demais, um dentro do outro.",
        "'{node}' leads to too many flows, one inside the other.",
    ),
    "unknown_queue": (
        "'{node}' usa a fila '{detail}', que não existe.",
        "'{node}' uses the queue '{detail}', which does not exist.",
    ),
    "unknown_calendar": (
        "'{node}' usa o calendário '{detail}', que não existe.",
        "'{node}' uses the calendar '{detail}', which does not exist.",
    ),
    "never_opens": (
        "'{node}' espera um horário que nunca abre.",
        "'{node}' waits for hours that never open.",
    ),
    "not_a_date": ("A data de '{node}' não é uma data.", "The date of '{node}' is no date."),
    "no_protocol_number": (
        "Não há número de protocolo para '{node}'.",
        "There is no protocol number for '{node}'.",
    ),
    "too_many_messages": (
        "'{node}' passou do limite de mensagens seguidas.",
        "'{node}' went beyond the limit of messages in a row.",
    ),
    "value_too_large": (
        "O valor que '{node}' quer guardar é grande demais.",
        "The value that '{node}' wants to save is too large.",
    ),
    "contact_too_large": (
        "O contato ficaria grande demais com o que '{node}' quer guardar.",
        "The contact would be too large with what '{node}' wants to save.",
    ),
    "session_too_large": (
        "A conversa guarda dados demais.",
        "The conversation holds too much data.",
    ),
    "error_route_failed": (
        "O caminho de erro também falhou, e a conversa terminou.",
        "The error route failed as well, and the conversation ended.",
    ),
    "unknown_variable": (
        "'{node}' usa '{detail}', que não tem valor aqui.",
        "'{node}' uses '{detail}', which has no value here.",
    ),
    "filter_failed": (
        "Um filtro do texto de '{node}' não se aplica ao valor: ficou vazio.",
        "A filter of a text of '{node}' does not fit the value: it stayed empty.",
    ),
    "type_mismatch": (
        "Uma condição de '{node}' compara valores de tipos diferentes: não vale.",
        "A condition of '{node}' compares values of different types: it does not hold.",
    ),
    "text_too_long": ("Um texto de '{node}' foi cortado.", "A text of '{node}' was cut."),
    "not_a_number": (
        "'{node}' soma algo que não é um número.",
        "'{node}' adds something that is no number.",
    ),
    "internal_error": (
        "'{node}' ainda não está pronto. Veja as pendências dele.",
        "'{node}' is not ready yet. See its problems.",
    ),
}
_OTHER: Final = ("'{node}' não funcionou aqui.", "'{node}' did not work here.")
_CHECKS: Final[Mapping[str, tuple[str, ...]]] = {
    "loop": ("graph.tight_loop",),
    "formula_invalid": ("text.", "expr.", "query.", "regex.", "condition."),
    "outcome_not_connected": ("port.open", "edge."),
    "unknown_node": ("edge.unknown_node", "ref.node"),
    "unknown_flow": ("ref.flow",),
    "subflow_too_deep": ("subflow.",),
    "unknown_queue": ("ref.queue",),
    "unknown_calendar": ("ref.calendar",),
    "unknown_variable": ("var.",),
    "internal_error": ("",),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that failed in a turn, at a node of the drawing; `words` says it.

    `node_ids` are the nodes it is about: those of a loop, else `node_id` alone. A failure that
    `stops` sent the conversation to the error route; the others left something empty.
    """

    code: str
    node_id: str | None
    words: Words
    node_ids: frozenset[str]
    stops: bool

    def problem_in(self, problems: Iterable[Problem]) -> Problem | None:
        """Return the problem that the checks of the draft show for this, if they do."""
        beginnings = _CHECKS.get(self.code, ())
        return next(
            (p for p in problems if p.node_id in self.node_ids and p.code.startswith(beginnings)),
            None,
        )


def failure_words(code: str, detail: str, node: Node | None, program: Program) -> Words:
    """Return the sentence about a failure, in pt-BR and en."""
    pt, en = _SENTENCES.get(code, _OTHER)
    name = node.name if node is not None else ""
    words = {}
    for language, sentence in (("pt-BR", pt), ("en", en)):
        words[language] = sentence.format(
            node=name,
            detail=detail,
            route=_route(detail, program) if code == "loop" else "",
            outcome=_outcome(node, detail, language),
        )
    return words


def loop_of(detail: str) -> Sequence[str]:
    """Return the nodes that the detail of a loop names."""
    return detail.split(" → ")


def _route(detail: str, program: Program) -> str:
    names = [n.name if (n := program.nodes.get(i)) else i for i in loop_of(detail)]
    return " → ".join([*names, names[0]])


def _outcome(node: Node | None, outcome: str, language: str) -> str:
    outcomes = node.outcomes() if node is not None else ()
    return next((o.words[language] for o in outcomes if o.id == outcome), outcome)
