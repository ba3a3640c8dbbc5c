"""The document that is edited: plain JSON that may be unfinished, read tolerantly, never changed.

Every function that changes something returns a new document which shares what did not change, so
that identity tells what did. A section of the wrong shape reads as empty.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Final

import orjson
from pydantic import JsonValue

from flow_runtime.answers.folding import fold
from flow_runtime.flow import SCHEMA_VERSION
from flow_runtime.nodes.base import SETTINGS_ID

Document = dict[str, JsonValue]
Item = dict[str, JsonValue]
"""One node, edge, variable, stage, note or group as it stands in a document."""

_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_MAX_WISH_CHARACTERS: Final = 48
_START_NAMES: Final = {"pt-BR": "Início", "en": "Start"}


def items_of(document: Document, section: str, key: str = "id") -> list[Item]:
    """Return the items of a list section that are objects with a name of their own under `key`."""
    items = document.get(section)
    if not isinstance(items, list):
        return []
    return [item for item in items if isinstance(item, dict) and isinstance(item.get(key), str)]


def nodes_of(document: Document) -> list[Item]:
    """Return the nodes that have an id."""
    return items_of(document, "nodes")


def node_of(document: Document, node_id: str) -> Item | None:
    """Return a node by its id."""
    nodes = document.get("nodes")
    for node in nodes if isinstance(nodes, list) else ():
        if isinstance(node, dict) and node.get("id") == node_id:
            return node
    return None


def edges_of(document: Document) -> list[tuple[str, str, str]]:
    """Return the edges as (source, outcome, target), the first of each outcome."""
    found: dict[tuple[str, str], str] = {}
    for edge in items_of(document, "edges", "source"):
        source, outcome, target = (edge.get(key) for key in ("source", "outcome", "target"))
        if isinstance(source, str) and isinstance(outcome, str) and isinstance(target, str):
            found.setdefault((source, outcome), target)
    return [(source, outcome, target) for (source, outcome), target in found.items()]


def object_of(document: Document, section: str) -> Item:
    """Return an object section, such as the layout."""
    value = document.get(section)
    return value if isinstance(value, dict) else {}


def text_of(item: Item, key: str, default: str = "") -> str:
    """Return a text of an item; the default when there is none."""
    value = item.get(key)
    return value if isinstance(value, str) else default


def same_json(one: JsonValue, other: JsonValue) -> bool:
    """Say whether two values are the same JSON; for Python 1, 1.0 and True would be equal."""
    return one is other or (one == other and orjson.dumps(one) == orjson.dumps(other))


# -- changing ------------------------------------------------------------------------------------


def with_value(document: Document, section: str, value: JsonValue) -> Document:
    """Return the document with another value of a section, or itself when it is the same."""
    same = section in document and document[section] is value
    return document if same else {**document, section: value}


def with_item(document: Document, section: str, item: Item, keys: Sequence[str]) -> Document:
    """Return the document with an item where the one of the same keys stood, or at the end."""
    given = document.get(section)
    items = list(given) if isinstance(given, list) else []
    position = _position(items, item, keys)
    if position is None:
        items.append(item)
    elif same_json(items[position], item):
        return document
    else:
        items[position] = item
    return {**document, section: items}


def _position(items: list[JsonValue], item: Item, keys: Sequence[str]) -> int | None:
    first, wanted = keys[0], item[keys[0]]
    for position, old in enumerate(items):
        if not isinstance(old, dict) or old.get(first) != wanted:
            continue
        if all(old.get(key) == item[key] for key in keys[1:]):
            return position
    return None


def without_items(document: Document, section: str, gone: Callable[[Item], bool]) -> Document:
    """Return the document without the items of a section of which `gone` is true."""
    given = document.get(section)
    items = given if isinstance(given, list) else []
    kept = [item for item in items if not (isinstance(item, dict) and gone(item))]
    return {**document, section: kept} if len(kept) < len(items) else document


def with_key(document: Document, section: str, key: str, value: JsonValue) -> Document:
    """Return the document with a key of an object section set; None removes the key."""
    given = object_of(document, section)
    if value is None:
        return without_keys(document, section, [key])
    if key in given and same_json(given[key], value):
        return document
    return {**document, section: {**given, key: value}}


def without_keys(document: Document, section: str, keys: Iterable[str]) -> Document:
    """Return the document without some keys of an object section."""
    given, gone = object_of(document, section), set(keys)
    if gone.isdisjoint(given):
        return document
    return {**document, section: {k: v for k, v in given.items() if k not in gone}}


# -- new things ----------------------------------------------------------------------------------


def new_document(flow_id: str, name: str, *, language: str = "pt-BR") -> Document:
    """Return the document of an empty flow: one start card."""
    start_name = _START_NAMES.get(language, _START_NAMES["en"])
    return {
        "schema_version": SCHEMA_VERSION,
        "id": flow_id,
        "name": name,
        "language": language,
        "languages": [language],
        "nodes": [{"id": "start", "type": "start", "name": start_name}],
        "edges": [],
        "layout": {"start": [80, 80]},
    }


def copy_document(document: Document, flow_id: str, name: str) -> Document:
    """Return a flow's document as another flow; what it holds is shared, not copied."""
    return {**document, "id": flow_id, "name": name}


def new_id(taken: Document | Container[str], wish: str) -> str:
    """Return an id that nothing has yet, such as `ask_cpf_2` for the wish "Ask CPF".

    Args:
        taken: The ids in use, or the document whose nodes, stages, notes and groups have them.
        wish: A name that people gave, or a node type.
    """
    known = ids_in(taken) if isinstance(taken, dict) else taken
    stem = _NOT_IN_IDS.sub("_", fold(wish).lower()).strip("_")[:_MAX_WISH_CHARACTERS] or "item"
    number, candidate = 1, stem
    while candidate == SETTINGS_ID or candidate in known:
        number += 1
        candidate = f"{stem}_{number}"
    return candidate


def ids_in(document: Document) -> set[str]:
    """Return the ids of nodes, stages, notes and groups."""
    sections = ("nodes", "stages", "notes", "groups")
    return {str(item["id"]) for section in sections for item in items_of(document, section)}
