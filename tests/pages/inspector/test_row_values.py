"""The values of condition rows."""

import pytest

from flow_runtime.conditions import Operator
from pages.widgets.inspector.row_values import (
    operators_for,
    read_item,
    read_items,
    row_with_operator,
    row_with_variable,
)
from pages.widgets.inspector.written_values import NotUnderstood


def test_operators_follow_the_type_of_the_variable():
    assert Operator.GREATER in operators_for("number")
    assert Operator.GREATER not in operators_for("text")
    assert Operator.ON_CHANNEL in operators_for("number"), "it knows by itself what to read"
    assert set(operators_for(None)) == set(Operator)


def test_a_date_may_be_typed_as_in_brazil():
    assert read_item("31/12/2026", Operator.BEFORE, "date") == "2026-12-31"
    assert read_item("today", Operator.BEFORE, "date") == "today"
    with pytest.raises(NotUnderstood):
        read_item("31/02/2026", Operator.BEFORE, "date")


def test_a_number_of_days_is_a_number_also_for_a_date():
    assert read_item("7", Operator.WITHIN_DAYS, "date") == 7


def test_empty_items_of_a_list_are_left_out_and_those_of_a_range_stay():
    assert read_items(["11", "", "21"], Operator.DDD_IN, "text") == ["11", "21"]
    assert read_items(["1", ""], Operator.BETWEEN, "number") == [1, None]


def test_another_variable_keeps_the_operator_that_it_has_too():
    row = {"variable": "a", "operator": "greater", "value": 3}
    assert row_with_variable(row, "b", "number") == {**row, "variable": "b"}


def test_an_operator_that_the_new_type_lacks_gives_way():
    row = {"variable": "a", "operator": "greater", "value": 3}
    changed = row_with_variable(row, "name", "text")
    assert changed == {"variable": "name", "operator": "equals", "value": 3}


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        (Operator.IN, ["vip"]),
        (Operator.CONTAINS, "vip"),
        (Operator.CEP_BETWEEN, ["vip", None]),
        (Operator.IS_SET, None),
        (Operator.WEEKDAY_IN, []),
    ],
)
def test_a_value_takes_the_shape_that_the_operator_needs(operator: Operator, value: object):
    row = {"variable": "a", "operator": "equals", "value": "vip"}
    assert row_with_operator(row, operator).get("value") == value
