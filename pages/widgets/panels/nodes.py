"""Nodes as people choose them from a list: by their names, each told apart from the others."""

from collections import Counter
from collections.abc import Container

from flow_runtime.editing import Document
from flow_runtime.editing.documents import nodes_of, text_of


def node_names(document: Document, *, without: Container[str] = ()) -> dict[str, str]:
    """Return the nodes' names by their ids, in the document's order; equal ones are numbered."""
    names: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for node in nodes_of(document):
        node_id, name = str(node["id"]), text_of(node, "name") or str(node["id"])
        seen[name] += 1
        if node_id not in without:
            names[node_id] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def chosen(names: dict[str, str], node_id: str | None, missing: str) -> dict[str, str]:
    """Return the names with the chosen node among them, even if it is gone (`missing`)."""
    return names if node_id is None or node_id in names else {node_id: missing, **names}
