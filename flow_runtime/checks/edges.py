"""Whether every outcome leads somewhere, and every edge hangs on something that exists."""

from collections.abc import Iterator

from flow_runtime.checks.kinds import Place, error
from flow_runtime.checks.subject import Subject
from flow_runtime.flow import Edge
from flow_runtime.nodes.base import Outcome
from flow_runtime.problems import Fix, Problem

OPEN_PORT = error(
    "port.open",
    "A saída '{outcome}' de '{node}' não leva a lugar nenhum. Ligue-a ao próximo bloco.",
    "The outcome '{outcome}' of '{node}' leads nowhere. Connect it to the next node.",
)
UNKNOWN_SOURCE = error(
    "edge.unknown_node",
    "Uma ligação sai do bloco '{source}', que não existe mais. Remova a ligação.",
    "An edge leaves the node '{source}', which does not exist any more. Remove the edge.",
)
UNKNOWN_TARGET = error(
    "edge.unknown_node",
    "'{node}' está ligado ao bloco '{target}', que não existe. Ligue a saída a outro bloco.",
    "'{node}' is connected to the node '{target}', which does not exist. Connect it to another.",
)
UNKNOWN_OUTCOME = error(
    "edge.unknown_outcome",
    "Uma ligação usa a saída '{outcome}', que '{node}' não tem. Remova-a ou ligue outra saída.",
    "An edge uses the outcome '{outcome}', which '{node}' has not. Remove it or connect another.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield outcomes without an edge and edges without a node or an outcome."""
    only_end = _only_end(subject)
    for node_id, outcome in subject.ways.open_ports:
        yield OPEN_PORT.at(
            subject.place(node_id),
            fix=_connection(subject, node_id, outcome, only_end) if only_end else None,
            node=subject.name(node_id),
            outcome=outcome.words,
        )
    ports = {
        (node_id, outcome.id)
        for node_id, outcomes in subject.ways.outcomes.items()
        for outcome in outcomes
    }
    for index, edge in enumerate(subject.flow.edges):
        yield from _node_problems(subject, edge, f"/edges/{index}")
        if edge.source in subject.nodes and (edge.source, edge.outcome) not in ports:
            yield UNKNOWN_OUTCOME.at(
                Place(f"/edges/{index}/outcome", edge.source),
                fix=_removal(edge),
                node=subject.name(edge.source),
                outcome=edge.outcome,
            )


def _only_end(subject: Subject) -> str | None:
    """Return the flow's end, if it has one; among several nobody can know which is meant."""
    ends = [node_id for node_id in subject.nodes if subject.ways.is_final(node_id)]
    return ends[0] if len(ends) == 1 else None


def _connection(subject: Subject, node_id: str, outcome: Outcome, end: str) -> Fix:
    name = subject.nodes[end].name
    return Fix(
        "connect",
        {"source": node_id, "outcome": outcome.id, "target": end},
        {"pt-BR": f"Ligar a '{name}'", "en": f"Connect to '{name}'"},
    )


def _node_problems(subject: Subject, edge: Edge, pointer: str) -> Iterator[Problem]:
    fix = _removal(edge)
    if edge.source not in subject.nodes:
        yield UNKNOWN_SOURCE.at(Place(f"{pointer}/source"), fix=fix, source=edge.source)
    elif edge.target not in subject.nodes:
        place = Place(f"{pointer}/target", edge.source)
        name = subject.name(edge.source)
        yield UNKNOWN_TARGET.at(place, fix=fix, node=name, target=edge.target)


def _removal(edge: Edge) -> Fix:
    return Fix(
        "remove_edge",
        {"source": edge.source, "outcome": edge.outcome},
        {"pt-BR": "Remover a ligação", "en": "Remove the edge"},
    )
