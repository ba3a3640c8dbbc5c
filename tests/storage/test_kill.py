"""A turn that was acknowledged survives kill -9; one that was not leaves nothing behind."""

import subprocess
import sys
from contextlib import closing

import pytest

from storage import conversations, events, transcripts
from storage.database import open_database
from storage.schema import check
from tests.conftest import DIALECTS
from tests.storage import worker_to_kill
from tests.storage.stories import NOW, build_world

KILL_AFTER_TURNS = (1, 2, 7, 30)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_killed_process_loses_no_turn_and_leaves_no_half(
    dialect: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(f"new_{dialect}_url")()
    with closing(open_database(url)) as database:
        with database.transaction() as tx:
            talk = build_world(tx).conversation
        for turns in KILL_AFTER_TURNS:
            acknowledged = _take_turns_and_kill(url, talk.id, turns)
            with database.read() as tx:
                kept = conversations.get(tx, talk.id)
                lines = transcripts.transcript(tx, talk.id, now=NOW, limit=10_000)
                assert events.last_position(tx, talk.id) == kept.step
            assert kept.step >= acknowledged
            assert [line.seq for line in lines] == list(range(1, kept.last_seq + 1))
            assert [line.body["step"] for line in lines[1::2]] == list(range(1, kept.step + 1))
        assert check(database) == []


def _take_turns_and_kill(url: str, conversation_id: int, turns: int) -> int:
    command = [sys.executable, "-m", worker_to_kill.__name__, url, str(conversation_id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        said = [worker.stdout.readline() for _ in range(turns)]
        worker.kill()
        said += worker.stdout.readlines()
    return max(int(line) for line in said if line.endswith("\n"))
