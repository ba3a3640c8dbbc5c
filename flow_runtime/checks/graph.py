"""Whether the drawing holds together: one start, everything reachable, a way to an end."""

from collections.abc import Iterator

import networkx

from flow_runtime.checks.kinds import Place, error
from flow_runtime.checks.subject import Subject
from flow_runtime.checks.ways import Ways, graph_of
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.problems import Fix, Problem

NO_START = error(
    "graph.start",
    "O fluxo não tem início. Acrescente um bloco Início.",
    "The flow has no start. Add a Start node.",
)
SECOND_START = error(
    "graph.start",
    "'{node}' é um segundo início, e o fluxo só pode ter um. Deixe um só bloco Início.",
    "'{node}' is a second start, and a flow can have only one. Keep a single Start node.",
)
UNREACHABLE = error(
    "graph.unreachable",
    "Nenhum caminho chega a '{node}'. Ligue uma saída a ele ou remova-o.",
    "No way leads to '{node}'. Connect an outcome to it or remove it.",
)
NO_WAY_TO_AN_END = error(
    "graph.no_end",
    "A conversa começa e nunca chega a um fim nem a uma pessoa. Ligue um caminho a um bloco Fim.",
    "The conversation begins and never reaches an end or a person. Connect a way to an End node.",
)
TRAPPED = error(
    "graph.no_end",
    "De '{node}' em diante a conversa não chega a um fim. Ligue uma saída a um bloco Fim.",
    "From '{node}' on, the conversation reaches no end. Connect a way out to an End node.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield what is wrong with the drawing as a whole."""
    yield from _start_problems(subject)
    if subject.ways.starts:
        yield from _unreachable(subject)
        yield from _trapped(subject)


def _start_problems(subject: Subject) -> Iterator[Problem]:
    if not subject.ways.starts:
        yield NO_START.at(Place("/nodes"))
    for node_id in subject.ways.starts[1:]:
        yield SECOND_START.at(subject.place(node_id), node=subject.name(node_id))


def _unreachable(subject: Subject) -> Iterator[Problem]:
    for node_id in subject.nodes:
        if node_id in subject.ways.reachable:
            continue
        yield UNREACHABLE.at(
            subject.place(node_id), fix=_removal(subject, node_id), node=subject.name(node_id)
        )


def _removal(subject: Subject, node_id: str) -> Fix:
    name = subject.nodes[node_id].name
    words = {"pt-BR": f"Remover '{name}'", "en": f"Remove '{name}'"}
    return Fix("remove_node", {"node": node_id}, words)


def _trapped(subject: Subject) -> Iterator[Problem]:
    """Report the start, or the first node of each place that has no way out.

    A node behind an outcome that is still open is no trap: the open outcome says it already.
    """
    ways = subject.ways
    freed = _nodes_with_a_way_out(ways)
    if not freed.intersection(ways.starts):
        yield NO_WAY_TO_AN_END.at(subject.place(ways.starts[0]))
        return
    hopeful = freed | _leading_to(ways, {node_id for node_id, _ in ways.open_ports})
    for trap in _traps(ways, ways.reachable - hopeful):
        node_id = min(trap, key=ways.positions.__getitem__)
        yield TRAPPED.at(subject.place(node_id), node=subject.name(node_id))


def _traps(ways: Ways, trapped: frozenset[str]) -> Iterator[set[str]]:
    graph = graph_of(step for node_id in trapped for step in ways.steps[node_id])
    graph.add_nodes_from(trapped)
    yield from networkx.weakly_connected_components(graph)


def _nodes_with_a_way_out(ways: Ways) -> frozenset[str]:
    exits = {
        node_id
        for node_id, node in ways.nodes.items()
        if ways.is_final(node_id) or isinstance(node, HandoffNode)
    }
    return _leading_to(ways, exits)


def _leading_to(ways: Ways, targets: set[str]) -> frozenset[str]:
    into = ways.steps_into()
    seen, waiting = set(targets), list(targets)
    while waiting:
        for step in into[waiting.pop()]:
            if step.source not in seen:
                seen.add(step.source)
                waiting.append(step.source)
    return frozenset(seen)
