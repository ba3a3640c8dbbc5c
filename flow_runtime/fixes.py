"""Applying the one-click fixes of problems to a flow document.

A fix is made for the document that was checked. Applied to one that changed meanwhile it may find
nothing at its place; then it refuses, and the document stays as it is.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Final

from pydantic import JsonValue

from flow_runtime.errors import FluxoError
from flow_runtime.problems import Fix

Document = dict[str, JsonValue]


class FixDoesNotApply(FluxoError):
    """The document has no such place any more; check the flow again for a fresh fix."""


def apply_fix(document: Mapping[str, JsonValue], fix: Fix) -> Document:
    """Return a flow document with a fix applied; the given one is not changed.

    Raises:
        FixDoesNotApply: The operation is unknown, or its place is not in the document.
    """
    operation = _OPERATIONS.get(fix.operation)
    if operation is None:
        raise FixDoesNotApply(f"There is no fix '{fix.operation}'. Update Fluxo to use it.")
    changed = deepcopy(dict(document))
    try:
        operation(changed, fix.arguments)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise FixDoesNotApply(
            "The flow changed since it was checked. Check it again and use the fresh fix."
        ) from error
    return changed


def _connect(document: Document, arguments: Mapping[str, JsonValue]) -> None:
    _node(document, arguments["source"])
    _node(document, arguments["target"])
    _drop_edges(document, arguments["source"], arguments["outcome"])
    edge = {key: arguments[key] for key in ("source", "outcome", "target")}
    _list(document, "edges").append(edge)


def _set(document: Document, arguments: Mapping[str, JsonValue]) -> None:
    parent, key = _place(document, str(arguments["pointer"]))
    value = deepcopy(arguments["value"])
    if isinstance(parent, dict):
        parent[key] = value
    else:
        parent[_index(parent, key)] = value


def _remove(document: Document, arguments: Mapping[str, JsonValue]) -> None:
    parent, key = _place(document, str(arguments["pointer"]))
    if isinstance(parent, dict):
        del parent[key]
    else:
        del parent[_index(parent, key)]


def _remove_node(document: Document, arguments: Mapping[str, JsonValue]) -> None:
    """Take a node out with everything that belongs to it: edges, translations, position."""
    node_id = arguments["node"]
    _list(document, "nodes").remove(_node(document, node_id))
    edges = _list(document, "edges")
    edges[:] = [e for e in edges if node_id not in _fields(e, ("source", "target"))]
    _mapping(document, "layout").pop(str(node_id), None)
    for texts in _mapping(document, "translations").values():
        if isinstance(texts, dict):
            for key in [key for key in texts if key.startswith(f"{node_id}.")]:
                del texts[key]


def _remove_edge(document: Document, arguments: Mapping[str, JsonValue]) -> None:
    if not _drop_edges(document, arguments["source"], arguments["outcome"]):
        raise KeyError("edge")


def _declare_variable(document: Document, arguments: Mapping[str, JsonValue]) -> None:
    variables = _list(document, "variables")
    if any(_fields(variable, ("name",)) == [arguments["name"]] for variable in variables):
        raise ValueError("declared already")
    variables.append({"name": arguments["name"], "type": arguments["type"]})


_OPERATIONS: Final[Mapping[str, Callable[[Document, Mapping[str, JsonValue]], None]]] = {
    "connect": _connect,
    "set": _set,
    "remove": _remove,
    "remove_node": _remove_node,
    "remove_edge": _remove_edge,
    "declare_variable": _declare_variable,
}


# -- places in a document ------------------------------------------------------------------------


def _list(document: Document, key: str) -> list[JsonValue]:
    value = document.setdefault(key, [])
    if not isinstance(value, list):
        raise TypeError(key)
    return value


def _mapping(document: Document, key: str) -> dict[str, JsonValue]:
    value = document.get(key, {})
    if not isinstance(value, dict):
        raise TypeError(key)
    return value


def _node(document: Document, node_id: JsonValue) -> JsonValue:
    nodes = _list(document, "nodes")
    found = next((node for node in nodes if _fields(node, ("id",)) == [node_id]), None)
    if found is None:
        raise KeyError(node_id)
    return found


def _fields(value: JsonValue, keys: Sequence[str]) -> list[JsonValue]:
    return [value.get(key) for key in keys] if isinstance(value, dict) else []


def _drop_edges(document: Document, source: JsonValue, outcome: JsonValue) -> bool:
    """Remove the edge of an outcome; say whether there was one."""
    edges = _list(document, "edges")
    kept = [e for e in edges if _fields(e, ("source", "outcome")) != [source, outcome]]
    was_there = len(kept) < len(edges)
    edges[:] = kept
    return was_there


def _place(document: Document, pointer: str) -> tuple[dict[str, JsonValue] | list[JsonValue], str]:
    """Return the object or list that a JSON pointer (RFC 6901) leads into, and its last key.

    Objects that hold only defaults are not written down, so missing ones are made on the way.
    """
    *parents, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
    place: JsonValue = document
    for part in parents:
        if isinstance(place, dict):
            place = place.setdefault(part, {})
        elif isinstance(place, list):
            place = place[_index(place, part)]
    if not isinstance(place, dict | list):
        raise TypeError(pointer)
    return place, last


def _index(items: list[JsonValue], part: str) -> int:
    index = int(part)
    if not 0 <= index < len(items):
        raise IndexError(part)
    return index
