"""In what two values of one place differ, field by field, in people's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from flow_runtime.document_places import Part, place_of
from flow_runtime.editing import Document, NodeConflict
from flow_runtime.editing.documents import nodes_of, same_json, text_of
from flow_runtime.flow import Flow
from pages.texts import Language

MOST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with its two values as people read them; "" where a side has none."""

    field: str
    mine: str
    theirs: str


def subject_of(conflict: NodeConflict, document: Document) -> str:
    """Return what a conflict is about: the node's name, or the place in the document."""
    node = next((n for n in nodes_of(document) if n["id"] == conflict.node_id), None)
    for side in (node, conflict.mine, conflict.theirs):
        if isinstance(side, dict) and (name := text_of(side, "name") or text_of(side, "text")):
            return name
    return conflict.node_id or conflict.key


def differences(conflict: NodeConflict, language: Language) -> list[Difference]:
    """Return the fields in which the two sides of a conflict differ, at most `MOST_SHOWN`."""
    names = _names(conflict)
    found = [
        Difference(_words((*names, *inside), conflict, language), _said(mine), _said(theirs))
        for inside, mine, theirs in _leaves((), conflict.mine, conflict.theirs)
    ]
    return found[:MOST_SHOWN]


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
