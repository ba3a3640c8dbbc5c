"""The drawing of a file made sensible: places, lanes and frames never decide whether it is read.

What makes no sense is left out and named, so that the flow itself opens.
"""

import re
from collections.abc import Callable, Container, Mapping
from typing import Final

from pydantic import JsonValue

from flow_runtime.limits import MAX_COORDINATE, MAX_GROUPS

Document = dict[str, JsonValue]
Section = tuple[JsonValue, list[str]]
"""A section as it is kept, and the names of what was left out."""

_SLUG: Final = re.compile(r"[a-z0-9_-]{1,64}")
_MAX_NAME_CHARACTERS: Final = 200


def repaired_drawing(document: Document) -> tuple[Document, tuple[str, ...]]:
    """Return a document whose drawing can be read, and the names of what was left out of it."""
    repaired: dict[str, JsonValue] = {}
    repairs: list[str] = []
    for name, repair in _REPAIRS.items():
        if name in document:
            repaired[name], left_out = repair(document)
            repairs += left_out
    return ({**document, **repaired} if repairs else document), tuple(repairs)


def _layout(document: Document) -> Section:
    layout = document["layout"]
    if not isinstance(layout, dict):
        return {}, ["layout"]
    known = _ids(document, "nodes")
    kept = {name: place for name, place in layout.items() if name in known and _is_place(place)}
    return kept, [name for name in layout if name not in kept]


def _lanes(document: Document) -> Section:
    lanes = document["lanes"]
    if not isinstance(lanes, dict):
        return {}, ["lanes"]
    known = _ids(document, "stages")
    kept = {name: lane for name, lane in lanes.items() if name in known and _is_lane(lane)}
    return kept, [f"lanes.{name}" for name in lanes if name not in kept]


def _is_lane(lane: JsonValue) -> bool:
    return (
        isinstance(lane, dict)
        and lane.keys() <= {"x", "width", "collapsed"}
        and all(_is_coordinate(lane.get(key, 0)) for key in ("x", "width"))
        and isinstance(lane.get("collapsed", False), bool)
    )


def _notes(document: Document) -> Section:
    """Take the places out of notes that have none; what else is wrong with a note is a problem."""
    notes = document["notes"]
    if not isinstance(notes, list):
        return notes, []
    kept = [_placed(note) for note in notes]
    pairs = enumerate(zip(notes, kept, strict=True))
    return kept, [f"notes.{index}" for index, (old, new) in pairs if new is not old]


def _placed(note: JsonValue) -> JsonValue:
    if not isinstance(note, dict):
        return note
    wrong = {key for key in ("place", "size") if key in note and not _is_place(note[key])}
    return {key: value for key, value in note.items() if key not in wrong} if wrong else note


def _groups(document: Document) -> Section:
    groups = document["groups"]
    if not isinstance(groups, list):
        return [], ["groups"]
    known, seen = _ids(document, "nodes"), set[JsonValue]()
    kept: list[JsonValue] = []
    left_out: list[str] = []
    for index, group in enumerate(groups):
        repaired = _repaired_group(group, known) if len(kept) < MAX_GROUPS else None
        if repaired is None or repaired["id"] in seen:
            left_out.append(f"groups.{index}")
            continue
        seen.add(repaired["id"])
        kept.append(repaired)
        left_out += [f"groups.{index}"] if repaired is not group else []
    return kept, left_out


def _repaired_group(group: JsonValue, known: Container[JsonValue]) -> Document | None:
    """Return a group with those of its cards that are there; None when it is none."""
    if not isinstance(group, dict) or not _is_group(group):
        return None
    members = group.get("nodes", [])
    listed = members if isinstance(members, list) else []
    there = [member for member in listed if isinstance(member, str) and member in known]
    return group if there == members else {**group, "nodes": [*there]}


def _is_group(group: Mapping[str, JsonValue]) -> bool:
    group_id, name = group.get("id"), group.get("name", "")
    return (
        group.keys() <= {"id", "name", "nodes"}
        and isinstance(group_id, str)
        and _SLUG.fullmatch(group_id) is not None
        and isinstance(name, str)
        and len(name) <= _MAX_NAME_CHARACTERS
        and all(ord(character) >= 32 for character in name)
    )


def _ids(document: Document, section: str) -> set[JsonValue]:
    items = document.get(section)
    return {
        item["id"]
        for item in (items if isinstance(items, list) else [])
        if isinstance(item, dict) and isinstance(item.get("id"), str)
    }


def _is_place(value: JsonValue) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_coordinate, value))


def _is_coordinate(value: JsonValue) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and abs(value) <= MAX_COORDINATE
    )


_REPAIRS: Final[Mapping[str, Callable[[Document], Section]]] = {
    "layout": _layout,
    "lanes": _lanes,
    "notes": _notes,
    "groups": _groups,
}
