"""Where an explored conversation stands: its place in the search, and what makes two the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson

from flow_runtime.program import Program
from flow_runtime.scripts.beginnings import calendar_states
from flow_runtime.scripts.coverage import Reached, reached_in
from flow_runtime.scripts.document import Conversation
from flow_runtime.scripts.moves import Move
from flow_runtime.scripts.stage import stage_of
from flow_runtime.simulator import Simulation


@dataclass(slots=True, eq=False)
class Standing:
    """A conversation after some moves; `news` is what it reached first of all, by its last move."""

    beginning: Conversation
    simulation: Simulation
    reached: Reached
    parent: "Standing | None" = None
    move: Move | None = None
    news: Reached = field(default_factory=Reached)

    @property
    def is_over(self) -> bool:
        """Say whether the conversation ended or failed."""
        return self.simulation.session.status in ("ended", "failed")

    @property
    def tries(self) -> int:
        """Return how many answers the waiting node has refused."""
        tries = self.simulation.session.scratch.get("tries")
        return tries if isinstance(tries, int) else 0

    @property
    def new_turns(self) -> int:
        """Return how many turns the last move took."""
        before = len(self.parent.simulation.turns) if self.parent else 0
        return len(self.simulation.turns) - before

    def after(self, move: Move) -> "Standing":
        """Return where the conversation stands after a move."""
        simulation = self.simulation.fork()
        move.make(simulation)
        new = simulation.turns[len(self.simulation.turns) :]
        reached = reached_in(new, simulation.program.flow.id, begins_in=self._flow_id)
        return Standing(self.beginning, simulation, reached, parent=self, move=move)

    @property
    def _flow_id(self) -> str:
        return self.simulation.session.flow_id

    def line(self) -> list["Standing"]:
        """Return every standing from the beginning up to this one."""
        return [*reversed(list(self.upwards()))]

    def upwards(self) -> Iterator["Standing"]:
        """Yield this standing, the one before it, and so on up to the beginning."""
        standing: Standing | None = self
        while standing is not None:
            yield standing
            standing = standing.parent

    def place(self) -> bytes:
        """Return what the drawing shows of where the conversation waits: node, callers, try."""
        session = self.simulation.session
        stack = [(frame.flow_id, frame.node) for frame in session.stack]
        parts = (session.flow_id, stack, session.node, session.waiting_for, session.owner)
        return orjson.dumps((*parts, self.tries, session.scratch.get("stage")))

    def shape(self) -> bytes:
        """Return the place with the circumstances and which variables hold something there."""
        simulation = self.simulation
        session = simulation.session
        held = sorted(
            (name, value is not False)
            for name, value in session.variables.items()
            if value not in (None, "", [], {})
        )
        states = calendar_states(simulation.program, simulation.now)
        return self.place() + orjson.dumps((held, states, session.language, simulation.seed))

    def key(self) -> bytes:
        """Return all that decides how the conversation can go on: equal keys go on equally."""
        simulation = self.simulation
        session = simulation.session
        return self.place() + orjson.dumps(
            (
                session.scratch,
                session.variables,
                [frame.variables for frame in session.stack],
                session.contact,
                session.language,
                session.conversation.get("payload"),
                sorted(simulation.timers),
                calendar_states(simulation.program, simulation.now),
                simulation.seed,
            ),
            option=orjson.OPT_SORT_KEYS,
        )


def standing_at(program: Program, beginning: Conversation) -> Standing:
    """Let a conversation begin and return where it stands; the caller answers for the world."""
    simulation = stage_of(program, beginning).simulation
    simulation.answers = False
    simulation.start(text=beginning.text, payload=beginning.payload, variables=beginning.variables)
    return Standing(beginning, simulation, reached_in(simulation.turns, program.flow.id))
