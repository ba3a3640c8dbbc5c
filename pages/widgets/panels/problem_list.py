"""Problems as a to-do list: errors before warnings, together at their node, in a stable order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from flow_runtime.editing import Document
from flow_runtime.editing.documents import nodes_of, text_of
from flow_runtime.problems import Problem, Severity

MAX_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Pending:
    """The problems of one gravity at one node, or of the flow itself (`node_id` None)."""

    severity: Severity
    node_id: str | None
    name: str
    problems: tuple[Problem, ...]


def pending(document: Document, problems: Sequence[Problem]) -> list[Pending]:
    """Return the problems in groups.

    They keep the order in which they were found. A node that is gone, because the examination is
    of an earlier document, is left out with its problems.
    """
    names = {str(node["id"]): text_of(node, "name") for node in nodes_of(document)}
    there = [problem for problem in problems if problem.node_id in names or not problem.node_id]
    order = {node_id: position for position, node_id in enumerate(names)}
    ranked = sorted(there, key=lambda problem: _rank(problem, order))
    return [
        Pending(severity, node_id, names.get(node_id or "", ""), tuple(group))
        for (severity, node_id), group in groupby(ranked, key=lambda p: (p.severity, p.node_id))
    ]


def _rank(problem: Problem, order: dict[str, int]) -> tuple[bool, int]:
    position = order.get(problem.node_id, -1) if problem.node_id else -1
    return problem.severity is not Severity.ERROR, position


def counts(groups: Sequence[Pending]) -> tuple[int, int]:
    """Return how many errors and how many warnings there are."""
    sizes = dict.fromkeys(Severity, 0)
    for group in groups:
        sizes[group.severity] += len(group.problems)
    return sizes[Severity.ERROR], sizes[Severity.WARNING]


def first_ones(groups: Sequence[Pending], limit: int) -> list[Pending]:
    """Return the groups cut off after a number of problems."""
    shown: list[Pending] = []
    for group in groups:
        if limit <= 0:
            break
        kept = group.problems[:limit]
        shown.append(Pending(group.severity, group.node_id, group.name, kept))
        limit -= len(kept)
    return shown
