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
    for node_id, outcome in subject.ways.open_ports:
        yield OPEN_PORT.at(
            subject.place(node_id),
            fix=_connection(subject, node_id, outcome),
            node=subject.name(node_id),
            outcome=outcome.words,
        )
    for index, edge in enumerate(subject.flow.edges):
        yield from _edge_problems(subject, edge, f"/edges/{index}")


def _connection(subject: Subject, node_id: str, outcome: Outcome) -> Fix | None:
    """Offer the flow's only end; among several nobody can know which is meant."""
    ends = [other for other in subject.nodes if subject.ways.is_final(other)]
    if len(ends) != 1:
        return None
    name = subject.nodes[ends[0]].name
    return Fix(
        "connect",
        {"source": node_id, "outcome": outcome.id, "target": ends[0]},
        {"pt-BR": f"Ligar a '{name}'", "en": f"Connect to '{name}'"},
    )


def _edge_problems(subject: Subject, edge: Edge, pointer: str) -> Iterator[Problem]:
    nodes, fix = subject.nodes, _removal(edge)
    if edge.source not in nodes:
        yield UNKNOWN_SOURCE.at(Place(f"{pointer}/source"), fix=fix, source=edge.source)
        return
    name = subject.name(edge.source)
    if edge.target not in nodes:
        place = Place(f"{pointer}/target", edge.source)
        yield UNKNOWN_TARGET.at(place, fix=fix, node=name, target=edge.target)
    if all(outcome.id != edge.outcome for outcome in subject.ways.outcomes[edge.source]):
        place = Place(f"{pointer}/outcome", edge.source)
        yield UNKNOWN_OUTCOME.at(place, fix=fix, node=name, outcome=edge.outcome)


def _removal(edge: Edge) -> Fix:
    return Fix(
        "remove_edge",
        {"source": edge.source, "outcome": edge.outcome},
        {"pt-BR": "Remover a ligação", "en": "Remove the edge"},
    )
