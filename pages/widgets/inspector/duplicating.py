"""Copies of nodes beside their originals, with their texts in all languages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from flow_runtime.editing import Change, Document, new_id
from flow_runtime.editing.changes import PlaceNode, PutEdge, PutNode, SetTranslation
from flow_runtime.editing.documents import edges_of, nodes_of, object_of

_ASIDE: Final = (40.0, 40.0)
"""How far from its original a copy's card stands, in pixels."""


def duplicate_changes(document: Document, node_ids: Sequence[str]) -> list[Change]:
    """Return the changes that copy nodes; the edges between them are copied, others are not.

    A start is not copied: a flow has one.
    """
    copied = [n for n in nodes_of(document) if n["id"] in node_ids and n.get("type") != "start"]
    taken = {str(node["id"]) for node in nodes_of(document)}
    names: dict[str, str] = {}
    changes: list[Change] = []
    for node in copied:
        old = str(node["id"])
        names[old] = new_id(taken, old)
        taken.add(names[old])
        changes.append(PutNode({**node, "id": names[old]}))
    changes += _places(document, names)
    changes += [
        PutEdge(names[source], outcome, names[target])
        for source, outcome, target in edges_of(document)
        if source in names and target in names
    ]
    return [*changes, *_translations(document, names)]


def _places(document: Document, names: Mapping[str, str]) -> Iterator[Change]:
    layout = object_of(document, "layout")
    for old, new in names.items():
        at = layout.get(old)
        if isinstance(at, list) and len(at) == 2:
            x, y = (float(c) if isinstance(c, int | float) else 0.0 for c in at)
            yield PlaceNode(new, (x + _ASIDE[0], y + _ASIDE[1]))


def _translations(document: Document, names: Mapping[str, str]) -> Iterator[Change]:
    for language, texts in object_of(document, "translations").items():
        for key, text in texts.items() if isinstance(texts, dict) else ():
            owner, dot, path = key.partition(".")
            if owner in names and isinstance(text, str):
                yield SetTranslation(language, f"{names[owner]}{dot}{path}", text)
