"""A designer elsewhere: what their browser asks of our server, without the work of drawing it.

Browsers of ten people on the machine that also serves them wait for each other more than for the
server. A colleague speaks to the server as Streamlit's page does: every answer of it is read, and a
part that asks to be drawn again every few seconds is.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread, Timer
from typing import Final
from urllib.parse import urlsplit

import streamlit  # noqa: F401 - its messages cannot be had before it
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

_LONGEST_S: Final = 30
_MAX_BYTES: Final = 64 * 2**20
_LOOK_S: Final = 0.002


@dataclass(frozen=True, slots=True)
class Widget:
    """What can be used: its id, and the part of the page that is drawn again then."""

    id: str
    part: str


@dataclass(slots=True)
class Colleague:
    """Somebody who has the simulator of a flow open."""

    flow_id: str
    _wire: ClientConnection
    _page: str = ""
    _button: Widget | None = None
    _chat: Widget | None = None
    _shown: str = ""
    _clocks: dict[str, Timer] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> None:
        """Open the editor and the simulator."""
        Thread(target=self._listen, daemon=True).start()
        self._ask("")
        self._until(lambda: self._button is not None)
        button = self._button
        assert button is not None
        self._ask(button.part, WidgetState(id=button.id, trigger_value=True))
        self._until(lambda: self._chat is not None and "Diga algo." in self._shown)

    def say(self, text: str) -> None:
        """Write something and send it."""
        chat = self._chat
        assert chat is not None
        state = WidgetState(id=chat.id)
        state.chat_input_value.data = text
        self._ask(chat.part, state)

    def has_heard(self, text: str) -> bool:
        """Say whether the flow has answered so."""
        return text in self._shown

    def leave(self) -> None:
        """Close the page."""
        for clock in self._clocks.values():
            clock.cancel()
        self._wire.close()

    def _ask(self, part: str, state: WidgetState | None = None, *, by_itself: bool = False) -> None:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = f"flow={self.flow_id}"
        asked.page_name, asked.page_script_hash = ("", self._page) if self._page else ("editor", "")
        asked.fragment_id, asked.is_auto_rerun = part, by_itself
        if state is not None:
            asked.widget_states.widgets.append(state)
        with self._lock:
            self._wire.send(message.SerializeToString())

    def _listen(self) -> None:
        try:
            for data in self._wire:
                if isinstance(data, bytes):
                    self._hear(ForwardMsg.FromString(data))
        except ConnectionClosed:
            return

    def _hear(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "navigation":
                self._page = message.navigation.page_script_hash
            case "auto_rerun":
                self._repeat(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "delta":
                self._look_at(message.delta)

    def _repeat(self, part: str, interval_s: float) -> None:
        before = self._clocks.pop(part, None)
        if before is not None:
            before.cancel()
        clock = Timer(interval_s, self._repeat_now, (part, interval_s))
        clock.daemon = True
        self._clocks[part] = clock
        clock.start()

    def _repeat_now(self, part: str, interval_s: float) -> None:
        try:
            self._ask(part, by_itself=True)
        except ConnectionClosed:
            return
        self._repeat(part, interval_s)

    def _look_at(self, delta: Delta) -> None:
        element = delta.new_element
        match element.WhichOneof("type"):
            case "button" if "simulate" in element.button.id:
                self._button = Widget(element.button.id, delta.fragment_id)
            case "chat_input":
                self._chat = Widget(element.chat_input.id, delta.fragment_id)
            case "markdown":
                self._shown += element.markdown.body.replace("\\", "")
            case "html":
                self._shown += element.html.body

    def _until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + _LONGEST_S
        while not holds():
            if time.monotonic() > end:
                raise TimeoutError(f"The page of {self.flow_id} did not come up.")
            time.sleep(_LOOK_S)


@contextmanager
def colleague(address: str, flow_id: str) -> Iterator[Colleague]:
    """Let a colleague talk to a draft until the block ends."""
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(stream, subprotocols=["streamlit"], origin=address, max_size=_MAX_BYTES) as wire:
        one = Colleague(flow_id, wire)
        try:
            one.begin()
            yield one
        finally:
            one.leave()
