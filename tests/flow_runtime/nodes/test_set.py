"""Arithmetic of the set node: exact, and safe from what customers type."""

import pytest

from tests.flow_runtime.building import end, fact_names, node, program, question, talk


def total_after(*amounts: str, begins: object = None) -> tuple[object, list[str]]:
    """Add what a customer types, one answer after the other, and return the total and the facts."""
    adding = node("add", "set", assignments=[
        {"variable": "total", "action": "increment", "text": "{{ amount }}"}])  # fmt: skip
    built = program(
        [question("amount", skip_if_known=False), adding],
        ["amount.answered>add", "add.next>amount"],
        variables=[{"name": "total", "type": "number", "default": begins}],
    )
    conversation = talk(built)
    for amount in amounts:
        conversation.say(amount)
    return conversation.session.variables["total"], fact_names(conversation)


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (("1", "2"), 3),
        (("0.1", "0.2"), 0.3),
        (("10.50", "-0.5"), 10),
        (("999999999999999",), 999_999_999_999_999),
    ],
)
def test_sums_are_exact_and_whole_where_they_are_whole(amounts: tuple[str, ...], total: float):
    found, _ = total_after(*amounts)
    assert found == total
    assert type(found) is type(total)


@pytest.mark.parametrize(
    "typed",
    ["muito", "NaN", "Infinity", "-Infinity", "1e99999999", "1e-99999999", "True", "9" * 99],
)
def test_what_cannot_be_added_leaves_the_total_alone(typed: str):
    found, facts = total_after("5", typed)
    assert found == 5
    assert "expression_error" in facts
    assert "node_failed" not in facts


def test_later_assignments_see_the_earlier_ones():
    first = {"variable": "first", "literal": 2}
    second = {"variable": "second", "cel": "first * 21"}
    both = node("both", "set", assignments=[first, second])
    numbers = [{"name": name, "type": "number"} for name in ("first", "second")]
    conversation = talk(program([both, end()], ["both.next>end"], variables=numbers))
    assert conversation.session.variables == {"first": 2, "second": 42}


def test_something_is_appended_to_what_is_no_list_yet():
    append = {"variable": "chosen", "action": "append", "literal": {"id": 1}}
    adding = node("add", "set", assignments=[append, append])
    chosen = [{"name": "chosen", "type": "list"}]
    conversation = talk(program([adding, end()], ["add.next>end"], variables=chosen))
    assert conversation.session.variables["chosen"] == [{"id": 1}, {"id": 1}]
