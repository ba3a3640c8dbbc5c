"""Timers that are due at the same moment fire in the runtime's order."""

import pytest

from flow_runtime.conversations.publishing import import_flow
from flow_runtime.simulation import Setting, Wait, begin_talk
from tests.flow_runtime.building import TUESDAY_MORNING, end, flow, node
from tests.simulation.runtime import AUTHOR, Answers, Runtime, RuntimeTalk, differences, same_chance


@pytest.mark.parametrize("seconds", [599, 600, 6_000])
def test_a_waiting_message_that_is_due_when_the_wait_ends(
    seconds: int, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
):
    handoff = node(
        "person",
        "handoff",
        queue="suporte",
        text="Já vem alguém.",
        waiting_texts=["Só mais um pouco."],
        waiting_every_s=600,
        max_wait_s=600,
        respects_hours=False,
    )
    built = flow(
        [handoff, end(text="Resolvido"), end("gone", "abandoned", "Ninguém veio.")],
        [
            "person.resolved>end", "person.timeout>gone", "person.no_agent>gone",
            "person.customer_gave_up>gone", "person.out_of_hours>gone",
        ],
        id="tie",
    )  # fmt: skip
    with runtime.database.transaction() as tx:
        import_flow(tx, built, author=AUTHOR, now=TUESDAY_MORNING)
    program = runtime.publish("tie")
    same_chance(monkeypatch, 0)
    address, contact_id = runtime.new_contact({})
    setting = Setting(TUESDAY_MORNING, contact={"id": contact_id})
    talk = begin_talk(program, setting)
    other = RuntimeTalk(runtime, address, setting, Answers(program))
    talk = talk.do(Wait(seconds))
    other.do(Wait(seconds))
    assert differences(talk, other) == {}
    assert talk.is_over == (seconds >= 600)
