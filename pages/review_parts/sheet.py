"""Both versions on one sheet: where each block stands on the two maps, and what became of it.

Places are those of the drawing, never of a simulation of forces: a block stands at the same place
left and right. What was only moved is no change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from flow_runtime.comparison import Difference, DifferenceKind, Part, Subject
from flow_runtime.flow import Edge, Flow

BOX_WIDTH: Final = 244
BOX_HEIGHT: Final = 116
_GAP: Final = 16

Place = tuple[float, float]
Way = tuple[str, str]
"""A node and one of its outcomes."""


class Fate(StrEnum):
    """What became of a block or a way; `LEADS` is a block that only leads elsewhere now."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    LEADS = "leads"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where the blocks of both versions stand, and what became of them and of their ways."""

    places: Mapping[str, Place]
    fates: Mapping[str, Fate]
    ways: Mapping[Way, Fate]

    def fate(self, node_id: str) -> Fate:
        """Return what became of a block."""
        return self.fates.get(node_id, Fate.SAME)

    def way(self, edge: Edge) -> Fate:
        """Return what became of the way that an edge draws."""
        return self.ways.get((edge.source, edge.outcome), Fate.SAME)

    @property
    def changed(self) -> list[str]:
        """The blocks to look at first."""
        return list(self.fates)


def sheet_of(
    before: Flow,
    after: Flow,
    layouts: tuple[Mapping[str, Place], Mapping[str, Place]],
    differences: Iterable[Difference],
) -> Sheet:
    """Return the sheet of two versions.

    Args:
        before: The version as it was.
        after: The version as it is.
        layouts: Where each version's drawing has its blocks, in canvas pixels.
        differences: What `compare` says of them.
    """
    old, new = layouts
    shared = [node.id for node in before.nodes if node.id in new and node.id in old]
    places = dict(new)
    gone = [node.id for node in before.nodes if node.id not in new and node.id in old]
    for node_id, place in zip(gone, _moved(gone, shared, old, new), strict=True):
        places[node_id] = _free(place, places.values())
    return Sheet(places, _fates(differences), dict(_ways(before, after)))


# -- places ------------------------------------------------------------------------------------


def _moved(
    gone: Sequence[str],
    shared: Sequence[str],
    old: Mapping[str, Place],
    new: Mapping[str, Place],
) -> Iterator[Place]:
    """Yield where blocks that went would stand, had they moved as most of the drawing did."""
    right = median([new[one][0] - old[one][0] for one in shared] or [0])
    down = median([new[one][1] - old[one][1] for one in shared] or [0])
    for node_id in gone:
        x, y = old[node_id]
        yield x + right, y + down


def _free(place: Place, taken: Iterable[Place]) -> Place:
    """Return the first place from this one downwards that touches no other block."""
    x, y = place
    for other_x, other_y in sorted(taken, key=lambda one: one[1]):
        is_beside = abs(other_x - x) >= BOX_WIDTH
        if not is_beside and abs(other_y - y) < BOX_HEIGHT + _GAP:
            y = other_y + BOX_HEIGHT + _GAP
    return x, y


# -- what became of what -----------------------------------------------------------------------


def _fates(differences: Iterable[Difference]) -> dict[str, Fate]:
    fates: dict[str, Fate] = {}
    for one in differences:
        if one.node_id is not None:
            fate = _fate(one)
            if fates.get(one.node_id, Fate.LEADS) is Fate.LEADS:
                fates[one.node_id] = fate
    return fates


def _fate(one: Difference) -> Fate:
    if one.subject is Subject.WAY:
        return Fate.LEADS
    if one.part is Part.WHOLE and one.kind is not DifferenceKind.CHANGED:
        return Fate(one.kind.value)
    return Fate.CHANGED


def _ways(before: Flow, after: Flow) -> Iterator[tuple[Way, Fate]]:
    old, new = (
        {(edge.source, edge.outcome): edge.target for edge in flow.edges}
        for flow in (before, after)
    )
    for way in dict.fromkeys((*old, *new)):
        if way not in new:
            yield way, Fate.REMOVED
        elif way not in old:
            yield way, Fate.ADDED
        elif old[way] != new[way]:
            yield way, Fate.CHANGED
