"""A simulation leaves nothing behind: no connection, no file, no row."""

import random
import socket
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select

import sample_flows
from flow_runtime.errors import ScriptInvalid
from flow_runtime.library import Library, read_library
from flow_runtime.simulation import (
    Talk,
    begin_talk,
    kept_conversation,
    looks_of,
    transcript_of,
)
from storage.columns import metadata
from storage.database import Database
from tests.simulation.runtime import Runtime
from tests.simulation.tripwires import tripwires
from tests.simulation.walking import chance_setting, walk

FLOWS = sorted(read_library(Path(sample_flows.__file__).parent).flows)


def looked_at(talk: Talk) -> None:
    """Look at all of a talk, as the page does."""
    for turn in talk.turns:
        for language in ("pt-BR", "en"):
            turn.trace(language)
            turn.leaving(language)
    transcript_of(talk.bubbles)
    for bubble in talk.bubbles:
        looks_of(bubble, "whatsapp")
    with suppress(ScriptInvalid):  # an unfinished draft may not be kept
        kept_conversation(talk, "Uma conversa")
    assert talk.back_to(0).forward().variables is not None


@pytest.mark.parametrize("flow_id", FLOWS)
def test_a_simulation_opens_no_socket_no_database_and_writes_no_file(
    flow_id: str, library: Library
):
    program = library.program(flow_id)
    with tripwires() as tripped:
        for number in range(4):
            chance = random.Random(f"{flow_id}-{number}")
            *_, talk = walk(begin_talk(program, chance_setting(program, chance)), chance)
            looked_at(talk)
    assert tripped == []


def test_the_tripwires_trip(tmp_path: Path):
    with tripwires() as tripped:
        socket.socket().close()
        sqlite3.connect(tmp_path / "x.db").close()
        (tmp_path / "x.txt").write_text("x", encoding="utf-8")
    assert {"socket.__new__", "sqlite3.connect", "open"} <= {*tripped}


def test_simulating_what_is_published_runs_no_statement_and_changes_no_table(runtime: Runtime):
    program = runtime.publish("segunda-via-boleto")
    before = rows_of(runtime.database)
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        for number in range(20):
            chance = random.Random(number)
            *_, talk = walk(begin_talk(program, chance_setting(program, chance)), chance)
            looked_at(talk)
        assert statements == []
        assert rows_of(runtime.database) == before
        assert statements != []
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def rows_of(database: Database) -> dict[str, int]:
    """Return how many rows every table has."""
    with database.read() as tx:
        return {
            table.name: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
