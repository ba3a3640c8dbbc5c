"""In what two values of one place differ, field by field, in people's words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from flow_runtime.document_places import Part, place_of
from flow_runtime.editing import Document, NodeConflict
from flow_runtime.editing.documents import items_of, nodes_of, same_json, text_of
from flow_runtime.flow import Flow
from pages.texts import Language

MOST_SHOWN: Final = 12
_REFERENCES: Final = frozenset({"target", "node", "stage", "error_route"})
"""Fields that hold the id of a node or stage, which people know by its name."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with its two values as people read them; "" where a side has none."""

    field: str
    mine: str
    theirs: str


def names_in(document: Document) -> dict[str, str]:
    """Return the names of a draft's nodes and stages by their ids."""
    items = (*nodes_of(document), *items_of(document, "stages"))
    return {text_of(item, "id"): text_of(item, "name") for item in items if text_of(item, "name")}


def subject_of(conflict: NodeConflict, document: Document, language: Language) -> str:
    """Return what a conflict is about: the node's name as both knew it, or the place."""
    node = next((n for n in nodes_of(document) if n["id"] == conflict.node_id), None)
    for side in (conflict.base, node, conflict.mine, conflict.theirs):
        if isinstance(side, dict) and (name := text_of(side, "name") or text_of(side, "text")):
            return name
    return conflict.node_id or _words(_names(conflict), conflict, language)


def differences(
    conflict: NodeConflict, language: Language, names: Mapping[str, str]
) -> list[Difference]:
    """Return the fields in which the two sides of a conflict differ, at most `MOST_SHOWN`.

    Where a side deleted the thing, these are the fields that the other one changed.

    Args:
        conflict: What is to be chosen.
        language: That of the reader.
        names: The names of nodes and stages by their ids.
    """
    top = _names(conflict)
    mine, theirs = (
        conflict.base if side is None else side for side in (conflict.mine, conflict.theirs)
    )
    found = [
        Difference(
            _words((*top, *inside), conflict, language),
            _named((*top, *inside), one, names) if conflict.mine is not None else "",
            _named((*top, *inside), other, names) if conflict.theirs is not None else "",
        )
        for inside, one, other in _leaves((), mine, theirs)
    ]
    return found[:MOST_SHOWN]


def _named(path: tuple[Part, ...], value: JsonValue, names: Mapping[str, str]) -> str:
    said = _said(value)
    return names.get(said, said) if path[-1] in _REFERENCES else said


def _names(conflict: NodeConflict) -> tuple[Part, ...]:
    section, _slash, rest = conflict.key.partition("/")
    if conflict.section in ("nodes", "variables", "stages", "notes"):
        return (section, 0)
    return (section, rest) if conflict.section in ("settings", "brief") else (section,)


def _words(names: Sequence[Part], conflict: NodeConflict, language: Language) -> str:
    sides = (conflict.mine, conflict.theirs)
    item = next((side for side in sides if isinstance(side, dict)), None)
    document: Document = {conflict.section: [item] if len(names) > 1 and names[1] == 0 else item}
    place = place_of(names, document, Flow)
    pt, en = place.subject
    return (pt if language == "pt-BR" else en).strip("'")


def _leaves(
    path: tuple[Part, ...], mine: JsonValue, theirs: JsonValue
) -> Iterator[tuple[tuple[Part, ...], JsonValue, JsonValue]]:
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for key in dict.fromkeys((*mine, *theirs)):
            yield from _leaves((*path, key), mine.get(key), theirs.get(key))
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for index, (one, other) in enumerate(zip(mine, theirs, strict=True)):
            yield from _leaves((*path, index), one, other)
    elif not same_json(mine, theirs):
        yield path, mine, theirs


def _said(value: JsonValue) -> str:
    """Return a value as a person reads it: texts as they are, lists by their texts."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return ", ".join(filter(None, map(_said, value)))
        case dict():
            known = (value.get(key) for key in ("name", "label", "text", "target"))
            return next((str(one) for one in known if one), ", ".join(map(_said, value.values())))
    return str(value)
