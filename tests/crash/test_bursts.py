"""Messages of one contact at the same moment in several processes: as if one after the other."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crash.bursts import BURST, is_serial, run_bursts
from tests.crash.stage import stage_set

CONTACTS, BURSTS, SERVERS = 8, 4, 4


def test_every_transcript_equals_a_serial_order(
    bare_postgresql_url: Callable[[], str], tmp_path: Path
) -> None:
    with stage_set(bare_postgresql_url(), "127.0.0.1:9", servers=SERVERS) as stage:
        tally = asyncio.run(run_bursts(stage, tmp_path, contacts=CONTACTS, bursts=BURSTS))
    assert tally.torn == ()
    assert tally.messages == CONTACTS * BURSTS * BURST


def _told(*lines: str) -> list[dict[str, str]]:
    authors = {">": "customer", "<": "bot"}
    return [{"author": authors[line[0]], "text": line[1:]} for line in lines]


@pytest.mark.parametrize(
    "torn",
    [
        _told("<heard?", ">a", "<1: a", "<heard?"),
        _told("<heard?", ">a", ">b", "<1: a", "<heard?", "<2: b", "<heard?"),
        _told("<heard?", ">a", "<1: a", "<heard?", ">b", "<1: b", "<heard?"),
        _told("<heard?", ">a", "<1: a", "<heard?", ">a", "<2: a", "<heard?"),
    ],
)
def test_torn_transcripts_are_recognised(torn: list[dict[str, str]]) -> None:
    assert not is_serial(torn, 2)
