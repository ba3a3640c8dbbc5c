"""The queries of a turn and of the workers must not slow down as the tables grow."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event

from storage import (
    candidates,
    consents,
    contacts,
    conversations,
    events,
    files,
    inbound,
    live_versions,
    outbound,
    planned_publications,
    protocols,
    publications,
    running,
    surveys,
    tasks,
    tickets,
    timers,
    transcripts,
    versions,
)
from storage.database import Database
from storage.inbound import NewInbound
from storage.running import Begun
from tests.storage.stories import NOW, build_world

Sent = list[tuple[str, tuple[object, ...]]]


def test_no_frequent_query_reads_a_whole_table(sqlite_database: Database) -> None:
    with sqlite_database.transaction() as tx:
        build_world(tx)
        with _noting(tx) as sent:
            _ask_as_a_turn_does(tx, conversation_id=1, contact_id=1)
            _ask_for_work(tx, conversation_id=1)
        steps = [step for statement, values in sent for step in _plan(tx, statement, values)]
    whole = [step for step in steps if step.startswith("SCAN") and "INDEX" not in step]
    assert len(steps) > 40
    assert [step for step in whole if step.split()[1] not in {"due", "CONSTANT"}] == []


def _ask_as_a_turn_does(tx: Connection, *, conversation_id: int, contact_id: int) -> None:
    surveys.last_answered(tx, contact_id)
    versions.latest(tx, "boleto")
    live_versions.at(tx, "site")
    publications.current(tx, "site")
    contacts.find(tx, "webchat", "visitor-1")
    consents.latest_per_purpose(tx, contact_id)
    consents.latest(tx, contact_id, "marketing")
    conversations.find_by_public_id(tx, "c-1")
    conversations.find_open(tx, "site", contact_id)
    conversations.list_of_contact(tx, contact_id)
    conversations.lock(tx, conversation_id)
    inbound.add(tx, NewInbound("site", "", "m-1", {}), now=NOW)
    inbound.find(tx, "site", account="", message_id="m-1")
    inbound.list_unplaced(tx, limit=9)


def _ask_for_work(tx: Connection, *, conversation_id: int) -> None:
    outbound.find_by_provider_id(tx, "site", "wamid.1")
    outbound.claim_due(tx, "w", now=NOW, limit=9)
    outbound.claim_stale(tx, now=NOW, lease_s=60, limit=9)
    outbound.next_due(tx)
    outbound.mark_read(tx, 1)
    transcripts.transcript(tx, conversation_id, now=NOW)
    events.for_conversation(tx, conversation_id)
    events.last_position(tx, conversation_id)
    events.since(tx, after_id=0, limit=9)
    timers.claim_due(tx, now=NOW, limit=9)
    timers.cancel_before_step(tx, conversation_id, 3)
    timers.next_due(tx)
    tasks.claim_due(tx, "w", now=NOW, limit=9, lease_s=60)
    tasks.next_due(tx)
    planned_publications.list_due(tx, now=NOW)
    candidates.list_on_trial(tx)
    running.ends(tx, Begun("site", "boleto", 1, NOW), limit=9)
    tickets.find_active(tx, conversation_id)
    tickets.list_tickets(tx, queue="financeiro")
    protocols.for_conversation(tx, conversation_id)
    files.for_conversation(tx, conversation_id)


@contextmanager
def _noting(tx: Connection) -> Iterator[Sent]:
    sent: Sent = []

    def note(_: Connection, _cursor: object, sql: str, values: object, *_rest: object) -> None:
        assert isinstance(values, tuple)
        sent.append((sql, values))

    event.listen(tx, "before_cursor_execute", note)
    yield sent
    event.remove(tx, "before_cursor_execute", note)


def _plan(tx: Connection, statement: str, values: tuple[object, ...]) -> list[str]:
    explained = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return [row.detail for row in explained]
