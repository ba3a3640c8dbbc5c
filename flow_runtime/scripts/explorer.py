"""The path explorer: walks a flow by itself until every outcome that can be reached was.

From every place where a conversation waits it tries whatever may happen there (moves.py). The
search goes first where the drawing is new, then where the same place is met with other values;
conversations that stand alike in everything that decides are followed once. So it ends, within
`max_turns`, and the same flow gives the same paths.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heappop, heappush
from itertools import takewhile
from typing import Final

from flow_runtime.limits import MAX_EXPLORED_TURNS
from flow_runtime.program import Program
from flow_runtime.scripts.beginnings import beginnings
from flow_runtime.scripts.coverage import Reached, Way, coverage_of, required_ways
from flow_runtime.scripts.document import MAX_NAME_CHARACTERS
from flow_runtime.scripts.exploration import DeadEnd, Exploration, ExploredPath, dead_end_words
from flow_runtime.scripts.moves import Move, moves_from, steps_of
from flow_runtime.scripts.standing import Standing, standing_at

OnProgress = Callable[[int, int], None]
"""Called with how many turns were tried and how many may be."""

MAX_VARIANTS_OF_A_PLACE: Final = 200
_KNOWN_PLACE: Final = 100
_KNOWN_SHAPE: Final = 10_000
_MAX_WAY_OUT: Final = 50
_PROGRESS_EVERY: Final = 50


def explore(
    program: Program,
    *,
    at: datetime,
    max_turns: int = MAX_EXPLORED_TURNS,
    on_progress: OnProgress | None = None,
) -> Exploration:
    """Walk every outcome of a flow, from conversations that begin at an aware moment or near it.

    API calls, searches and notices are answered in every way that their nodes propose; time-outs
    take their real time. Sub-flows are passed through; only the flow itself is covered.
    """
    search = _Search(program, max_turns, on_progress)
    for beginning in beginnings(program, at):
        search.add(standing_at(program, beginning))
    search.run()
    return search.result()


@dataclass(slots=True)
class _Search:
    """The state of one exploration.

    `waiting` holds standings still to be followed and whether by their asides: new places first,
    then second tries there, then known places in another shape, then the rest; `met` maps every
    key to its place; `newcomers` reached something first; `ways_back` maps a key to the keys that
    lead to it, each with the number of its move, and `ends` are those that lead to an end.
    """

    program: Program
    max_turns: int
    on_progress: OnProgress | None
    turns: int = 0
    number: int = 0
    reached: Reached = field(default_factory=Reached)
    required: Reached = field(init=False)
    waiting: list[tuple[int, int, Standing, bool]] = field(default_factory=list)
    places: Counter[bytes] = field(default_factory=Counter)
    shapes: Counter[bytes] = field(default_factory=Counter)
    met: dict[bytes, bytes] = field(default_factory=dict)
    newcomers: list[Standing] = field(default_factory=list)
    dead_ends: dict[tuple[str, str | None], Standing] = field(default_factory=dict)
    ways_back: dict[bytes, list[tuple[bytes, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    ends: list[tuple[bytes, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        flow = self.program.flow
        self.required = Reached(frozenset(self.program.nodes), frozenset(required_ways(flow)))

    # -- walking -----------------------------------------------------------------------------

    def add(self, standing: Standing) -> None:
        """Take a standing up: note what is new in it, and follow it unless it is known."""
        self._count(standing.new_turns)
        standing.news = standing.reached.beyond(self.reached)
        if standing.news != Reached():
            self.reached = self.reached.joined(standing.news)
            self.newcomers.append(standing)
        self._note_failures(standing)
        if not standing.is_over:
            self._queue(standing)

    def _count(self, turns: int) -> None:
        before = self.turns
        self.turns += turns
        if self.on_progress and before // _PROGRESS_EVERY != self.turns // _PROGRESS_EVERY:
            self.on_progress(min(self.turns, self.max_turns), self.max_turns)

    def _queue(self, standing: Standing) -> None:
        key, place, shape = standing.key(), standing.place(), standing.shape()
        is_variant = self.shapes[shape] > 0
        if key in self.met or (is_variant and self.places[place] >= MAX_VARIANTS_OF_A_PLACE):
            return
        self.met[key] = place
        self.number += 1
        urgency = self._urgency(standing, place, shape)
        heappush(self.waiting, (urgency, 2 * self.number, standing, False))
        heappush(self.waiting, (urgency + _KNOWN_PLACE, 2 * self.number + 1, standing, True))
        self.places[place] += 1
        self.shapes[shape] += 1

    def _urgency(self, standing: Standing, place: bytes, shape: bytes) -> int:
        """Return how soon to follow a standing: the lowest number first."""
        if not self.places[place]:
            return standing.tries
        if not self.shapes[shape] and not standing.tries:
            return _KNOWN_PLACE
        return _KNOWN_SHAPE + self.shapes[shape]

    def run(self) -> None:
        """Follow what waits until all is covered and no place of the drawing is left untried."""
        while self.waiting and self.turns < self.max_turns:
            urgency, _, standing, by_asides = self.waiting[0]
            if urgency >= _KNOWN_PLACE and self._is_covered():
                return
            heappop(self.waiting)
            self._follow(standing, by_asides=by_asides)

    def _is_covered(self) -> bool:
        return self.required.beyond(self.reached) == Reached()

    def _follow(self, standing: Standing, *, by_asides: bool) -> None:
        key = standing.key()
        moves = list(moves_from(standing.simulation))
        if not moves:
            self.dead_ends.setdefault(("waits_for_nothing", _node_of(standing)), standing)
        for number, move in enumerate(moves):
            if self.turns >= self.max_turns:
                return
            if move.is_aside == by_asides:
                after = standing.after(move)
                self._remember_way(key, number, after)
                self.add(after)

    def _remember_way(self, key: bytes, number: int, after: Standing) -> None:
        if after.is_over:
            self.ends.append((key, number))
        else:
            self.ways_back[after.key()].append((key, number))

    def _note_failures(self, standing: Standing) -> None:
        known = len(standing.parent.simulation.turns) if standing.parent else 0
        for turn in standing.simulation.turns[known:]:
            for fact in turn.facts:
                if fact.name == "node_failed":
                    self.dead_ends.setdefault((str(fact.data["code"]), fact.node_id), standing)
        if standing.simulation.session.status == "failed":
            self.dead_ends.setdefault(("failed", _node_of(standing)), standing)

    # -- telling -----------------------------------------------------------------------------

    def result(self) -> Exploration:
        """Return few paths that show all that was reached, and the dead ends."""
        ways_out = self._ways_out()
        chosen = list(self._chosen(ways_out))
        dead_ends = [
            _dead_end(self.program, code, node_id, standing)
            for (code, node_id), standing in self.dead_ends.items()
        ]
        return Exploration(
            paths=tuple(
                _named(_path(end), newcomer, number)
                for number, (newcomer, end) in enumerate(reversed(chosen), start=1)
            ),
            dead_ends=tuple(dead_ends),
            coverage=coverage_of(self.program, [self.reached]),
            turns=self.turns,
            was_cut=self.turns >= self.max_turns,
        )

    def _ways_out(self) -> dict[bytes, int]:
        """Return, for every key, the number of the move that leads to an end the soonest.

        Every place has one as well, for standings that were not followed themselves.
        """
        ways_out: dict[bytes, int] = {}
        nearest = deque(self.ends)
        while nearest:
            key, number = nearest.popleft()
            if key in ways_out:
                continue
            ways_out[key] = number
            ways_out.setdefault(self.met[key], number)
            nearest.extend(self.ways_back[key])
        return ways_out

    def _chosen(self, ways_out: dict[bytes, int]) -> Iterator[tuple[Standing, Standing]]:
        """Yield newcomers with the end of their conversation, few that show all.

        The latest discoveries come first, because on their way they show many earlier ones.
        """
        shown: set[Standing] = set()
        nodes: set[str] = set()
        ways: set[Way] = set()
        for newcomer in reversed(self.newcomers):
            if newcomer.news.nodes <= nodes and newcomer.news.ways <= ways:
                continue
            end = _to_its_end(newcomer, ways_out)
            for standing in takewhile(lambda earlier: earlier not in shown, end.upwards()):
                shown.add(standing)
                nodes |= standing.reached.nodes
                ways |= standing.reached.ways
            yield newcomer, end


def _to_its_end(standing: Standing, ways_out: dict[bytes, int]) -> Standing:
    """Let a conversation go on until it is over, or leave it as it is where no way out is known."""
    last = standing
    for _ in range(_MAX_WAY_OUT):
        if last.is_over:
            return last
        number = ways_out.get(last.key(), ways_out.get(last.place()))
        moves = list(moves_from(last.simulation))
        if number is None or number >= len(moves):
            return standing
        last = last.after(moves[number])
    return standing


def _node_of(standing: Standing) -> str | None:
    return standing.simulation.session.node


# -- paths ---------------------------------------------------------------------------------------


def _path(last: Standing) -> ExploredPath:
    line = last.line()
    moves: list[Move] = [standing.move for standing in line if standing.move is not None]
    facts = last.simulation.facts
    left = [fact for fact in facts if fact.name == "node_left"]
    return ExploredPath(
        conversation=last.beginning.model_copy(update={"steps": tuple(steps_of(moves))}),
        visited=tuple(str(f.node_id) for f in facts if f.name == "node_entered"),
        ways=tuple((str(fact.node_id), str(fact.data["outcome"])) for fact in left),
        end=last.simulation.session.outcome,
    )


def _named(path: ExploredPath, newcomer: Standing, number: int) -> ExploredPath:
    """Name a path after what it is there to show."""
    program = newcomer.simulation.program
    language = "pt-BR" if program.flow.language.startswith("pt") else "en"
    names = [program.nodes[node_id].name for node_id in sorted(newcomer.news.nodes)]
    for node_id, outcome_id in sorted(newcomer.news.ways):
        node = program.nodes[node_id]
        words = next(o.words for o in node.outcomes() if o.id == outcome_id)
        names.append(f"{node.name} › {words[language]}")
    name = f"{number}. {names[-1]}"[:MAX_NAME_CHARACTERS]
    return replace(path, conversation=path.conversation.model_copy(update={"name": name}))


def _dead_end(program: Program, code: str, node_id: str | None, standing: Standing) -> DeadEnd:
    programs = (program, *program.subflows.values())
    nodes = (p.nodes[node_id] for p in programs if node_id is not None and node_id in p.nodes)
    node = next(nodes, None)
    words = dead_end_words(code, node.name if node else str(node_id))
    return DeadEnd(code, node_id, words, _path(standing))
