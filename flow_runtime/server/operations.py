"""For those who run the installation: health, readiness and metrics."""

import time
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flow_runtime.server.chat_api import Here
from storage.errors import StorageError
from storage.schema import require_current

router = APIRouter()

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_BUCKETS_S: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._kinds: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self.requests = Counter(
            "fluxo_http_requests",
            "Requests by route, method and status.",
            ["route", "method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "fluxo_http_request_seconds",
            "How long requests took, by route.",
            ["route"],
            buckets=_BUCKETS_S,
            registry=self.registry,
        )
        self.refused = Counter(
            "fluxo_http_refused",
            "Requests refused before they were read, by the bound or check that refused them.",
            ["by"],
            registry=self.registry,
        )

    def count_refused(self, by: str) -> None:
        """Count a request that nobody read."""
        self.refused.labels(by).inc()

    def count_answered(self, scope: Scope, status: int, taken_s: float) -> None:
        """Count and time a request under its route's path, never under the address itself."""
        route = getattr(scope.get("route"), "path", "none")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        counted, timed = self._of_kind(route, method, status)
        counted.inc()
        timed.observe(taken_s)

    def _of_kind(self, route: str, method: str, status: int) -> tuple[Counter, Histogram]:
        """Return what counts and times one kind of requests; there are few kinds."""
        kind = (route, method, status)
        known = self._kinds.get(kind)
        if known is None:
            counted = self.requests.labels(route, method, str(status))
            known = self._kinds[kind] = (counted, self.seconds.labels(route))
        return known


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts and times every request until its answer begins."""

    app: ASGIApp
    metrics: Metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and watch its answer begin."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        begun_s = time.perf_counter()

        async def count(message: Message) -> None:
            if message["type"] == "http.response.start":
                taken_s = time.perf_counter() - begun_s
                self.metrics.count_answered(scope, message["status"], taken_s)
            await send(message)

        return await self.app(scope, receive, count)


@router.get("/health", tags=["operations"])
def health() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/ready", tags=["operations"], responses={503: {"description": "Not ready, and why"}})
def ready(here: Here) -> JSONResponse:
    """Say whether the process can do its work: the database answers and is of this release."""
    try:
        require_current(here.database)
    except StorageError as error:
        return JSONResponse({"status": "not ready", "reason": type(error).__name__}, 503)
    return JSONResponse({"status": "ready"})


@router.get("/metrics", tags=["operations"], response_class=PlainTextResponse)
def metrics(request: Request) -> PlainTextResponse:
    """Return the metrics in Prometheus' text format."""
    held: Metrics = request.app.state.metrics
    return PlainTextResponse(generate_latest(held.registry), media_type=CONTENT_TYPE_LATEST)
