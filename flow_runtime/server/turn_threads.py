"""The threads in which a process takes turns: the event loop must not wait for a commit.

The framework's own way into a thread costs a fifth of a turn more: it is made to be cancelled and
limited anew for each call. A turn that has begun is never cancelled.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Final, ParamSpec, TypeVar

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

AT_ONCE: Final = 40
"""Turns at once in a process; the next ones wait for a thread."""


class TurnThreads:
    """Runs functions in threads of its own, made when first needed; they end with it."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="turn")

    async def run(
        self,
        function: Callable[Parameters, Result],
        *arguments: Parameters.args,
        **named: Parameters.kwargs,
    ) -> Result:
        """Return what the function returns.

        Raises:
            Exception: What it raised.
        """
        call = partial(copy_context().run, function, *arguments, **named)
        return await asyncio.get_running_loop().run_in_executor(self._threads, call)
