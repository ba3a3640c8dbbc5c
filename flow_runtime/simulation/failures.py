"""What failed in an action's turns, each at its node of the drawing."""

from collections.abc import Iterator, Sequence

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
                yield _failure(turn, fact, drawn)
        before = turn.session


def _failure(turn: Turn, fact: Fact, drawn: str | None) -> Failure:
    code, detail = str(fact.data["code"]), str(fact.data.get("detail", ""))
    own = frozenset({drawn} if drawn is not None else ())
    return Failure(
        code=code,
        node_id=drawn,
        words=failure_words(code, detail, node_of(turn.root, fact), turn.root),
        node_ids=own.union(loop_of(detail)) if code == "loop" else own,
        stops=fact.name == "node_failed",
    )
