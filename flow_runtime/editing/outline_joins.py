"""Where the branches of a step meet again: its nearest step that every way on passes."""

from collections.abc import Mapping, Sequence

import networkx

_OUT = ""
"""Stands for the end of every conversation; no node has an empty id."""


def joins_of(targets: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return, for each step whose ways on all pass one other step, the nearest such step.

    Args:
        targets: The steps that follow each step.
    """
    backwards: networkx.DiGraph[str] = networkx.DiGraph()
    backwards.add_node(_OUT)
    for source, following in targets.items():
        for target in following or (_OUT,):
            backwards.add_edge(target, source)
    found = networkx.immediate_dominators(backwards, _OUT)
    return {step: join for step, join in found.items() if join and join != step and step != _OUT}
