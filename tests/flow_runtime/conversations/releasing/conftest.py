"""An installation whose channel `site` publishes the first of some approved versions."""

from dataclasses import dataclass
from itertools import count

import pytest

from flow_runtime.conversations import Conversations
from flow_runtime.conversations.releasing import publish
from flow_runtime.flow import Flow
from storage.conversations import Conversation
from storage.database import Database
from storage.publications import Publication
from storage.versions import Version
from tests.approving import approved_version, frozen_version
from tests.flow_runtime.building import end, flow, question
from tests.flow_runtime.conversations.conftest import Clock

FLOW_ID = "story"


def asking(text: str) -> Flow:
    """A flow that asks once; each text is a version of its own."""
    return flow([question("name", text=text), end()], ["name.answered>end"])


@dataclass(frozen=True, slots=True)
class House:
    """An installation, its clock, and shorthand for what the stories do again and again."""

    driver: Conversations
    clock: Clock
    _visitors: "count[int]"

    @property
    def database(self) -> Database:
        return self.driver.database

    def approve(self, built: Flow) -> Version:
        with self.database.transaction() as tx:
            return approved_version(tx, built, now=self.clock())

    def freeze(self, built: Flow) -> Version:
        with self.database.transaction() as tx:
            return frozen_version(tx, built, now=self.clock())

    def publish(self, number: int, *, channel: str = "site", reason: str = "") -> Publication:
        with self.database.transaction() as tx:
            return publish(
                tx, FLOW_ID, number, channel, author="rui", reason=reason, now=self.clock()
            )

    def begin(self, number: int = 1) -> list[Conversation]:
        return [
            self.driver.begin("site", f"browser-secret-of-visitor-{next(self._visitors):06}")
            for _ in range(number)
        ]


@pytest.fixture
def house(driver: Conversations, clock: Clock) -> House:
    """The channel publishes version 1 of three."""
    made = House(driver, clock, count(1))
    for text in ("Um?", "Dois?", "Três?"):
        made.approve(asking(text))
    made.publish(1)
    return made
