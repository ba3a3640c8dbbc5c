from functools import partial

import pytest

from storage import conversations, ticket_notes, tickets
from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.tickets import NewTicket, Ticket
from tests.storage.stories import NOW, World, a_conversation, at_once, later


def a_ticket(conversation_id: int, *, queue: str = "financeiro", priority: int = 5) -> NewTicket:
    return NewTicket(
        conversation_id=conversation_id,
        queue=queue,
        level="N1",
        priority=priority,
        skills=["cobrança"],
        summary="Cliente não recebeu o boleto",
        context={"cpf": "52998224725"},
        script="Confirme o CPF",
        step=3,
        due_at=later(3600),
    )


def open_one(database: Database, conversation_id: int) -> Ticket:
    with database.transaction() as tx:
        return tickets.open_ticket(tx, a_ticket(conversation_id), now=NOW)


def test_ticket_goes_from_waiting_to_resolved(database: Database, world: World) -> None:
    opened = open_one(database, world.conversation.id)
    assert (opened.status, opened.number) == ("waiting", f"2026-{opened.id:06d}")
    with database.transaction() as tx:
        taken = tickets.take(tx, opened.id, attendant="bia", now=later(60))
        assert (taken.status, taken.assigned_to) == ("assigned", "bia")
        assert tickets.find_active(tx, world.conversation.id) == taken
        resolved = tickets.resolve(tx, opened.id, now=later(120))
        assert (resolved.status, resolved.closed_at) == ("resolved", later(120))
        assert tickets.find_active(tx, world.conversation.id) is None
        assert tickets.find_by_number(tx, opened.number) == resolved
        assert tickets.for_conversation(tx, world.conversation.id) == [resolved]


def test_conversation_has_one_active_ticket(database: Database, world: World) -> None:
    first = open_one(database, world.conversation.id)
    with pytest.raises(Conflict):
        open_one(database, world.conversation.id)
    with database.transaction() as tx:
        tickets.close(tx, first.id, "no_agent", now=later(1))
    assert open_one(database, world.conversation.id).id != first.id


def test_handoffs_at_once_open_one_ticket(database: Database, world: World) -> None:
    def open_or_not() -> bool:
        try:
            open_one(database, world.conversation.id)
        except Conflict:
            return False
        return True

    assert sum(at_once([open_or_not] * 8)) == 1


def test_of_eight_attendants_one_takes_the_ticket(database: Database, world: World) -> None:
    opened = open_one(database, world.conversation.id)

    def take(attendant: str) -> str | None:
        try:
            with database.transaction() as tx:
                return tickets.take(tx, opened.id, attendant=attendant, now=NOW).assigned_to
        except Conflict:
            return None

    takers = [name for name in at_once([partial(take, f"a-{n}") for n in range(8)]) if name]
    with database.read() as tx:
        assert [tickets.get(tx, opened.id).assigned_to] == takers


def test_closed_ticket_stays_closed(database: Database, world: World) -> None:
    opened = open_one(database, world.conversation.id)
    with database.transaction() as tx:
        closed = tickets.close(tx, opened.id, "closed_by_customer", now=later(1))
        for change in (
            partial(tickets.take, attendant="bia", now=later(2)),
            partial(tickets.resolve, now=later(2)),
            tickets.release,
        ):
            with pytest.raises(Conflict, match="is closed_by_customer"):
                change(tx, opened.id)
        assert tickets.get(tx, opened.id) == closed


def test_ticket_put_back_can_change_its_queue(database: Database, world: World) -> None:
    opened = open_one(database, world.conversation.id)
    with database.transaction() as tx:
        tickets.take(tx, opened.id, attendant="bia", now=NOW)
        waiting = tickets.release(tx, opened.id, queue="juridico")
    assert (waiting.status, waiting.assigned_to, waiting.queue) == ("waiting", None, "juridico")


def test_tickets_are_listed_in_serving_order(database: Database, world: World) -> None:
    with database.transaction() as tx:
        for number, (queue, priority) in enumerate([("a", 5), ("a", 1), ("b", 5), ("a", 5)]):
            new = a_conversation(f"other-{number}", world.contact.id)
            conversation = conversations.create(tx, new, now=NOW)
            opened = a_ticket(conversation.id, queue=queue, priority=priority)
            tickets.open_ticket(tx, opened, now=NOW)
        one, two, three, four = tickets.list_tickets(tx)
        assert [one.priority, two.id < three.id < four.id] == [1, True]
        assert tickets.list_tickets(tx, queue="b") == [three]
        tickets.close(tx, one.id, "expired", now=NOW)
        assert len(tickets.list_tickets(tx, queue="a")) == 2
        assert len(tickets.list_tickets(tx, queue="a", active=False)) == 3
        assert tickets.list_tickets(tx, limit=1) == [two]


def test_notes_are_kept_in_order(database: Database, world: World) -> None:
    opened = open_one(database, world.conversation.id)
    with database.transaction() as tx:
        for words in ("Liguei", "Não atendeu"):
            ticket_notes.add(tx, opened.id, author="bia", text=words, now=NOW)
        notes = ticket_notes.for_ticket(tx, opened.id)
    assert [note.text for note in notes] == ["Liguei", "Não atendeu"]


def test_unknown_ticket_is_refused(database: Database) -> None:
    with database.transaction() as tx, pytest.raises(NotFound):
        tickets.take(tx, 4711, attendant="bia", now=NOW)
    with pytest.raises(Conflict), database.transaction() as tx:
        ticket_notes.add(tx, 4711, author="bia", text="?", now=NOW)
