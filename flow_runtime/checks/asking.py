"""How the flow asks: retries that end, menus one can take in, and calls that can be tried out."""

from collections.abc import Iterator

from flow_runtime.checks.kinds import warning
from flow_runtime.checks.subject import Subject
from flow_runtime.nodes.api import ApiNode
from flow_runtime.nodes.asking import INVALID
from flow_runtime.nodes.goto import GotoNode
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.problems import Fix, Problem

MAX_OPTIONS = 7
"""More than seven choices at once are hard to keep in mind (Miller 1956)."""

INVALID_LOOP = warning(
    "question.invalid_loop",
    "Quando não entende, '{node}' volta para si mesmo e o cliente fica preso. Ligue a saída 'Não"
    " entendido' a uma pessoa ou a outro bloco.",
    "When it does not understand, '{node}' returns to itself and the customer is stuck. Connect"
    " 'Not understood' to a person or to another node.",
)
TOO_MANY_OPTIONS = warning(
    "menu.too_many",
    "'{node}' tem {count} opções; mais de {limit} cansam quem lê. Divida em dois menus.",
    "'{node}' has {count} choices; more than {limit} tire the reader. Divide it into two menus.",
)
NO_EXAMPLE = warning(
    "api.no_example",
    "'{node}' não tem exemplo de resposta e não pode ser testado no simulador. Acrescente um.",
    "'{node}' has no example response and cannot be tried in the simulator. Add one.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield what makes answering, or trying the flow out, harder than it need be."""
    for node_id, node in subject.nodes.items():
        name = subject.name(node_id)
        if _returns_to_itself(subject, node_id):
            fix = _disconnection(node_id)
            yield INVALID_LOOP.at(subject.place(node_id), fix=fix, node=name)
        if isinstance(node, MenuNode) and len(node.options) > MAX_OPTIONS:
            place = subject.place(node_id, "options")
            count = len(node.options)
            yield TOO_MANY_OPTIONS.at(place, node=name, count=count, limit=MAX_OPTIONS)
        if isinstance(node, ApiNode) and not node.examples:
            yield NO_EXAMPLE.at(subject.place(node_id, "examples"), node=name)


def _returns_to_itself(subject: Subject, node_id: str) -> bool:
    """Say whether `invalid` is drawn back to its own node, perhaps over jumps."""
    drawn = [
        step.target
        for step in subject.ways.steps[node_id]
        if step.outcome == INVALID.id and step.is_drawn
    ]
    if not drawn or INVALID not in subject.ways.outcomes[node_id]:
        return False
    target, seen = drawn[0], set[str]()
    while isinstance(subject.nodes[target], GotoNode) and target not in seen:
        seen.add(target)
        target = next((step.target for step in subject.ways.steps[target]), target)
    return target == node_id


def _disconnection(node_id: str) -> Fix:
    words = {"pt-BR": "Usar o caminho de erro", "en": "Use the error route"}
    return Fix("remove_edge", {"source": node_id, "outcome": INVALID.id}, words)
