"""Clients that do what providers do: whatever is not acknowledged is sent again, word for word."""

import asyncio
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import httpx2

from tests.crash.flow import CHANNEL

PATIENCE_S: Final = 60.0
REPEAT_AFTER_S: Final = 0.1
LOOK_AGAIN_S: Final = 0.2

Message: TypeAlias = dict[str, Any]


class Stuck(Exception):
    """Nothing came within `PATIENCE_S`."""


@dataclass(slots=True)
class Patience:
    """How long customers wait in vain: `PATIENCE_S`, from the moment on that nothing dies."""

    calm_since: float | None = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        """Whether somebody who still waits is stuck."""
        return self.calm_since is not None and time.monotonic() > self.calm_since + PATIENCE_S

    def storm(self) -> None:
        """Wait for ever, while processes die."""
        self.calm_since = None

    def calm(self) -> None:
        """Count from now."""
        self.calm_since = time.monotonic()

    def renew(self) -> None:
        """Count again from now, because something went on."""
        if self.calm_since is not None:
            self.calm()


def new_http() -> httpx2.AsyncClient:
    """Return a client for many customers on loopback."""
    limits = httpx2.Limits(max_connections=200, max_keepalive_connections=50)
    return httpx2.AsyncClient(timeout=15, trust_env=False, limits=limits)


@dataclass(slots=True)
class Customer:
    """One contact with one conversation; `repeats` counts what had to be sent again.

    `turns_s` are the seconds that each of its turns took to be acknowledged.
    """

    name: str
    http: httpx2.AsyncClient
    addresses: Sequence[str]
    channel: str = CHANNEL
    patience: Patience = field(default_factory=Patience)
    repeats: int = 0
    acknowledged: int = 0
    seen: list[Message] = field(default_factory=list)
    has_ended: bool = False
    turns_s: list[float] = field(default_factory=list)
    _path: str = ""
    _headers: dict[str, str] = field(default_factory=dict)
    _client_id: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    async def talk(self, answers: Sequence[str]) -> None:
        """Have the whole conversation, answering each question when it was asked.

        Raises:
            Stuck: A question or the end does not come.
        """
        await self.begin()
        for number, answer in enumerate(answers):
            await self._until_asked()
            await self.say(answer.format(name=self.name), f"message-{number:04}")
        await self._until_ended()

    async def begin(self) -> None:
        """Begin, or find again, the conversation."""
        self.patience.renew()
        path = f"/api/channels/{self.channel}/conversations"
        asked_s = time.monotonic()
        started = await self._insist("POST", path, {"client_id": self._client_id})
        self.turns_s.append(time.monotonic() - asked_s)
        self._path = f"/api/conversations/{started['conversation_id']}/messages"
        self._headers = {"Authorization": f"Bearer {started['token']}"}

    async def say(self, text: str, message_id: str) -> None:
        """Send a message until it is acknowledged."""
        body = {"client_message_id": message_id, "text": text}
        asked_s = time.monotonic()
        await self._insist("POST", self._path, body)
        self.turns_s.append(time.monotonic() - asked_s)
        self.acknowledged += 1
        self.patience.renew()

    async def try_once(self, text: str, message_id: str) -> httpx2.Response:
        """Send a message once and return whatever is answered."""
        body = {"client_message_id": message_id, "text": text}
        answer = await self._try("POST", self._path, body)
        assert answer is not None, "Nobody listens."
        return answer

    async def look(self) -> None:
        """Read the whole transcript, if there is one."""
        if not self._path:
            return
        news = await self._insist("GET", f"{self._path}?after=0")
        self.seen = news["messages"]
        self.has_ended = news["state"]["status"] == "ended"

    async def look_at_all(self) -> None:
        """Read a transcript of any length, page by page."""
        whole: list[Message] = []
        last = 0
        while news := (await self._insist("GET", f"{self._path}?after={last}"))["messages"]:
            whole += news
            last = news[-1]["seq"]
        self.seen = whole

    async def _until_asked(self) -> None:
        await self._until(lambda: bool(self.seen) and _asks(self.seen[-1]))

    async def _until_ended(self) -> None:
        await self._until(lambda: self.has_ended)

    async def _until(self, is_so: Any) -> None:
        while not self.patience.is_over:
            await self.look()
            if is_so():
                return
            await asyncio.sleep(LOOK_AGAIN_S)
        raise Stuck(f"{self.name} waits after {[message['text'] for message in self.seen][-2:]}.")

    async def _insist(self, method: str, path: str, body: object = None) -> Any:
        while not self.patience.is_over:
            answer = await self._try(method, path, body)
            if answer is not None and answer.status_code < 500:
                assert answer.status_code < 300, answer.text
                return answer.json()
            self.repeats += 1
            await asyncio.sleep(REPEAT_AFTER_S)
        raise Stuck(f"{self.name} gets no answer.")

    async def _try(self, method: str, path: str, body: object) -> httpx2.Response | None:
        address = secrets.choice(self.addresses)
        try:
            return await self.http.request(method, address + path, json=body, headers=self._headers)
        except httpx2.TransportError:
            return None  # nobody knows whether it arrived


def _asks(message: Message) -> bool:
    return message["author"] == "bot" and bool(message["input"] or message["choices"])
