"""Moving running conversations: only those that can go on, and only to what is live."""

from collections.abc import Sequence

import pytest

from flow_runtime.conversations import IncomingMessage
from flow_runtime.conversations.releasing import dry_run, migrate
from flow_runtime.conversations.releasing.errors import NotLive
from flow_runtime.conversations.releasing.moving import MigrationPlan
from flow_runtime.flow import Flow
from storage import audit, conversations
from storage.conversations import Conversation
from storage.errors import Forbidden, NotFound
from storage.events import for_conversation
from storage.policy import Role, Scope
from storage.transcripts import transcript
from tests.flow_runtime.building import end, flow, menu, node, question
from tests.flow_runtime.conversations.releasing.conftest import House
from tests.flow_runtime.conversations.releasing.test_trials import begin_trial


def two_questions(second: str = "second", **fields: object) -> Flow:
    nodes = [question("first"), question(second, **fields), end(text="Fim {{ first }}.")]
    return flow(nodes, [f"first.answered>{second}", f"{second}.answered>end"])


def go_live(house: House, built: Flow) -> int:
    number = house.approve(built).number
    house.publish(number)
    return number


def say(house: House, one: Conversation, *texts: str) -> Conversation:
    for number, text in enumerate(texts):
        one = house.driver.receive(one.id, IncomingMessage(f"{one.last_seq}-{number}", text))
    return one


def tried(house: House, number: int) -> MigrationPlan:
    with house.database.read() as tx:
        return dry_run(tx, "site", number)


def moved(house: House, plan: MigrationPlan) -> int:
    with house.database.transaction() as tx:
        return migrate(tx, plan, author="rui", reason="erro de texto", now=house.clock()).moved


def now_of(house: House, one: Conversation) -> Conversation:
    with house.database.read() as tx:
        return conversations.get(tx, one.id)


def said(house: House, one: Conversation) -> list[str]:
    with house.database.read() as tx:
        lines: Sequence[object] = transcript(tx, one.id, now=house.clock())
    return [str(line.body["text"]) for line in lines]  # type: ignore[attr-defined]


def test_a_conversation_goes_on_with_the_version_it_is_moved_to(house: House) -> None:
    go_live(house, two_questions())
    (one,) = house.begin()
    say(house, one, "Ana")
    number = go_live(house, two_questions(text="Segunda, agora certa?"))
    plan = tried(house, number)
    assert (plan.movable, plan.staying, plan.obstacles) == ((one.id,), 0, ())
    assert now_of(house, one).version == number - 1
    assert moved(house, plan) == 1
    assert now_of(house, one).version == number
    say(house, now_of(house, one), "Bia")
    assert said(house, one)[-1] == "Fim Ana."
    with house.database.read() as tx:
        newest, *_ = audit.newest(tx)
        versions = [event.version for event in for_conversation(tx, one.id)]
    assert (newest.actor, newest.action) == ("rui", "conversations.moved")
    assert newest.details == {"conversations": 1, "reason": "erro de texto"}
    assert versions[-1] == number
    assert moved(house, plan) == 0


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (two_questions("third"), "'second', at which the conversation waits, does not exist"),
        (
            flow(
                [question("first"), menu("second", "Sim", "Não"), end()],
                ["first.answered>second", "second.sim>end", "second.nao>end"],
            ),
            "'second', at which the conversation waits, is of another type",
        ),
        (two_questions(answer={"kind": "date"}), "expects another kind of answer"),
        (
            flow(
                [question("first", "integer"), question("second"), end()],
                ["first.answered>second", "second.answered>end"],
                variables=[{"name": "first", "type": "number"}],
            ),
            "variable 'first' is of another type",
        ),
    ],
)
def test_what_would_break_stays_and_is_told(house: House, after: Flow, told: str) -> None:
    go_live(house, two_questions())
    there, here = house.begin(2)
    say(house, there, "Ana")
    number = go_live(house, after)
    plan = tried(house, number)
    assert plan.staying >= 1
    assert there.id not in plan.movable
    assert any(told in one.words["en"] for one in plan.obstacles)
    forced = MigrationPlan(plan.channel, plan.flow_id, number, (there.id,), 0, ())
    assert moved(house, forced) == 0
    assert now_of(house, there).version == number - 1
    assert say(house, now_of(house, there), "fim").status == "ended"
    assert say(house, now_of(house, here), "Bia").version == number - 1


def test_a_menu_that_lost_an_option_keeps_its_conversations(house: House) -> None:
    def choosing(*labels: str) -> Flow:
        ways = [f"which.{label.lower()}>end" for label in labels]
        return flow([menu("which", *labels), end()], ways)

    go_live(house, choosing("Um", "Dois"))
    house.begin()
    plan = tried(house, go_live(house, choosing("Um")))
    assert [one.words["pt-BR"] for one in plan.obstacles] == [
        "O menu 'which' não tem mais a opção 'Dois'."
    ]
    plan = tried(house, go_live(house, choosing("Um", "Dois", "Seis")))
    assert len(plan.movable) == 1


def test_a_conversation_inside_a_subflow_moves_when_all_its_flows_still_fit(house: House) -> None:
    def inner(*names: str) -> Flow:
        asked = [question(name) for name in names]
        ways = [f"{a}.answered>{b}" for a, b in zip(names, (*names[1:], "end"), strict=True)]
        return flow([*asked, end()], ways, id="inner")

    def outer(text: str, call: str = "call") -> Flow:
        calling = node(call, "subflow", flow="inner")
        return flow([calling, end(text=text)], [f"{call}.done>end", f"{call}.failed>end"])

    house.approve(inner("age"))
    go_live(house, outer("A."))
    (one,) = house.begin()
    house.approve(inner("age", "town"))
    number = go_live(house, outer("B."))
    plan = tried(house, number)
    assert plan.movable == (one.id,)
    assert moved(house, plan) == 1
    say(house, now_of(house, one), "30", "Recife")
    assert said(house, one)[-1] == "B."

    (other,) = house.begin()
    renamed = go_live(house, outer("C.", call="ring"))
    plan = tried(house, renamed)
    assert (plan.movable, plan.staying) == ((), 1)
    house.approve(inner("town"))
    gone = go_live(house, outer("D."))
    assert other.id not in tried(house, gone).movable


def test_conversations_move_only_to_what_is_live(house: House) -> None:
    house.begin()
    with house.database.read() as tx:
        with pytest.raises(NotLive):
            dry_run(tx, "site", 2)
        with pytest.raises(NotFound):
            dry_run(tx, "nowhere", 1)
    house.publish(2)
    plan = tried(house, 2)
    house.publish(3)
    with pytest.raises(NotLive):
        moved(house, plan)


def test_conversations_on_trial_are_left_to_their_trial(house: House) -> None:
    begin_trial(house, share_percent=50)
    begun = house.begin(20)
    house.publish(3)
    begin_trial(house)
    on_trial = {one.id for one in begun if one.version == 2}
    plan = tried(house, 3)
    assert on_trial
    assert set(plan.movable) == {one.id for one in begun} - on_trial


def test_a_plan_moves_in_parts_and_in_ones_own_name(house: House) -> None:
    house.begin(5)
    house.publish(2)
    plan = tried(house, 2)
    parts = list(plan.parts(2))
    assert [len(part.movable) for part in parts] == [2, 2, 1]
    eva = house.database.within(Scope("eva", frozenset({Role.OPS}), 1))
    for part in parts:
        with eva.transaction() as tx, pytest.raises(Forbidden):
            migrate(tx, part, author="rui", reason="", now=house.clock())
        with eva.transaction() as tx:
            done = migrate(tx, part, author="eva", reason="", now=house.clock())
        assert (done.moved, done.left) == (len(part.movable), 0)
    designer = house.database.within(Scope("ana", frozenset({Role.DESIGNER}), 2))
    with designer.read() as tx, pytest.raises(Forbidden):
        dry_run(tx, "site", 2)
