"""A SQLite file and its log, cut wherever a power cut might: what opens is a moment that was.

https://sqlite.org/fileformat2.html#the_write_ahead_log: a header of 32 bytes, then frames, each a
header of 24 bytes and a page. The database file itself changes only at a checkpoint.
"""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from flow_runtime.conversations import Conversations, IncomingMessage
from flow_runtime.flow import Flow
from flow_runtime.session import Session
from storage import conversations, events, timers, transcripts
from storage.database import Database, open_database
from storage.errors import NotFound
from tests.crash.flow import CHANNEL
from tests.crash.stage import publish, set_up
from tests.flow_runtime.building import end, flow, node, question
from tests.flow_runtime.conversations.conftest import KEY, Clock

WAL_HEADER_BYTES: Final = 32
FRAME_HEADER_BYTES: Final = 24
RANDOM_CUTS: Final = 300
ANSWERS: Final = ("Ana", "São Paulo")

WHOLE: Final = ["Olá!", "Vamos lá.", "name?", "Ana", "city?", "São Paulo", "Tchau, Ana!"]
MOMENTS: Final = {0, 3, 4, 5, 7}
"""How many lines there are after nothing, the beginning, an answer, the timer, an answer."""

Recording = tuple[Path, Clock, int]


@pytest.fixture
def recording(new_sqlite_url: Callable[[], str], tmp_path: Path) -> Iterator[Recording]:
    """A conversation's files as they lie on the disk while it still runs: nothing checkpointed."""
    url, clock = new_sqlite_url(), Clock()
    with closing(open_database(url)) as database:
        with database.transaction() as tx:
            tx.exec_driver_sql("PRAGMA wal_autocheckpoint = 0")
        set_up(database, "127.0.0.1:9")
        publish(database, _story())
        talk = _have_conversation(database, clock)
        yield Path(url.removeprefix("sqlite:///")), clock, talk


def _story() -> Flow:
    greeting = node("greeting", "message", bubbles=[{"text": "Olá!"}, {"text": "Vamos lá."}])
    pause = node("pause", "wait", until="duration", duration_s=60)
    nodes = [greeting, question("name"), pause, question("city"), end(text="Tchau, {{ name }}!")]
    return flow(
        nodes,
        ["greeting.next>name", "name.answered>pause", "pause.elapsed>city", "city.answered>end"],
    )


def _have_conversation(database: Database, clock: Clock) -> int:
    driver = Conversations(database, KEY, now=clock)
    talk = driver.begin(CHANNEL, "a-browser-secret-of-many-bits").id
    driver.receive(talk, IncomingMessage("message-1", ANSWERS[0]))
    clock.advance(61)
    assert driver.fire_due_timers() == 1
    driver.receive(talk, IncomingMessage("message-2", ANSWERS[1]))
    return talk


def test_every_cut_of_the_log_opens_as_a_moment_that_was(
    recording: Recording, tmp_path: Path
) -> None:
    file, clock, talk = recording
    seen = [_opened(copy, clock, talk) for copy in _cut_at_every_frame(file, tmp_path)]
    assert seen == sorted(seen), "A longer log never shows an earlier moment."
    assert set(seen) == MOMENTS


def test_a_log_cut_inside_a_frame_opens_as_the_moment_before(
    recording: Recording, tmp_path: Path
) -> None:
    file, clock, talk = recording
    size_bytes, chance = _wal(file).stat().st_size, random.Random(1)
    cuts = sorted(chance.randrange(size_bytes) for _ in range(RANDOM_CUTS))
    seen = [_opened(_copied(file, tmp_path, cut), clock, talk) for cut in cuts]
    assert seen == sorted(seen)


def _cut_at_every_frame(file: Path, folder: Path) -> Iterator[Path]:
    with closing(sqlite3.connect(file)) as reading:
        (page_bytes,) = reading.execute("PRAGMA page_size").fetchone()
    frame_bytes = FRAME_HEADER_BYTES + page_bytes
    size_bytes = _wal(file).stat().st_size
    assert size_bytes > WAL_HEADER_BYTES + 50 * frame_bytes
    for cut in range(WAL_HEADER_BYTES, size_bytes + 1, frame_bytes):
        yield _copied(file, folder, cut)


def _wal(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def _copied(file: Path, folder: Path, cut: int) -> Path:
    """Return a copy of the file with so many bytes of its log."""
    copy = folder / "cut.db"
    for old in folder.glob("cut.db*"):
        old.unlink()
    shutil.copyfile(file, copy)
    _wal(copy).write_bytes(_wal(file).read_bytes()[:cut])
    return copy


def _opened(copy: Path, clock: Clock, talk: int) -> int:
    """Open a copy, check that its rows agree, and return how many lines it holds."""
    with closing(open_database(f"sqlite:///{copy}")) as database, database.read() as tx:
        assert tx.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        assert tx.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        try:
            kept = conversations.get(tx, talk)
        except NotFound:
            return 0
        session = Session.from_json(kept.session)
        said = transcripts.transcript(tx, talk, now=clock())
        assert [line.seq for line in said] == list(range(1, kept.last_seq + 1))
        assert [str(line.body["text"]) for line in said] == WHOLE[: len(said)]
        assert len(said) in MOMENTS
        assert (session.step, session.status) == (kept.step, kept.status)
        assert session.facts == events.last_position(tx, talk)
        assert bool(timers.for_conversation(tx, talk)) == session.has_timers
        return len(said)
