"""Who waits for news of which conversation inside this process.

Another process commits without telling us, so whoever waits also looks again after a while.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Hub:
    """Wakes the streams of a conversation, and the worker, after a commit."""

    def __init__(self) -> None:
        self.work = asyncio.Event()
        self._waiting: defaultdict[int, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """Say which event loop the streams run in; commits come from other threads."""
        self._loop = loop

    def announce(self, conversation_id: int) -> None:
        """Tell that a conversation changed; safe from any thread."""
        if conversation_id in self._waiting:
            self._soon(self._wake, conversation_id)

    def announce_work(self) -> None:
        """Tell that there is work for the worker; safe from any thread."""
        self._soon(self.work.set)

    def _soon(self, do: Callable[..., None], *given: int) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(do, *given)

    def _wake(self, conversation_id: int) -> None:
        for event in self._waiting.get(conversation_id, ()):
            event.set()

    @contextmanager
    def listening(self, conversation_id: int) -> Iterator[asyncio.Event]:
        """Give an event that is set at each change while the block runs."""
        event = asyncio.Event()
        self._waiting[conversation_id].add(event)
        try:
            yield event
        finally:
            self._waiting[conversation_id].discard(event)
            if not self._waiting[conversation_id]:
                del self._waiting[conversation_id]
