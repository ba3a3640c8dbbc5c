"""One-click fixes as changes of the document, so that undo takes one back like any gesture."""

from collections.abc import Iterator
from dataclasses import replace

from pydantic import JsonValue

from flow_runtime.editing import Change, Document
from flow_runtime.editing.changes import (
    PutEdge,
    PutNode,
    PutVariable,
    RemoveEdge,
    RemoveNode,
    SetFlow,
    SetTranslation,
)
from flow_runtime.editing.documents import edges_of, nodes_of, object_of
from flow_runtime.fixes import FixDoesNotApply, apply_fix
from flow_runtime.problems import Fix, Problem

_NODES = "/nodes/"


def changes_of(document: Document, problem: Problem) -> list[Change]:
    """Return the changes that mend a problem; none where the document has changed too much.

    The problem may have been found in an earlier document: what it says of a node is looked up by
    the node's id.
    """
    fix = _in_today(document, problem)
    if fix is None:
        return []
    try:
        mended = apply_fix(document, fix)
    except FixDoesNotApply:
        return []
    if fix.operation == "remove_node":
        return [RemoveNode(str(fix.arguments["node"]))]
    return list(_difference(document, mended))


def _in_today(document: Document, problem: Problem) -> Fix | None:
    """Return the fix with its pointer into today's document."""
    fix, pointer = problem.fix, str(problem.fix.arguments.get("pointer", "")) if problem.fix else ""
    if fix is None or not pointer.startswith(_NODES):
        return fix
    nodes = document.get("nodes")
    items = nodes if isinstance(nodes, list) else []
    ids = [node.get("id") if isinstance(node, dict) else None for node in items]
    if problem.node_id not in ids:
        return None
    _, _, inside = pointer.removeprefix(_NODES).partition("/")
    place = f"{_NODES}{ids.index(problem.node_id)}/{inside}"
    return replace(fix, arguments={**fix.arguments, "pointer": place})


def _difference(before: Document, after: Document) -> Iterator[Change]:
    known = {str(node["id"]): node for node in nodes_of(before)}
    for node in nodes_of(after):
        if known.get(str(node["id"])) != node:
            yield PutNode(node)
    old_edges, new_edges = set(edges_of(before)), set(edges_of(after))
    kept = {(source, outcome) for source, outcome, _ in new_edges}
    for source, outcome, _ in sorted(old_edges - new_edges):
        if (source, outcome) not in kept:
            yield RemoveEdge(source, outcome)
    yield from (PutEdge(*edge) for edge in sorted(new_edges - old_edges))
    yield from _variables(before, after)
    yield from _settings(object_of(before, "settings"), object_of(after, "settings"))
    yield from _translations(object_of(before, "translations"), object_of(after, "translations"))


def _variables(before: Document, after: Document) -> Iterator[Change]:
    old, new = before.get("variables"), after.get("variables")
    known = old if isinstance(old, list) else []
    for variable in new if isinstance(new, list) else []:
        if isinstance(variable, dict) and variable not in known:
            yield PutVariable(variable)


def _settings(before: Document, after: Document) -> Iterator[Change]:
    for key in {**before, **after}:
        if before.get(key) != after.get(key):
            yield SetFlow(f"settings.{key}", after.get(key))


def _translations(before: Document, after: Document) -> Iterator[Change]:
    for language, texts in before.items():
        kept = _texts(after.get(language))
        for key in _texts(texts):
            if key not in kept:
                yield SetTranslation(language, key, None)


def _texts(value: JsonValue) -> Document:
    return value if isinstance(value, dict) else {}
