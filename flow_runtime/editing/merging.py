"""Joining two people's work on one draft: what only one of them changed is taken from that one.

Where both changed the same node, connection, variable or setting differently, nobody wins by being
last: each such place is a conflict, and a person chooses. Positions are no conflicts: one's own
stay.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import JsonValue

from flow_runtime.editing.documents import Document, same_json
from flow_runtime.editing.units import ABSENT, Units, rebuilt, units_of

Side = Literal["mine", "theirs"]
_WITHOUT_CONFLICTS: Final = frozenset({"layout", "lanes", "groups"})


@dataclass(frozen=True, slots=True)
class NodeConflict:
    """One place that both changed differently; a side that removed it holds None.

    `key` tells it apart (`nodes/ask_cpf`, `edges/ask_cpf/answered`, `settings/idle`), `section` is
    its part of the document, `node_id` the node it belongs to, if it is one's.
    """

    key: str
    section: str
    node_id: str | None
    base: JsonValue
    mine: JsonValue
    theirs: JsonValue


@dataclass(frozen=True, slots=True)
class Merge:
    """Two works joined; in `document` one's own side stands where there are conflicts."""

    document: Document
    conflicts: tuple[NodeConflict, ...]
    base: Document
    mine: Document
    theirs: Document


def merge(base: Document, mine: Document, theirs: Document) -> Merge:
    """Join two works that began from the same document.

    Args:
        base: What both began from.
        mine: One's own work.
        theirs: The other person's, which is stored already.
    """
    merger = _Merger({})
    document = merger.joined(base, mine, theirs)
    return Merge(document, tuple(merger.conflicts), base, mine, theirs)


def resolve(merged: Merge, choices: Mapping[str, Side]) -> Document:
    """Return the joined document with a side chosen for each conflict, by its key.

    One's own side stays where nothing is chosen.
    """
    return joined(merged.base, merged.mine, merged.theirs, choices)


def joined(
    base: Document, mine: Document, theirs: Document, choices: Mapping[str, Side]
) -> Document:
    """Return two works joined, with a side chosen for each conflict; one's own where none is."""
    return _Merger(choices).joined(base, mine, theirs)


def sharing(document: Document, known: Document) -> Document:
    """Return the same document, made of the known one's parts wherever those are equal.

    A document that was read from the database equals the one before it in nearly everything;
    joining finds that out once here instead of once for every undo step.
    """
    return {name: _shared(name, value, known.get(name, ABSENT)) for name, value in document.items()}


def _shared(section: str, value: JsonValue, known: JsonValue) -> JsonValue:
    if _same(value, known):
        return known
    if section == "translations" or type(value) is not type(known):
        return value
    units, before = units_of(section, value), units_of(section, known)
    kept = {
        key: before[key] if _same(unit, before.get(key, ABSENT)) else unit
        for key, unit in units.items()
    }
    return rebuilt(section, kept)


class _Merger:
    """Joins section by section and remembers what a person must choose."""

    def __init__(self, choices: Mapping[str, Side]) -> None:
        self.conflicts: list[NodeConflict] = []
        self._choices = choices

    def joined(self, base: Document, mine: Document, theirs: Document) -> Document:
        sections = dict.fromkeys((*mine, *theirs))
        pairs = ((name, self._section(name, base, mine, theirs)) for name in sections)
        return {name: value for name, value in pairs if value is not ABSENT}

    def _section(self, name: str, base: Document, mine: Document, theirs: Document) -> JsonValue:
        one, other, before = (d.get(name, ABSENT) for d in (mine, theirs, base))
        if _same(one, before):
            return other
        if _same(other, before) or _same(one, other):
            return one
        ours, their, old = (units_of(name, value) for value in (one, other, before))
        units = dict(self._units(name, ours, their, old))
        if not units and ABSENT in (one, other):
            return ABSENT
        return rebuilt(name, _ordered(units, ours, their, old))

    def _units(
        self, section: str, mine: Units, theirs: Units, base: Units
    ) -> Iterator[tuple[str, JsonValue]]:
        for key in dict.fromkeys((*mine, *theirs)):
            one, other, before = (units.get(key, ABSENT) for units in (mine, theirs, base))
            value = self._unit(section, key, one, other, before)
            if value is not ABSENT:
                yield key, value

    def _unit(
        self, section: str, key: str, one: JsonValue, other: JsonValue, before: JsonValue
    ) -> JsonValue:
        if _same(other, before) or _same(one, other):
            return one
        if _same(one, before):
            return other
        if section in _WITHOUT_CONFLICTS:
            return one
        conflict = _conflict(section, key, one, other, before)
        self.conflicts.append(conflict)
        return other if self._choices.get(conflict.key) == "theirs" else one


def _same(one: JsonValue, other: JsonValue) -> bool:
    if one is ABSENT or other is ABSENT:
        return one is other
    return same_json(one, other)


def _conflict(
    section: str, key: str, one: JsonValue, other: JsonValue, before: JsonValue
) -> NodeConflict:
    return NodeConflict(
        key=f"{section}/{key}" if key else section,
        section=section,
        node_id=_node_of(section, key),
        base=None if before is ABSENT else before,
        mine=None if one is ABSENT else one,
        theirs=None if other is ABSENT else other,
    )


def _node_of(section: str, key: str) -> str | None:
    match section:
        case "nodes":
            return key
        case "edges":
            return key.partition("/")[0]
        case "translations":
            return key.partition("/")[2].partition(".")[0]
    return None


def _ordered(units: Units, mine: Units, theirs: Units, base: Units) -> Units:
    """Return units in one's own order, or in the other's where only that one changed it."""
    own = [key for key in mine if key in base]
    spine, other = (mine, theirs) if own != [key for key in base if key in mine] else (theirs, mine)
    keys = dict.fromkeys((*spine, *other))
    return {key: units[key] for key in keys if key in units}
