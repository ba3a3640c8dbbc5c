from dataclasses import replace
from functools import partial

import pytest

from storage import contacts, conversations, events, inbound, protocols
from storage.conversations import TurnState
from storage.database import Database
from storage.errors import Conflict, NotFound
from storage.events import NewEvent
from storage.inbound import NewInbound
from tests.storage.stories import NOW, World, a_conversation, at_once, later

STATE = TurnState(
    status="waiting",
    owner="bot",
    session='{"node": "ask_cpf",   "kept": "byte for byte \\u0000"}',
    step=1,
    last_seq=3,
    language="pt-BR",
)


def test_turn_is_written_as_a_whole(database: Database, world: World) -> None:
    done = replace(
        STATE, status="ended", outcome="solved", protocol_number="2026-1", ended_at=later(5)
    )
    with database.transaction() as tx:
        conversations.save_turn(tx, world.conversation, done, now=later(5))
        saved = conversations.get(tx, world.conversation.id)
    assert saved == replace(
        world.conversation,
        status="ended",
        session=STATE.session,
        step=1,
        last_seq=3,
        outcome="solved",
        protocol_number="2026-1",
        updated_at=later(5),
        ended_at=later(5),
    )


def test_conversation_is_found_by_its_public_id_only_in_full(
    database: Database, world: World
) -> None:
    with database.read() as tx:
        assert conversations.find_by_public_id(tx, "c-1") == world.conversation
        for wrong in ("c-", "C-1", "c-1 ", "%", ""):
            assert conversations.find_by_public_id(tx, wrong) is None


def test_ended_conversation_is_no_longer_open(database: Database, world: World) -> None:
    ended = replace(STATE, status="ended", ended_at=later(1))
    with database.transaction() as tx:
        assert conversations.find_open(tx, "site", world.contact.id) == world.conversation
        conversations.save_turn(tx, world.conversation, ended, now=later(1))
        assert conversations.find_open(tx, "site", world.contact.id) is None
        fresh = conversations.create(tx, a_conversation("c-2", world.contact.id), now=later(2))
        assert conversations.find_open(tx, "site", world.contact.id) == fresh
        listed = conversations.list_of_contact(tx, world.contact.id)
    assert [one.id for one in listed] == [fresh.id, world.conversation.id]


def test_unknown_conversation_is_not_found(database: Database, world: World) -> None:
    with database.transaction() as tx:
        for ask in (conversations.get, conversations.lock):
            with pytest.raises(NotFound):
                ask(tx, 4711)
        with pytest.raises(NotFound):
            conversations.save_turn(tx, replace(world.conversation, id=4711), STATE, now=NOW)


def test_public_id_and_protocol_number_belong_to_one_conversation(
    database: Database, world: World
) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:
        conversations.create(tx, a_conversation("c-1", world.contact.id), now=NOW)
    numbered = replace(STATE, protocol_number="2026-1")
    with database.transaction() as tx:
        other = conversations.create(tx, a_conversation("c-2", world.contact.id), now=NOW)
        conversations.save_turn(tx, world.conversation, numbered, now=NOW)
    with pytest.raises(Conflict), database.transaction() as tx:
        conversations.save_turn(tx, other, numbered, now=NOW)


def test_turns_of_one_conversation_wait_for_each_other(database: Database, world: World) -> None:
    def take_turn(message_id: str) -> None:
        with database.transaction() as tx:
            new = NewInbound("site", "", message_id, {}, conversation_id=world.conversation.id)
            received = inbound.add(tx, new, now=NOW)
            before = conversations.lock(tx, world.conversation.id)
            assert received is not None
            seq = before.last_seq + 1
            inbound.place(tx, received.id, conversation_id=before.id, seq=seq)
            numbered = replace(
                STATE, step=before.step + 1, last_seq=seq, protocol_number=f"p-{seq}"
            )
            conversations.save_turn(tx, before, numbered, now=NOW)

    at_once([partial(take_turn, f"m-{number}") for number in range(8)])
    with database.read() as tx:
        after = conversations.get(tx, world.conversation.id)
    assert (after.step, after.last_seq) == (8, 8)


def test_first_messages_at_once_begin_one_conversation(database: Database, world: World) -> None:
    with database.transaction() as tx:
        newcomer = contacts.find_or_create(tx, "webchat", "visitor-2", now=NOW)[0].id

    def begin(public_id: str) -> int:
        with database.transaction() as tx:
            contacts.lock(tx, newcomer)
            known = conversations.find_open(tx, "site", newcomer)
            if known is not None:
                return known.id
            return conversations.create(tx, a_conversation(public_id, newcomer), now=NOW).id

    begun = at_once([partial(begin, f"first-{number}") for number in range(8)])
    assert len(set(begun)) == 1


def test_provider_that_repeats_a_message_changes_nothing(database: Database, world: World) -> None:
    new = NewInbound("site", "account", "m-1", {"text": "oi"})
    with database.transaction() as tx:
        kept = inbound.add(tx, new, now=NOW)
        assert inbound.add(tx, replace(new, body={"text": "outra"}), now=later(1)) is None
        assert inbound.find(tx, "site", account="account", message_id="m-1") == kept
        assert inbound.add(tx, replace(new, account="other"), now=NOW) is not None
        assert inbound.add(tx, replace(new, channel="other"), now=NOW) is not None


def test_other_message_at_a_taken_place_is_a_conflict_and_no_repeat(
    database: Database, world: World
) -> None:
    new = NewInbound("site", "", "m-1", {}, world.conversation.id, 1)
    with database.transaction() as tx:
        inbound.add(tx, new, now=NOW)
        assert inbound.add(tx, new, now=NOW) is None
    with pytest.raises(Conflict), database.transaction() as tx:
        inbound.add(tx, replace(new, message_id="m-2"), now=NOW)


def test_eight_deliveries_of_one_message_at_once_are_kept_once(database: Database) -> None:
    def deliver() -> int | None:
        with database.transaction() as tx:
            kept = inbound.add(tx, NewInbound("site", "", "m-1", {}), now=NOW)
            return None if kept is None else kept.id

    kept = [one for one in at_once([deliver] * 8) if one is not None]
    assert len(kept) == 1


def test_unplaced_messages_wait_in_order(database: Database, world: World) -> None:
    with database.transaction() as tx:
        rows = [
            inbound.add(tx, NewInbound("site", "", f"m-{number}", {}), now=NOW)
            for number in range(3)
        ]
        first, second, third = [row.id for row in rows if row is not None]
        inbound.place(tx, second, conversation_id=world.conversation.id, seq=1)
        assert [row.id for row in inbound.list_unplaced(tx, limit=9)] == [first, third]
        with pytest.raises(NotFound):
            inbound.place(tx, 4711, conversation_id=world.conversation.id, seq=2)
    with pytest.raises(Conflict), database.transaction() as tx:
        inbound.place(tx, third, conversation_id=world.conversation.id, seq=1)


def an_event(world: World, position: int) -> NewEvent:
    return NewEvent(
        conversation_id=world.conversation.id,
        position=position,
        name="node_entered",
        node_id="ask_cpf",
        flow_id="boleto",
        version=1,
        data={"tries": position},
    )


def test_events_are_read_in_order(database: Database, world: World) -> None:
    with database.transaction() as tx:
        assert events.last_position(tx, world.conversation.id) == 0
        events.append_many(tx, [an_event(world, position) for position in (1, 2, 3)], now=NOW)
        events.append_many(tx, [], now=NOW)
        assert events.last_position(tx, world.conversation.id) == 3
        told = events.for_conversation(tx, world.conversation.id, after_position=1)
        assert [event.data["tries"] for event in told] == [2, 3]
        assert events.since(tx, after_id=told[0].id, limit=9) == [told[1]]


def test_event_position_is_taken_once(database: Database, world: World) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:
        events.append_many(tx, [an_event(world, 1), an_event(world, 1)], now=NOW)
    with database.read() as tx:
        assert events.for_conversation(tx, world.conversation.id) == []


def test_protocol_is_issued_once(database: Database, world: World) -> None:
    with database.transaction() as tx:
        first = protocols.issue(tx, "2026-1", conversation_id=world.conversation.id, now=NOW)
        again = protocols.issue(tx, "2026-1", conversation_id=world.conversation.id, now=later(9))
        assert again == first == protocols.find(tx, "2026-1")
        assert protocols.for_conversation(tx, world.conversation.id) == [first]
        other = conversations.create(tx, a_conversation("c-2", world.contact.id), now=NOW)
        with pytest.raises(Conflict, match="another conversation"):
            protocols.issue(tx, "2026-1", conversation_id=other.id, now=NOW)
