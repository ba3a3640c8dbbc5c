"""Queues, calendars, connections and files: small tables that are saved and listed."""

from dataclasses import replace

import pytest

from storage import calendars, connections, files, queues
from storage.calendars import Calendar
from storage.connections import ApiConnection
from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.files import File
from storage.queues import Queue
from tests.storage.stories import NOW, World

QUEUE = Queue("financeiro", "Financeiro", "N1", "comercial", {"max_wait_s": 600})
CALENDAR = Calendar("comercial", {"zone": "America/Sao_Paulo"})
CONNECTION = ApiConnection("erp", {"base_url": "https://erp.example"})
FILE = File("f-1", "a" * 64, "comprovante.pdf", "application/pdf", 1024, None, NOW)


def test_queue_is_saved_over_the_earlier_one(database: Database) -> None:
    renamed = replace(QUEUE, name="Cobrança")
    with database.transaction() as tx:
        for queue in (QUEUE, Queue("juridico", "Jurídico", "N2", None, {}), renamed):
            queues.save(tx, queue)
        assert [queue.id for queue in queues.list_queues(tx)] == ["financeiro", "juridico"]
        assert queues.get(tx, "financeiro") == renamed
        with pytest.raises(NotFound, match="“x”"):
            queues.get(tx, "x")


def test_calendar_is_saved_over_the_earlier_one(database: Database) -> None:
    with database.transaction() as tx:
        for calendar in (CALENDAR, replace(CALENDAR, definition={"zone": "America/Manaus"})):
            calendars.save(tx, calendar)
        assert calendars.list_calendars(tx) == [calendar]
        assert calendars.get(tx, "comercial") == calendar
        with pytest.raises(NotFound, match="“x”"):
            calendars.get(tx, "x")


def test_connection_is_saved_over_the_earlier_one(database: Database) -> None:
    with database.transaction() as tx:
        for connection in (CONNECTION, replace(CONNECTION, definition={})):
            connections.save(tx, connection)
        assert connections.list_connections(tx) == [connection]
        assert connections.get(tx, "erp") == connection
        with pytest.raises(NotFound, match="“x”"):
            connections.get(tx, "x")


def test_file_is_described_once(database: Database, world: World) -> None:
    sent = replace(FILE, id="f-2", conversation_id=world.conversation.id, size_bytes=2**40)
    with database.transaction() as tx:
        for file in (FILE, sent):
            files.add(tx, file)
        assert files.get(tx, "f-1") == FILE
        assert files.for_conversation(tx, world.conversation.id) == [sent]
        with pytest.raises(NotFound):
            files.get(tx, "f-3")
    with pytest.raises(Conflict), database.transaction() as tx:
        files.add(tx, FILE)
