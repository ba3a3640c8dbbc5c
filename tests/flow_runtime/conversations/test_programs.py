"""Published versions are run as they were published, or not at all."""

import pytest
from sqlalchemy import text

from flow_runtime.conversations import Conversations
from flow_runtime.conversations.programs import Programs, load_version
from flow_runtime.errors import UnknownReference
from storage.database import Database
from tests.flow_runtime.building import end, flow
from tests.flow_runtime.conversations.conftest import Publish


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """The rule does not depend on the kind of database; how to break it does."""
    return sqlite_database


def test_a_version_changed_behind_our_back_is_not_run(
    driver: Conversations, database: Database, publish: Publish
):
    publish(flow([end(text="Tchau!")], []))
    with database.transaction() as tx:
        assert load_version(tx, "story", 1)[0].node("end") is not None
        tx.execute(text("DROP TRIGGER versions_no_update"))
        tx.execute(text("UPDATE versions SET document = replace(document, 'Tchau', 'Pague já')"))
        with pytest.raises(UnknownReference, match="does not match its hash"):
            load_version(tx, "story", 1)
    with pytest.raises(UnknownReference, match="backup"):
        driver.begin("site", "somebody")


def test_a_process_keeps_a_bounded_number_of_programs(
    driver: Conversations, database: Database, publish: Publish
):
    for number in range(4):
        publish(flow([end(text=f"Versão {number}")], []))
    programs = Programs(max_kept=2)
    with database.read() as tx:
        versions = [programs.get(tx, "story", number).version for number in (1, 2, 3, 4, 1)]
        kept = programs.get(tx, "story", 1)
        assert programs.get(tx, "story", 1) is kept
    assert versions == [1, 2, 3, 4, 1]
    assert len(programs._compiled) == 2
