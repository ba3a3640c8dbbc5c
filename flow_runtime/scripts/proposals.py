"""Conversations that would reach what no test reaches, found by the explorer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flow_runtime.limits import MAX_EXPLORED_TURNS
from flow_runtime.program import Program
from flow_runtime.scripts.coverage import Coverage, Reached, coverage_of, required_ways
from flow_runtime.scripts.document import MAX_NAME_CHARACTERS, Conversation
from flow_runtime.scripts.exploration import DeadEnd, ExploredPath
from flow_runtime.scripts.explorer import explore
from flow_runtime.scripts.recording import as_conversation
from flow_runtime.scripts.running import run_script

OnProgress = Callable[[int, int], None]
_NAMED_WAYS: Final = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A conversation that passes today; `news` is what it reaches that nothing before it does."""

    conversation: Conversation
    news: Reached


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals, the one with most news first; `beyond` is what no conversation reached."""

    proposals: tuple[Proposal, ...]
    beyond: Coverage
    dead_ends: tuple[DeadEnd, ...]


def propose(
    program: Program,
    covered: Reached,
    *,
    at: datetime,
    max_turns: int = MAX_EXPLORED_TURNS,
    on_progress: OnProgress | None = None,
) -> Proposals:
    """Return few conversations that reach together what can be reached beyond `covered`.

    Args:
        program: The flow.
        covered: What its tests reach.
        at: The moment when the conversations begin, aware; some begin at other ones near it.
        max_turns: How many turns may be tried.
        on_progress: Called with how many turns were tried and how many may be.
    """
    if not _size(_missing(program, covered)):
        return Proposals((), coverage_of(program, [covered]), ())
    found = explore(program, at=at, max_turns=max_turns, on_progress=on_progress)
    chosen = tuple(_chosen(program, found.paths, covered))
    reached = [covered, found.coverage.reached, *(one.news for one in chosen)]
    return Proposals(chosen, coverage_of(program, reached), found.dead_ends)


def _chosen(
    program: Program, paths: tuple[ExploredPath, ...], covered: Reached
) -> Iterator[Proposal]:
    """Yield one path after the other, always the one that reaches most of what is missing."""
    missing = _missing(program, covered)
    waiting = [(path, _reached(path)) for path in paths]
    while waiting:
        path, reached = max(waiting, key=lambda one: _size(_shared(missing, one[1])))
        if not _size(_shared(missing, reached)):
            return
        waiting.remove((path, reached))
        conversation = as_conversation(program, path)
        news = _shared(missing, run_script(program, conversation).reached)
        if _size(news):
            missing = missing.beyond(news)
            yield Proposal(_named(program, conversation, news), news)


def _missing(program: Program, covered: Reached) -> Reached:
    required = Reached(frozenset(program.nodes), frozenset(required_ways(program.flow)))
    return required.beyond(covered)


def _reached(path: ExploredPath) -> Reached:
    return Reached(frozenset(path.visited), frozenset(path.ways))


def _shared(missing: Reached, reached: Reached) -> Reached:
    return Reached(missing.nodes & reached.nodes, missing.ways & reached.ways)


def _size(reached: Reached) -> int:
    return len(reached.nodes) + len(reached.ways)


def _named(program: Program, conversation: Conversation, news: Reached) -> Conversation:
    """Name a conversation after the first ways that it is there to show, in the flow's language.

    A way that branches off says more than the only way of a block.
    """
    language = "pt-BR" if program.flow.language.startswith("pt") else "en"
    ways = [way for way in required_ways(program.flow) if way in news.ways]
    ways = [way for way in ways if len(program.nodes[way[0]].outcomes()) > 1] or ways
    names = [_way_name(program, *way, language=language) for way in ways[:_NAMED_WAYS]]
    names = names or [node.name for node in program.flow.nodes if node.id in news.nodes]
    name = ", ".join(names)[:MAX_NAME_CHARACTERS].strip()
    return conversation.model_copy(update={"name": name})


def _way_name(program: Program, node_id: str, outcome_id: str, *, language: str) -> str:
    node = program.nodes[node_id]
    words = next(outcome.words for outcome in node.outcomes() if outcome.id == outcome_id)
    return f"{node.name} › {words[language]}"
