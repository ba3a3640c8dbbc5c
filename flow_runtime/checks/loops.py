"""Loops that ask nothing: a conversation in one would run until the engine stops it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence

import networkx

from flow_runtime.checks.kinds import error
from flow_runtime.checks.subject import Subject, make_subject
from flow_runtime.checks.ways import Step, graph_of
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.nodes.set import SetNode
from flow_runtime.nodes.subflow import SubflowNode
from flow_runtime.problems import Problem

MAX_NAMED = 12

TIGHT_LOOP = error(
    "graph.tight_loop",
    "A conversa pode girar sem perguntar nada: {route}. Ponha nesse caminho um bloco que espere"
    " o cliente ou tire uma das ligações.",
    "The conversation can go round without asking anything: {route}. Put a node that waits for the"
    " customer on this way, or remove one of its edges.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield one loop of each group of nodes that can follow one another without a pause."""
    steps = [step for step in subject.ways.all_steps() if _goes_on_at_once(subject, step)]
    graph = graph_of(steps)
    for group in networkx.strongly_connected_components(graph):
        first = min(group, key=subject.ways.positions.__getitem__)
        if len(group) > 1 or graph.has_edge(first, first):
            loop = _shortest_loop(first, group, graph.successors)
            yield TIGHT_LOOP.at(subject.place(first), route=_named(subject, loop))


def _named(subject: Subject, loop: Sequence[str]) -> str:
    if len(loop) <= MAX_NAMED:
        return subject.route(loop)
    return f"{subject.route(loop[: MAX_NAMED - 1])} → … → {subject.route(loop[-1:])}"


def _shortest_loop(
    first: str, group: set[str], following: Callable[[str], Iterable[str]]
) -> list[str]:
    """Return the shortest loop through a node of a group, beginning and ending with it."""
    came_from: dict[str, str] = {}
    waiting = deque([first])
    while first not in came_from:
        node_id = waiting.popleft()
        for target in following(node_id):
            if target in group and target not in came_from:
                came_from[target] = node_id
                waiting.append(target)
    loop = [first, came_from[first]]
    while loop[-1] != first:
        loop.append(came_from[loop[-1]])
    return loop[::-1]


def _goes_on_at_once(subject: Subject, step: Step) -> bool:
    """Say whether a step can be taken in the very turn in which its node was entered."""
    node = subject.nodes[step.source]
    if isinstance(node, SubflowNode):
        return _called_flow_may_ask_nothing(subject, node)
    return not node.PAUSES or (step.is_drawn and _skips_its_pause(subject, node, step.outcome))


def _skips_its_pause(subject: Subject, node: Node, outcome: str) -> bool:
    """Say whether a node that usually waits has an outcome that it may take without waiting."""
    match node:
        case QuestionNode(skip_if_known=True):
            return outcome == "answered" and not _is_cleared(subject, node.save_as)
        case HandoffNode(respects_hours=True):
            return outcome == "out_of_hours"
        case MenuNode(options=()):
            return outcome == "invalid"
    return False


def _is_cleared(subject: Subject, variable: str) -> bool:
    return any(
        item.action == "clear" and item.variable == variable
        for node in subject.nodes.values()
        if isinstance(node, SetNode)
        for item in node.assignments
    )


def _called_flow_may_ask_nothing(subject: Subject, node: SubflowNode) -> bool:
    """Say whether a called flow can come back without a pause; one that nobody knows pauses."""
    called = (subject.flows or {}).get(node.flow)
    if called is None or called.id == subject.flow.id:
        return False
    inner = make_subject(called)
    seen, waiting = set(inner.ways.starts), list(inner.ways.starts)
    while waiting:
        current = waiting.pop()
        if inner.ways.is_final(current):
            return True
        if inner.nodes[current].PAUSES or isinstance(inner.nodes[current], SubflowNode):
            continue
        following = {step.target for step in inner.ways.steps[current]} - seen
        seen |= following
        waiting.extend(following)
    return False
