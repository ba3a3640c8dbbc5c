from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from storage import conversations, inbound, outbound, transcripts
from storage.database import Database
from storage.errors import Conflict
from storage.inbound import NewInbound
from storage.outbound import Delivery, NewOutbound, OutboundMessage
from tests.storage.stories import NOW, World, a_conversation, at_once, later

LEASE_S = 60


def a_message(world: World, seq: int, *, seconds: float = 0) -> NewOutbound:
    return NewOutbound(
        conversation_id=world.conversation.id,
        seq=seq,
        author="bot",
        body={"text": f"mensagem {seq}"},
        step=1,
        visible_at=later(seconds),
    )


def queue(database: Database, *messages: NewOutbound) -> None:
    with database.transaction() as tx:
        outbound.add_many(tx, messages, now=NOW)


def claim(database: Database, worker: str = "w", *, seconds: float = 0) -> list[OutboundMessage]:
    with database.transaction() as tx:
        return outbound.claim_due(tx, worker, now=later(seconds), limit=100)


def test_messages_of_a_conversation_are_claimed_in_order(database: Database, world: World) -> None:
    queue(database, *(a_message(world, seq) for seq in (1, 2, 3)))
    for seq in (1, 2, 3):
        (claimed,) = claim(database, "worker-1")
        assert (claimed.seq, claimed.delivery, claimed.attempts) == (seq, "sending", 1)
        assert (claimed.claimed_by, claimed.claimed_at) == ("worker-1", NOW)
        assert claim(database) == []
        with database.transaction() as tx:
            assert outbound.mark_sent(tx, claimed.id, provider_id=f"p-{seq}")
    assert claim(database) == []


def test_message_is_not_claimed_before_it_is_visible(database: Database, world: World) -> None:
    queue(database, a_message(world, 1, seconds=5))
    assert claim(database) == []
    with database.read() as tx:
        assert outbound.next_due(tx) == later(5)
    assert len(claim(database, seconds=5)) == 1
    with database.read() as tx:
        assert outbound.next_due(tx) is None


def test_failed_message_lets_the_next_one_pass(database: Database, world: World) -> None:
    queue(database, a_message(world, 1), a_message(world, 2))
    (claimed,) = claim(database)
    with database.transaction() as tx:
        assert outbound.mark_failed(tx, claimed.id, reason="número inválido")
        failed = outbound.get(tx, claimed.id)
    assert failed is not None
    assert (failed.delivery, failed.failed_reason) == ("failed", "número inválido")
    assert [message.seq for message in claim(database)] == [2]


def test_retry_waits_for_its_time(database: Database, world: World) -> None:
    queue(database, a_message(world, 1))
    (claimed,) = claim(database)
    with database.transaction() as tx:
        assert outbound.retry_at(tx, claimed.id, next_try_at=later(30), reason="429")
        assert not outbound.retry_at(tx, claimed.id, next_try_at=later(60), reason="429")
    assert claim(database, seconds=29) == []
    (again,) = claim(database, seconds=30)
    assert (again.id, again.attempts, again.failed_reason) == (claimed.id, 2, "429")


def test_message_of_a_vanished_worker_is_found(database: Database, world: World) -> None:
    queue(database, a_message(world, 1))
    (claimed,) = claim(database)
    with database.transaction() as tx:
        assert outbound.claim_stale(tx, now=later(LEASE_S), lease_s=LEASE_S, limit=9) == []
        stale = outbound.claim_stale(tx, now=later(LEASE_S + 1), lease_s=LEASE_S, limit=9)
    assert stale == [claimed]


def test_eight_workers_claim_no_message_twice(database: Database, world: World) -> None:
    with database.transaction() as tx:
        for number in range(20):
            new = a_conversation(f"other-{number}", world.contact.id)
            conversation = conversations.create(tx, new, now=NOW)
            message = replace(a_message(world, 1), conversation_id=conversation.id)
            outbound.add_many(tx, [message], now=NOW)

    def claim_some(worker: str) -> list[int]:
        with database.transaction() as tx:
            return [row.id for row in outbound.claim_due(tx, worker, now=NOW, limit=5)]

    claims = at_once([partial(claim_some, f"worker-{number}") for number in range(8)])
    claimed = [message_id for some in claims for message_id in some]
    assert len(claimed) == len(set(claimed))
    assert len(claimed) + len(claim(database)) == 20


def test_place_in_the_conversation_is_taken_once(database: Database, world: World) -> None:
    queue(database, a_message(world, 1))
    with pytest.raises(Conflict):
        queue(database, a_message(world, 2), a_message(world, 1))
    assert [line.seq for line in transcript_now(database, world)] == [1]


def test_message_is_found_by_what_its_provider_calls_it(database: Database, world: World) -> None:
    queue(database, a_message(world, 1))
    (claimed,) = claim(database)
    with database.transaction() as tx:
        outbound.mark_sent(tx, claimed.id, provider_id="wamid.1")
        found = outbound.find_by_provider_id(tx, "site", "wamid.1")
        assert found == outbound.get(tx, claimed.id)
        assert outbound.find_by_provider_id(tx, "other", "wamid.1") is None


RANK: dict[Delivery, int] = {"queued": 0, "sending": 1, "sent": 2, "delivered": 3, "read": 4}
ACTIONS: dict[str, Callable[..., bool]] = {
    "sent": outbound.mark_sent,
    "delivered": outbound.mark_delivered,
    "read": outbound.mark_read,
    "failed": partial(outbound.mark_failed, reason="x"),
    "queued": partial(outbound.retry_at, next_try_at=NOW, reason="x"),
}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(reports=st.lists(st.sampled_from(sorted([*ACTIONS, "claim"])), max_size=12))
def test_delivery_never_goes_backwards(
    database: Database, world: World, reports: list[str]
) -> None:
    with database.transaction() as tx:
        fresh = conversations.create(tx, a_conversation(uuid4().hex, world.contact.id), now=NOW)
        message = replace(a_message(world, 1), conversation_id=fresh.id)
        outbound.add_many(tx, [message], now=NOW)
        (line,) = transcripts.transcript(tx, fresh.id, now=NOW)
        assert line.message_id is not None
        for report in reports:
            _report_and_compare(tx, line.message_id, report)


def _report_and_compare(tx: Connection, message_id: int, report: str) -> None:
    before = outbound.get(tx, message_id)
    if report == "claim":
        moved = any(row.id == message_id for row in outbound.claim_due(tx, "w", now=NOW, limit=99))
    else:
        moved = ACTIONS[report](tx, message_id)
    after = outbound.get(tx, message_id)
    assert before is not None
    assert after is not None
    if not moved:
        assert after == before
    elif report == "queued":
        assert (before.delivery, after.delivery) == ("sending", "queued")
    elif report == "failed":
        assert RANK[before.delivery] <= RANK["sent"]
    else:
        assert RANK[after.delivery] > RANK[before.delivery]


def transcript_now(
    database: Database, world: World, *, seconds: float = 0, after_seq: int = 0, limit: int = 200
) -> list[transcripts.TranscriptLine]:
    with database.read() as tx:
        return transcripts.transcript(
            tx, world.conversation.id, now=later(seconds), after_seq=after_seq, limit=limit
        )


def hear(database: Database, world: World, seq: int) -> None:
    new = NewInbound("site", "", f"m-{seq}", {"text": "oi"}, world.conversation.id, seq)
    with database.transaction() as tx:
        inbound.add(tx, new, now=NOW)


def test_transcript_joins_both_directions_in_order(database: Database, world: World) -> None:
    hear(database, world, 1)
    queue(database, a_message(world, 2), replace(a_message(world, 3), author="attendant"))
    hear(database, world, 4)
    lines = transcript_now(database, world)
    assert [(line.seq, line.author) for line in lines] == [
        (1, "contact"),
        (2, "bot"),
        (3, "attendant"),
        (4, "contact"),
    ]
    assert lines[0].body == {"text": "oi"}
    assert (lines[0].at, lines[0].delivery, lines[0].message_id) == (NOW, None, None)
    assert (lines[1].at, lines[1].delivery) == (NOW, "queued")
    assert transcript_now(database, world, after_seq=1, limit=2) == lines[1:3]


def test_transcript_stops_before_what_is_not_visible_yet(database: Database, world: World) -> None:
    queue(database, a_message(world, 1), a_message(world, 2, seconds=3))
    hear(database, world, 3)
    assert [line.seq for line in transcript_now(database, world)] == [1]
    assert [line.seq for line in transcript_now(database, world, seconds=3, after_seq=1)] == [2, 3]


def test_transcript_of_one_conversation_holds_nothing_of_another(
    database: Database, world: World
) -> None:
    queue(database, a_message(world, 1))
    with database.transaction() as tx:
        other = conversations.create(tx, a_conversation("c-2", world.contact.id), now=NOW)
        assert transcripts.transcript(tx, other.id, now=NOW) == []
