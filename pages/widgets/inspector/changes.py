"""Changes of a list that take along what belongs to its items: translations and edges."""

from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue

from flow_runtime.editing import Change, Document
from flow_runtime.editing.changes import RemoveEdge, SetField, SetTranslation
from flow_runtime.editing.documents import edges_of, node_of, object_of
from pages.widgets.inspector.places import value_at


def relist(
    document: Document,
    node_id: str,
    path: str,
    items: Sequence[JsonValue],
    origins: Sequence[int | None],
) -> list[Change]:
    """Put a list in the place of another; each item's translations follow it.

    `origins` says for each item where it stood before, None for a new one. Edges of outcomes that
    belonged to items which are gone go too.
    """
    changes: list[Change] = [SetField(node_id, path, list(items))]
    changes += _moved_translations(document, f"{node_id}.{path}.", origins)
    changes += _orphaned_edges(document, node_id, path, items)
    return changes


def _moved_translations(
    document: Document, prefix: str, origins: Sequence[int | None]
) -> Iterator[Change]:
    places = {origin: index for index, origin in enumerate(origins) if origin is not None}
    for language, texts in object_of(document, "translations").items():
        listed = texts.items() if isinstance(texts, dict) else ()
        old = {key: text for key, text in listed if key.startswith(prefix)}
        new = dict(_renumbered(old, prefix, places))
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                text = new.get(key)
                yield SetTranslation(language, key, text if isinstance(text, str) else None)


def _renumbered(
    texts: Mapping[str, JsonValue], prefix: str, places: Mapping[int, int]
) -> Iterator[tuple[str, JsonValue]]:
    for key, text in texts.items():
        number, dot, rest = key.removeprefix(prefix).partition(".")
        if number.isdecimal() and int(number) in places:
            yield f"{prefix}{places[int(number)]}{dot}{rest}", text


def _orphaned_edges(
    document: Document, node_id: str, path: str, items: Sequence[JsonValue]
) -> Iterator[Change]:
    before, after = _ids(value_at(node_of(document, node_id), path)), _ids(list(items))
    for source, outcome, _target in edges_of(document):
        if source == node_id and outcome in before - after:
            yield RemoveEdge(source, outcome)


def _ids(items: JsonValue) -> set[str]:
    listed = items if isinstance(items, list) else []
    ids = (item.get("id") for item in listed if isinstance(item, dict))
    return {found for found in ids if isinstance(found, str)}


def moved(count: int, index: int, step: int) -> list[int]:
    """Return the order of `count` items after moving one of them up (-1) or down (1)."""
    order = list(range(count))
    target = index + step
    if 0 <= index < count and 0 <= target < count:
        order[index], order[target] = order[target], order[index]
    return order
