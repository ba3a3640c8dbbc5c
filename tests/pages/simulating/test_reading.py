"""How a conversation is cut into bubbles, choices and names."""

from flow_runtime.simulation import Press, Say, SetVariables
from pages.simulating.chat import group_key, groups_of, said
from pages.simulating.keeping import proposed_name
from pages.simulating.needed import needed_from
from pages.simulating.reading import asking_now
from pages.simulating.world import event_names
from tests.flow_runtime.building import end, flow, node
from tests.pages.simulating.talking import shop, simulator


def test_what_one_block_says_in_a_turn_stands_together() -> None:
    one = simulator()
    one.do(Say("Ana"))
    one.do(SetVariables({"nome": "Rita"}))
    assert one.talk is not None
    groups = groups_of(one.talk)
    assert [(group.author, group.node_id) for group in groups] == [
        ("flow", "name"),
        ("customer", None),
        ("flow", "choose"),
        ("world", None),
    ]
    assert group_key(groups[0]).startswith("fx-said-flow-0-at-")
    assert group_key(groups[1]) == "fx-said-customer-1"


def test_choices_are_offered_until_the_customer_answers() -> None:
    one = simulator()
    one.do(Say("Ana"))
    assert one.talk is not None
    asking = asking_now(one.talk)
    assert asking is not None
    assert [choice.label for choice in asking.choices] == ["Pagar", "Atendente"]
    one.do(Press("Pagar"))
    assert asking_now(one.talk) is None


def test_a_test_is_called_after_what_the_customer_said() -> None:
    one = simulator()
    one.do(Say("Ana"))
    one.do(Press("Pagar"))
    assert one.talk is not None
    assert proposed_name(one.talk) == "Ana → Pagar"


def test_what_earlier_blocks_would_have_found_out_is_needed() -> None:
    assert needed_from(shop(), "choose") == ["nome"]
    assert needed_from(shop(), "start") == []
    assert needed_from(shop(), "name") == []
    assert needed_from(shop(), "gone") == []


def test_awaited_events_are_offered_once_each() -> None:
    wait = {"until": "event", "event": "shipped", "timeout_s": 60}
    story = flow(
        [node("a", "wait", **wait), node("b", "wait", **wait), end()],
        ["a.received>b", "b.received>end"],
    )
    one = simulator(story)
    assert one.talk is not None
    assert event_names(one.talk.program) == ["shipped"]


def test_nothing_that_was_said_is_taken_for_a_mark() -> None:
    assert said("*a*\nb") == "\\*a\\*  \nb"
