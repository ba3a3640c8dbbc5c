"""A section of a document as units that people change one by one, each under a key of its own."""

from collections.abc import Iterator, Mapping
from typing import Final, cast

from pydantic import JsonValue

from flow_runtime.editing.documents import Item

Units = Mapping[str, JsonValue]

ABSENT: Final = cast(JsonValue, object())
"""Stands where a document has nothing, which is not the same as null."""

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "nodes": ("id",),
    "edges": ("source", "outcome"),
    "variables": ("name",),
    "stages": ("id",),
    "notes": ("id",),
    "groups": ("id",),
}
"""What tells the items of a list section apart."""

_OBJECTS: Final = frozenset({"layout", "lanes", "settings", "brief"})
_WHOLE: Final = ""


def units_of(section: str, value: JsonValue) -> Units:
    """Return the units of a section; one whole unit where it has none."""
    if value is ABSENT:
        return {}
    if section in _KEYS and isinstance(value, list):
        return dict(_keyed(value, _KEYS[section]))
    if section in _OBJECTS and isinstance(value, dict):
        return value
    if section == "translations" and isinstance(value, dict):
        return dict(_translated(value))
    return {_WHOLE: value}


def rebuilt(section: str, units: Units) -> JsonValue:
    """Return a section made of units, the other way round."""
    if _WHOLE in units:
        return units[_WHOLE]
    if section in _KEYS:
        return list(units.values())
    if section == "translations":
        return _languages(units)
    return dict(units) if section in _OBJECTS else ABSENT


def _keyed(items: list[JsonValue], keys: tuple[str, ...]) -> Iterator[tuple[str, JsonValue]]:
    """Yield items by their key; one without, or with a key that is taken, by its position too."""
    seen: set[str] = set()
    for position, item in enumerate(items):
        fields = item if isinstance(item, dict) else {}
        key = "/".join(str(fields.get(key)) for key in keys)
        if not fields or key in seen:
            key = f"{key}#{position}"
        seen.add(key)
        yield key, item


def _translated(languages: Item) -> Iterator[tuple[str, JsonValue]]:
    for language, texts in languages.items():
        for key, text in texts.items() if isinstance(texts, dict) else ():
            yield f"{language}/{key}", text


def _languages(units: Units) -> Item:
    languages: dict[str, dict[str, JsonValue]] = {}
    for unit, text in units.items():
        language, _, key = unit.partition("/")
        languages.setdefault(language, {})[key] = text
    return {**languages}
