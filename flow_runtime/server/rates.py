"""Nobody can keep the others from being served: how often each may ask, and 429 past that.

Refused requests cost next to nothing: they are refused before their body is read, before the
database is asked and before any token is checked. Buckets belong to one process; with several, the
installation allows as many times more.
"""

import hashlib
import math
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

import structlog
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from flow_runtime.server.buckets import Buckets
from flow_runtime.server.problems import problem_response
from flow_runtime.server.proxies import Network, client_key, read_networks, says_forwarded
from flow_runtime.settings import Settings

Bound: TypeAlias = Literal["address", "at_once", "start", "visitor", "channel", "events"]
"""What a bucket belongs to."""

TITLE: Final = "Too many requests. Wait as long as Retry-After says and try again."

_STARTS: Final = re.compile(r"/api/channels/([^/]{1,200})/conversations/?")
_EVENTS: Final = re.compile(r"/api/conversations/[^/]{1,200}/events/?")
_CONVERSATION: Final = "/api/conversations/"
_STREAM_END: Final = "/stream"
_AT_ONCE_PAUSE_S: Final = 1.0
STREAMS_AT_ONCE: Final = 6
"""Open streams of one token: as many as tabs that a person looks at."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Which bound was met, and how long to wait."""

    bound: Bound
    wait_s: float

    @property
    def headers(self) -> dict[str, str]:
        """Return what the answer says; any site's page may read that it must wait."""
        return {
            "Retry-After": str(math.ceil(self.wait_s)),
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "Retry-After",
        }


@dataclass(frozen=True, slots=True)
class Place:
    """What requests in progress are counted by, and how many there may be."""

    key: str
    room: int


@dataclass(slots=True)
class Limits:
    """The buckets of one process; `clock_s` gives seconds that never go back."""

    settings: Settings
    clock_s: Callable[[], float] = time.monotonic
    _buckets: dict[Bound, Buckets] = field(default_factory=dict)
    _proxies: tuple[Network, ...] = ()
    _in_progress: Counter[str] = field(default_factory=Counter)
    _warned: bool = False
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Make one set of buckets for each bound."""
        rates = self.settings
        self._proxies = read_networks(rates.trusted_proxies)
        self._buckets = {
            "address": Buckets(rates.rate_per_address),
            "start": Buckets(rates.rate_of_starts_per_address),
            "visitor": Buckets(rates.rate_per_visitor),
            "channel": Buckets(rates.rate_per_channel),
            "events": Buckets(rates.rate_of_events_per_address),
        }

    def admit(self, scope: Scope) -> Refusal | None:
        """Count a request, or say which bound refuses it; a refused one is not counted."""
        self._warn_of_proxy(scope)
        if not self.settings.rate_limits:
            return None
        place = self._place(scope)
        if place is not None and self._in_progress.get(place.key, 0) >= place.room:
            return Refusal("at_once", _AT_ONCE_PAUSE_S)
        return self._spend(list(self._bounds(scope)))

    @contextmanager
    def in_progress(self, scope: Scope) -> Iterator[None]:
        """Count a request among those that are being answered, until the block ends."""
        place = self._place(scope)
        if place is None:
            yield
            return
        self._in_progress[place.key] += 1
        try:
            yield
        finally:
            self._in_progress[place.key] -= 1
            if not self._in_progress[place.key]:
                del self._in_progress[place.key]

    def _place(self, scope: Scope) -> Place | None:
        """Return what a request counts for while it is answered; a stream counts for its token."""
        path = scope["path"]
        if not self.settings.rate_limits or _EVENTS.fullmatch(path):
            return None
        if path.endswith(_STREAM_END):
            return Place(f"stream {_hashed(_authorization(scope))}", STREAMS_AT_ONCE)
        return Place(self.address_of(scope), self.settings.requests_at_once_per_address)

    def address_of(self, scope: Scope) -> str:
        """Return what the client of a request is known by."""
        return client_key(scope, self._proxies)

    def admit_to_channel(self, channel: str) -> None:
        """Count something that a visitor wants written on a channel.

        Raises:
            HTTPException: The channel has no more room at the moment (429).
        """
        refusal = self._spend([("channel", channel)])
        if refusal is not None:
            raise HTTPException(429, TITLE, refusal.headers)

    def _spend(self, bounds: list[tuple[Bound, str]]) -> Refusal | None:
        if not self.settings.rate_limits:
            return None
        with self._guard:
            return self._spend_alone(bounds)

    def _spend_alone(self, bounds: list[tuple[Bound, str]]) -> Refusal | None:
        now_s = self.clock_s()
        waits = [Refusal(b, self._buckets[b].wait_s(key, now_s)) for b, key in bounds]
        longest = max(waits, key=lambda refusal: refusal.wait_s, default=None)
        if longest is not None and longest.wait_s > 0:
            return longest
        for bound, key in bounds:
            self._buckets[bound].spend(key, now_s)
        return None

    def _bounds(self, scope: Scope) -> Iterator[tuple[Bound, str]]:
        path, address = scope["path"], self.address_of(scope)
        if _EVENTS.fullmatch(path):
            yield "events", address
            return
        yield "address", address
        if scope["method"] == "POST" and (start := _STARTS.fullmatch(path)):
            yield "start", address
            yield "channel", start[1]
        elif path.startswith(_CONVERSATION) and (token := _authorization(scope)):
            yield "visitor", _hashed(token)

    def _warn_of_proxy(self, scope: Scope) -> None:
        if not self._warned and not self._proxies and says_forwarded(scope):
            self._warned = True
            _log.warning("rates.proxy_not_trusted", mend="Set FLUXO_TRUSTED_PROXIES.")


def _hashed(token: bytes) -> str:
    return hashlib.sha256(token).hexdigest()


def _authorization(scope: Scope) -> bytes:
    return next((value for name, value in scope["headers"] if name == b"authorization"), b"")


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Answers 429 to whoever asks too often; the application never sees such a request."""

    app: ASGIApp
    limits: Limits
    on_refused: Callable[[str], None]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        refusal = self.limits.admit(scope) if scope["type"] == "http" else None
        if refusal is None:
            return await self._pass_on(scope, receive, send)
        self.on_refused(refusal.bound)
        return await _answer(refusal)(scope, receive, send)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        with self.limits.in_progress(scope):
            return await self.app(scope, receive, send)


def _answer(refusal: Refusal) -> JSONResponse:
    return problem_response(429, TITLE, refusal.headers)
