"""Timers of many conversations fire together; one that cannot does not keep the others."""

from sqlalchemy import update

from flow_runtime.conversations import Conversations
from flow_runtime.conversations.waking import PUT_OFF_S
from storage.conversations import Conversation, conversations
from storage.transcripts import transcript
from tests.flow_runtime.building import end, flow, node
from tests.flow_runtime.conversations.conftest import Clock, Publish


def _said(driver: Conversations, conversation: Conversation) -> list[str]:
    with driver.database.read() as tx:
        lines = transcript(tx, conversation.id, now=driver.now())
    return [str(line.body["text"]) for line in lines]


def _keep(driver: Conversations, conversation: Conversation, session: str) -> None:
    with driver.database.transaction() as tx:
        mine = conversations.c.id == conversation.id
        tx.execute(update(conversations).where(mine).values(session=session))


def test_a_conversation_that_cannot_wake_is_put_off_and_the_others_wake(
    driver: Conversations, publish: Publish, clock: Clock
) -> None:
    pause = node("pause", "wait", until="duration", duration_s=60)
    publish(flow([pause, end(text="Voltei.")], ["pause.elapsed>end"]))
    broken = driver.begin("site", "first-browser-secret-of-many-bits")
    sound = driver.begin("site", "second-browser-secret-of-many-bits")
    _keep(driver, broken, '{"no": "session"}')

    clock.advance(61)
    driver.fire_due_timers()
    assert (_said(driver, broken), _said(driver, sound)) == ([], ["Voltei."])
    assert driver.fire_due_timers() == 0

    _keep(driver, broken, broken.session)
    clock.advance(PUT_OFF_S + 1)
    driver.fire_due_timers()
    assert (_said(driver, broken), _said(driver, sound)) == (["Voltei."], ["Voltei."])
