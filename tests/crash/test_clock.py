"""The clock moved a day forward or back in the middle of a conversation: nothing happens twice."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from flow_runtime.conversations import Conversations, IncomingMessage, Sender, Worker
from storage.database import Database, open_database
from storage.transcripts import TranscriptLine, transcript
from tests.crash.campaign import CALLS_PER_CONVERSATION
from tests.crash.erp import ErpServer, erp_running
from tests.crash.flow import ANSWERS, CHANNEL, WAIT_S, crash_flow
from tests.crash.stage import publish, set_up
from tests.flow_runtime.conversations.conftest import KEY, Clock

DAY = timedelta(days=1)
ROUNDS = 12
LATER_ROUNDS = 4


@pytest.fixture
def erp() -> Iterator[ErpServer]:
    with erp_running() as running:
        yield running


@dataclass(slots=True)
class Story:
    """One conversation; every message comes twice, and two workers look for work in turn."""

    driver: Conversations
    clock: Clock
    workers: tuple[Worker, Worker]
    conversation_id: int
    answered: int = 0
    before_round: Callable[[int], None] = field(default=lambda _: None)

    def run(self) -> list[str]:
        """Live through it, and through the day after; return the whole transcript."""
        for number in range(ROUNDS):
            self.before_round(number)
            self._answer_if_asked()
            self.work()
        self.clock.now += DAY
        for _ in range(LATER_ROUNDS):
            self._answer_if_asked()
            self.work()
        return [str(line.body["text"]) for line in self._lines()]

    def work(self) -> None:
        self.clock.advance(WAIT_S + 0.1)
        for worker in self.workers:
            asyncio.run(worker.work_once())

    def _answer_if_asked(self) -> None:
        last = self._lines()[-1]
        if last.author != "bot" or not (last.body["input"] or last.body["choices"]):
            return
        text = ANSWERS[self.answered].format(name="Ana")
        message = IncomingMessage(f"message-{self.answered}", text)
        self.answered += 1
        for _ in range(2):
            self.driver.receive(self.conversation_id, message)

    def _lines(self) -> list[TranscriptLine]:
        now = self.clock() + 2 * DAY
        with self.driver.database.read() as tx:
            return transcript(tx, self.conversation_id, now=now)


def _begin(database: Database, erp: ErpServer) -> Story:
    set_up(database, erp.address)
    publish(database, crash_flow())
    clock = Clock()
    driver = Conversations(database, KEY, now=clock)
    one, two = (Worker(driver, Sender(database), name) for name in ("one", "two"))
    talk = driver.begin(CHANNEL, "a-browser-secret-of-many-bits")
    return Story(driver, clock, (one, two), talk.id)


@pytest.fixture
def undisturbed(new_sqlite_url: Callable[[], str], erp: ErpServer) -> list[str]:
    with closing(open_database(new_sqlite_url())) as database:
        told = _begin(database, erp).run()
    assert told[-1] == "Obrigado, Ana!"
    erp.ledger.forget()
    return told


@pytest.mark.parametrize("jump", [DAY, -DAY], ids=["forward", "back"])
def test_a_clock_that_jumps_and_is_set_right_changes_nothing(
    jump: timedelta, new_sqlite_url: Callable[[], str], erp: ErpServer, undisturbed: list[str]
) -> None:
    for at_round in range(ROUNDS):
        with closing(open_database(new_sqlite_url())) as database:
            story = _begin(database, erp)

            def leap(number: int, story: Story = story, at_round: int = at_round) -> None:
                if number == at_round:
                    story.clock.now += jump
                    story.work()
                    story.clock.now -= jump

            story.before_round = leap
            assert _without_number(story.run()) == _without_number(undisturbed), at_round
        assert len(erp.ledger.numbers) == CALLS_PER_CONVERSATION
        erp.ledger.forget()


def _without_number(told: list[str]) -> list[str]:
    """Leave out the protocol number, whose date is the clock's."""
    return [text for text in told if not text.startswith("Protocolo")]


def test_a_lease_that_a_jump_ends_repeats_the_call_and_tells_its_result_once(
    new_sqlite_url: Callable[[], str], erp: ErpServer, undisturbed: list[str]
) -> None:
    with closing(open_database(new_sqlite_url())) as database:
        story = _begin(database, erp)

        def jump_during_the_call(key: str) -> None:
            if erp.ledger.calls[key] == 1:
                story.clock.now += DAY
                asyncio.run(story.workers[1].work_once())
                story.clock.now -= DAY

        erp.ledger.before_answer = jump_during_the_call
        assert _without_number(story.run()) == _without_number(undisturbed)
    assert set(erp.ledger.calls.values()) == {2}
    assert len(erp.ledger.numbers) == CALLS_PER_CONVERSATION
