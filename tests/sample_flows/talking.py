"""Conversations of sample flows whose API calls the demo ERP itself answers."""

from datetime import datetime
from typing import Final

from pydantic import JsonValue
from starlette.testclient import TestClient

from flow_runtime.effects import CallApi, Notify, SendMessage
from flow_runtime.events import ApiReturned, Event, MessageReceived, NotificationFinished
from flow_runtime.library import Library
from flow_runtime.simulator import Simulation

TUESDAY: Final = datetime.fromisoformat("2026-03-10T10:00:00-03:00")
BASE_URL: Final = "http://127.0.0.1:8701"


class Talk:
    """A conversation with the demo ERP behind it; `variables` come with what begins it."""

    def __init__(
        self, library: Library, flow_id: str, erp: TestClient, **variables: JsonValue
    ) -> None:
        self.erp = erp
        self.simulation = Simulation(library.program(flow_id), TUESDAY, answers=False)
        self.simulation.start(variables=variables)
        self._tell(self._answer())

    def say(self, *texts: str) -> list[str]:
        """Say one thing after the other and return what the last one brought."""
        seen = 0
        for text in texts:
            seen = len(self.simulation.messages)
            self._tell(MessageReceived(self.simulation.now, text))
        return [message.text for message in self.simulation.messages[seen:]]

    def _tell(self, event: Event | None) -> None:
        while event is not None:
            self.simulation.tell(event)
            event = self._answer()

    def _answer(self) -> Event | None:
        for effect in self.simulation.turns[-1].effects:
            if isinstance(effect, CallApi):
                return self._call(effect)
            if isinstance(effect, Notify) and effect.step is not None:
                return NotificationFinished(self.simulation.now, effect.step, delivered=True)
        return None

    def _call(self, call: CallApi) -> ApiReturned:
        response = self.erp.request(
            call.method,
            call.url,
            params=dict(call.query),
            content=call.body,
            headers={"content-type": call.content_type or "text/plain"},
        )
        return ApiReturned(self.simulation.now, call.step, response.status_code, response.json())

    @property
    def said(self) -> list[str]:
        return [message.text for message in self.simulation.messages]

    @property
    def links(self) -> list[SendMessage]:
        return [message for message in self.simulation.messages if message.url is not None]
