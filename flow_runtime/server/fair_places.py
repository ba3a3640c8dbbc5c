"""So many at once; whoever waits takes turns with the others, whatever each of them asks for.

In one line behind a flood an honest visitor waits for all of it. Here each one has a line of their
own, and the places that become free go round. Every second one goes to who has just begun to wait,
so that who asks seldom hardly waits: the two lists of flows of FQ-CoDel (RFC 8290, section 4.2).
"""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from typing import TypeAlias

_Lines: TypeAlias = "OrderedDict[str, deque[asyncio.Future[None]]]"


@dataclass(slots=True)
class FairPlaces:
    """Places for `at_once` of an event loop; round robin over the lines of those who wait."""

    at_once: int
    _taken: int = 0
    _new: _Lines = field(default_factory=OrderedDict)
    """Lines of which nobody got a place yet."""
    _served: _Lines = field(default_factory=OrderedDict)
    _was_new: bool = False

    async def take(self, whose: str) -> None:
        """Wait for a place; give it back with `give_back`."""
        if self._taken < self.at_once:
            self._taken += 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        lines = self._served if whose in self._served else self._new
        lines.setdefault(whose, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():  # it was given in the same moment
                self.give_back()
            raise

    def give_back(self) -> None:
        """Leave a place to whoever is next, if anybody waits."""
        while lines := self._next_lines():
            whose, line = lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._served[whose] = line  # behind the others
            if not turn.done():
                return turn.set_result(None)
        self._taken -= 1

    def _next_lines(self) -> _Lines:
        self._was_new = bool(self._new) and not (self._was_new and self._served)
        return self._new if self._was_new else self._served
