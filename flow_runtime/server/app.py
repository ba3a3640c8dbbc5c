"""The application: routes, error answers, and a worker for as long as it runs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI

from flow_runtime.server import chat_api, events_api, files, operations, pages
from flow_runtime.server.bodies import BoundedBodies
from flow_runtime.server.installation import Installation
from flow_runtime.server.operations import Measured, Metrics
from flow_runtime.server.origins import KnownOrigins
from flow_runtime.server.problems import install_problem_handlers
from flow_runtime.server.rates import Limits, RateLimited
from flow_runtime.server.turn_threads import TurnThreads


def create_app(installation: Installation, *, with_worker: bool = True) -> FastAPI:
    """Build the application of one process.

    Args:
        installation: What the process holds open; closed by whoever opened it.
        with_worker: Also carry out API calls, notices and timers here.
    """
    app = FastAPI(
        title="Fluxo",
        version="1",
        summary="Conversations on the web chat and on any other JSON client.",
        docs_url=None,  # the framework's pages load scripts from another host
        redoc_url=None,
        lifespan=_lifespan(installation, with_worker=with_worker),
    )
    app.state.installation = installation
    app.state.turns = TurnThreads()
    app.state.metrics = Metrics()
    app.add_middleware(Measured, metrics=app.state.metrics)
    app.add_middleware(KnownOrigins, installation=installation)
    app.add_middleware(BoundedBodies)
    app.state.limits = Limits(installation.settings)
    app.add_middleware(
        RateLimited, limits=app.state.limits, on_refused=app.state.metrics.count_refused
    )
    install_problem_handlers(app)
    # Routes are tried in their order: first those of the turns, which are asked most.
    app.include_router(chat_api.turns)
    for part in (chat_api, events_api, files, pages, operations):
        app.include_router(part.router)
    return app


def _lifespan(
    installation: Installation, *, with_worker: bool
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def run(_: FastAPI) -> AsyncIterator[None]:
        hub, stop = installation.hub, asyncio.Event()
        hub.attach(asyncio.get_running_loop())
        working = None
        if with_worker:
            working = asyncio.create_task(installation.worker().run(hub.work, stop))
        yield
        stop.set()
        if working is not None:
            await working

    return run
