"""The threads in which a process takes turns: the event loop must not wait for a commit.

The framework's own way into a thread costs a fifth of a turn more: it is made to be cancelled and
limited anew for each call. A turn that has begun is never cancelled. Past the number of threads,
addresses take turns: nobody keeps the others waiting.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, Final, ParamSpec, TypeVar

from flow_runtime.server.fair_places import FairPlaces

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

AT_ONCE: Final = 16
"""Turns at once in a process: enough to share a commit, few enough not to hold each other up."""


class TurnThreads:
    """Runs functions in threads of its own, made when first needed; they end with it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="turn")
        self._places = FairPlaces(AT_ONCE)

    async def run(
        self,
        whose: str,
        function: Callable[Parameters, Result],
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result:
        """Return what the function returns; `whose` it is decides about its turn when many wait.

        Raises:
            Exception: What it raised.
        """
        await self._places.take(whose)
        try:
            return await self._run(partial(copy_context().run, function, *arguments, **named))
        finally:
            self._places.give_back()

    async def _run(self, call: Callable[[], Result]) -> Result:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Result] = loop.create_future()
        # Not asyncio's own bridge: its two futures, each with a lock, cost half of the way there.
        self._threads.submit(_answer, loop, answer, call)
        return await answer


def _answer(
    loop: asyncio.AbstractEventLoop, answer: "asyncio.Future[Any]", call: Callable[[], Any]
) -> None:
    try:
        settle = partial(_settle, answer.set_result, answer, call())
    except BaseException as error:
        settle = partial(_settle, answer.set_exception, answer, error)
    if not loop.is_closed():
        loop.call_soon_threadsafe(settle)


def _settle(tell: Callable[[Any], None], answer: "asyncio.Future[Any]", outcome: object) -> None:
    """Tell who waits, if somebody still does."""
    if not answer.done():
        tell(outcome)
