"""So many at once; whoever waits takes turns with the others, whatever each of them asks for.

In one line behind a flood an honest visitor waits for all of it. Here each one has a line of their
own, and every place that becomes free goes to the next line: a hundred requests of one address
make another one wait for a single one of them.
"""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class FairPlaces:
    """Places for `at_once` of an event loop; round robin over the lines of those who wait."""

    at_once: int
    _taken: int = 0
    _lines: "OrderedDict[str, deque[asyncio.Future[None]]]" = field(default_factory=OrderedDict)

    async def take(self, whose: str) -> None:
        """Wait for a place; give it back with `give_back`."""
        if self._taken < self.at_once:
            self._taken += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._lines.setdefault(whose, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was given in the same moment
                self.give_back()
            raise

    def give_back(self) -> None:
        """Leave a place to whoever is next, if anybody waits."""
        while self._lines:
            whose, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[whose] = line  # behind the others
            if not turn.done():
                return turn.set_result(None)
        self._taken -= 1
