from storage import conversations, outbound, overview, tasks, tickets, timers
from storage.conversations import TurnState
from storage.database import Database
from storage.outbound import NewOutbound
from storage.overview import Overview
from storage.tasks import NewTask
from storage.tickets import NewTicket
from storage.timers import Timer
from tests.storage.stories import NOW, World, a_conversation, later


def counted(database: Database) -> Overview:
    with database.read() as tx:
        return overview.count(tx, now=NOW)


def test_empty_database_counts_nothing(database: Database) -> None:
    assert counted(database) == Overview(0, 0, 0, 0, 0, 0)


def test_only_what_is_open_waiting_or_due_is_counted(database: Database, world: World) -> None:
    first = world.conversation.id
    with database.transaction() as tx:
        other = conversations.create(tx, a_conversation("c-2", world.contact.id), now=NOW).id
        ended = conversations.create(tx, a_conversation("c-3", world.contact.id), now=NOW)
        over = TurnState("ended", "bot", "{}", 1, 0, "pt-BR", ended_at=NOW)
        conversations.save_turn(tx, ended, over, now=NOW)
        for conversation_id in (first, other):
            new = NewTicket(conversation_id, "suporte", "N1", 5, [], "Ajuda", {}, None, 1)
            ticket = tickets.open_ticket(tx, new, now=NOW)
        tickets.take(tx, ticket.id, attendant="ana", now=NOW)
        due, waiting = later(-1), later(60)
        tasks.add_many(
            tx,
            [
                NewTask(first, 1, "call_api", {}, "due", due),
                NewTask(first, 1, "call_api", {}, "waiting", waiting),
            ],
        )
        timers.replace(tx, Timer(first, "idle", 1, due))
        timers.replace(tx, Timer(other, "idle", 1, waiting))
        messages = [
            NewOutbound(first, 1, "bot", {}, 1, NOW),
            NewOutbound(first, 2, "bot", {}, 1, NOW, delivery="sent"),
        ]
        outbound.add_many(tx, messages, now=NOW)
    assert counted(database) == Overview(
        open_conversations=2,
        waiting_tickets=1,
        assigned_tickets=1,
        due_tasks=1,
        due_timers=1,
        queued_messages=1,
    )
