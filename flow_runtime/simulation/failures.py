"""What failed in an action's turns, each at its node of the drawing."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from flow_runtime.effects import Fact
from flow_runtime.session import Session
from flow_runtime.simulation.failure_words import Failure, failure_words, loop_of
from flow_runtime.simulation.places import placed_facts
from flow_runtime.simulation.telling import node_of
from flow_runtime.turn import Turn


def failures_of(turns: Sequence[Turn], before: Session) -> Iterator[Failure]:
    """Yield the failures in order."""
    for turn in turns:
        for fact, drawn in placed_facts(turn, before):
            if fact.name in ("node_failed", "expression_error"):
                yield failure_of(turn, fact, drawn)
        before = turn.session


def failure_of(turn: Turn, fact: Fact, drawn: str | None) -> Failure:
    """Return what a fact of a turn says failed, at a node of the drawing."""
    code, detail = str(fact.data["code"]), str(fact.data.get("detail", ""))
    if code == "too_many_messages" and (route := _repeated(turn, fact)):
        code, detail = "loop", " → ".join(route)
    own = frozenset({drawn} if drawn is not None else ())
    return Failure(
        code=code,
        node_id=drawn,
        words=failure_words(code, detail, node_of(turn.root, fact), turn.root),
        node_ids=own.union(loop_of(detail)) if code == "loop" else own,
        stops=fact.name == "node_failed",
    )


def _repeated(turn: Turn, failed: Fact) -> Sequence[str]:
    """Return the nodes between the last two visits of the one that failed, if there are two."""
    before = takewhile(lambda fact: fact is not failed, turn.facts)
    entered = [str(fact.node_id) for fact in before if fact.name == "node_entered"]
    places = [place for place, node_id in enumerate(entered) if node_id == failed.node_id]
    return entered[places[-2] : places[-1]] if len(places) > 1 else ()
