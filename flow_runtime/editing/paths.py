"""Places inside a node or a flow as dotted paths: `options.0.label`, `settings.idle.close_after_s`.

The keys of a mapping field, such as those of an API's body, may hold dots themselves; whoever
knows which fields are mappings says so, and the rest of the path is then one key.
"""

from collections.abc import Container
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing.documents import Item, same_json

MAX_PATH_PARTS: Final = 20


def set_at(item: Item, path: str, value: JsonValue, mappings: Container[str] = ()) -> Item:
    """Return the item with a value at a path; None removes the key, or the entry of a list.

    Missing objects and lists are made on the way. Where the path leads through something else, or
    beyond the end of a list, nothing changes and the same item comes back.
    """
    parts = _parts(path, mappings)
    changed = _changed(item, parts, value) if parts else item
    return changed if isinstance(changed, dict) else item


def value_at(item: Item, path: str, mappings: Container[str] = ()) -> JsonValue:
    """Return the value at a path, or None."""
    value: JsonValue = item
    for part in _parts(path, mappings):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and _is_index(part) and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _parts(path: str, mappings: Container[str]) -> list[str]:
    first, _, rest = path.partition(".")
    if rest and first in mappings:
        return [first, rest]
    parts = path.split(".")
    return parts if all(parts) and len(parts) <= MAX_PATH_PARTS else []


def _is_index(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 6


def _changed(place: JsonValue, parts: list[str], value: JsonValue) -> JsonValue:
    """Return a changed copy of a place, or the place itself when nothing changes in it."""
    if place is None:
        place = [] if _is_index(parts[0]) else {}
    if isinstance(place, dict):
        return _changed_object(place, parts, value)
    if isinstance(place, list) and _is_index(parts[0]):
        return _changed_list(place, int(parts[0]), parts[1:], value)
    return place


def _changed_object(place: Item, parts: list[str], value: JsonValue) -> JsonValue:
    key, rest = parts[0], parts[1:]
    old = place.get(key)
    if rest:
        if old is None and value is None:
            return place
        new = _changed(old, rest, value)
        return place if new is old else {**place, key: new}
    if value is None:
        return {k: v for k, v in place.items() if k != key} if key in place else place
    return place if key in place and same_json(old, value) else {**place, key: value}


def _changed_list(
    place: list[JsonValue], index: int, rest: list[str], value: JsonValue
) -> JsonValue:
    if index > len(place) or (value is None and index == len(place)):
        return place
    old = place[index] if index < len(place) else None
    if not rest and value is None:
        return [*place[:index], *place[index + 1 :]]
    new = _changed(old, rest, value) if rest else value
    unchanged = index < len(place) and (new is old or same_json(new, old))
    return place if unchanged else [*place[:index], new, *place[index + 1 :]]
