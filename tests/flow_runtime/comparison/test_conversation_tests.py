"""Which conversation tests came, went or say something else, in words."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.comparison import DifferenceKind, MarkKind, Subject, compare_tests, marks_of
from flow_runtime.comparison.conversation_tests import _BEGINNING, _STEPS, script_words
from flow_runtime.scripts import Conversation, Step, read_conversation


def conversation(name: str, *steps: dict[str, Any], **fields: Any) -> Conversation:
    return read_conversation({"name": name, "steps": list(steps), **fields})


PAYS = conversation("Paga", {"expect": "Olá!"}, {"say": "quero pagar"}, {"expect_end": "resolved"})
LEAVES = conversation("Desiste", {"wait": "2h"})


def test_equal_tests_differ_in_nothing() -> None:
    assert compare_tests([PAYS, LEAVES], [PAYS, LEAVES]) == ()


def test_tests_come_and_go() -> None:
    gone, come = compare_tests([PAYS], [LEAVES])
    assert (gone.kind, gone.subject) == (DifferenceKind.REMOVED, Subject.TEST)
    assert gone.sentence("pt-BR") == "O teste 'Paga' saiu."
    assert come.sentence("en") == "New test: 'Desiste'."
    assert come.after["pt-BR"] == "Passa o tempo: 2h"


def test_a_changed_test_shows_its_words() -> None:
    other = conversation(
        "Paga", {"expect": "Olá!"}, {"say": "quero um boleto"}, {"expect_end": "resolved"}
    )
    [one] = compare_tests([PAYS], [other])
    assert one.sentence("pt-BR") == "O teste 'Paga' mudou."
    marks = marks_of(one.before["pt-BR"], one.after["pt-BR"])
    assert [mark.text for mark in marks if mark.kind is MarkKind.REMOVED] == ["pagar"]
    assert [mark.text for mark in marks if mark.kind is MarkKind.ADDED] == ["um boleto"]


def test_how_a_conversation_begins_is_told_too() -> None:
    begun = conversation("Paga", *[{"say": "oi"}], node="menu", variables={"cpf": "1"}, seed=7)
    assert script_words(begun)["en"].splitlines() == [
        "Begins at the block: menu",
        'Variables: {"cpf":"1"}',
        "Chance: 7",
        "The customer writes: oi",
    ]


def test_another_order_is_told() -> None:
    [one] = compare_tests([PAYS, LEAVES], [LEAVES, PAYS])
    assert one.sentence("en") == "The order of the tests changed."


def test_every_field_and_step_has_words() -> None:
    assert _STEPS.keys() == Step.model_fields.keys()
    assert _BEGINNING.keys() | {"name", "steps"} == Conversation.model_fields.keys()


TESTS = st.lists(
    st.builds(
        conversation,
        st.sampled_from(["um", "dois", "três"]),
        st.fixed_dictionaries({"say": st.sampled_from(["sim", "não"])}),
        seed=st.integers(0, 2),
    ),
    max_size=3,
    unique_by=lambda test: test.name,
)


@settings(deadline=None)
@given(TESTS, TESTS)
def test_what_is_not_equal_is_told(before: list[Conversation], after: list[Conversation]) -> None:
    assert bool(compare_tests(before, after)) == (before != after)
