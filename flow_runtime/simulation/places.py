"""Where on the drawing things happened: the nodes of a turn, in order, and the ways between them.

While a sub-flow runs, the drawing shows its caller: that is the place of all that happens there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flow_runtime.effects import Effect, Fact
from flow_runtime.session import Session
from flow_runtime.turn import Turn

Step = tuple[str, str, str | None]
"""A node, the outcome it was left by, and the node that followed, if any."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node as it runs, and the node of the drawing where that is seen."""

    flow_id: str
    node_id: str
    drawn: str


def drawn_node(session: Session) -> str | None:
    """Return the node of the drawing where a conversation stands."""
    return session.stack[0].node if session.stack else session.node


def places_in(turn: Turn, before: Session) -> list[Place]:
    """Return the places of a turn: where it began, then every node that it entered."""
    places = []
    if before.node is not None:
        places.append(Place(before.flow_id, before.node, drawn_node(before) or before.node))
    for fact, drawn in placed_facts(turn, before):
        if fact.name == "node_entered":
            node_id = str(fact.node_id)
            places.append(Place(fact.flow_id, node_id, drawn or node_id))
    return places


def placed_facts(turn: Turn, before: Session) -> Iterator[tuple[Fact, str | None]]:
    """Yield the facts of a turn, each with the node of the drawing where it became true."""
    depth, caller = len(before.stack), drawn_node(before)
    for fact in turn.facts:
        if fact.name == "subflow_called":
            caller = caller if depth else fact.node_id
            depth += 1
        yield fact, caller if depth else fact.node_id
        if fact.name == "subflow_left":
            depth -= 1


def placed_effects(turn: Turn, places: Sequence[Place]) -> Iterator[tuple[Effect, Place | None]]:
    """Yield the effects in order, each with the place that asked for it.

    Effects and places are both in order, so a node that was entered twice has its own each time.
    """
    position = 0
    for effect in turn.effects:
        node_id = getattr(effect, "node_id", None)
        following = range(position, len(places))
        found = (i for i in following if node_id in (None, places[i].node_id))
        position = next(found, position)
        yield effect, places[position] if places else None


def steps_in(turn: Turn, before: Session) -> Iterator[Step]:
    """Yield the ways that a turn took on the drawing."""
    depth, left = len(before.stack), None
    for fact in turn.facts:
        if fact.name == "subflow_called":
            depth += 1
        elif fact.name == "subflow_left":
            depth -= 1
        elif fact.name == "node_left" and not depth:
            if left is not None:
                yield (*left, None)
            left = (str(fact.node_id), str(fact.data["outcome"]))
        elif fact.name == "node_entered" and not depth and left is not None:
            yield (*left, str(fact.node_id))
            left = None
    if left is not None:
        yield (*left, None)
