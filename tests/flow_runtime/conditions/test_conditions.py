"""Condition rows: what each operator says, and what checks say about a row before it runs."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue, ValidationError

from flow_runtime.conditions import (
    OPERATORS,
    ConditionRow,
    Operator,
    VariableType,
    compile_row,
    holds,
    value_problems,
)
from flow_runtime.conditions.comparisons import COMPARISONS
from flow_runtime.formula_errors import FormulaInvalid

# A Wednesday.
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))
TYPES: Mapping[str, VariableType] = {
    "name": "text",
    "age": "number",
    "price": "number",
    "agreed": "boolean",
    "due": "date",
    "visit": "datetime",
    "items": "list",
    "phone": "text",
    "cep": "text",
    "unset": "text",
}
SCOPE: Mapping[str, object] = {
    "name": "  João da Silva ",
    "age": 30,
    "price": "1234.56",
    "agreed": True,
    "due": "2026-03-13",
    "visit": "2026-03-12T01:30:00+00:00",
    "items": ["Boleto", 2, "pix"],
    "nobody": [],
    "blank": " ",
    "phone": "+5511987654321",
    "cep": "01310-100",
    "unset": None,
    "limit": 1000,
    "invoice": {"amount": "50.00", "paid": False, "days": 3},
    "contact": {"name": "João", "tags": ["VIP", "inadimplente"]},
    "channel": {"name": "site", "kind": "webchat"},
}


def row_of(
    variable: str, operator: str, value: JsonValue = None, *, exact: bool = False
) -> ConditionRow:
    return ConditionRow(variable=variable, operator=Operator(operator), value=value, exact=exact)


def says(row: ConditionRow, heard: list[str] | None = None) -> bool:
    heard = heard if heard is not None else []
    return holds(
        row,
        SCOPE,
        now=NOW,
        language="pt-BR",
        types=TYPES,
        on_problem=lambda code, _: heard.append(code),
    )


TRUE = [
    ("name", "equals", "joao da silva"),
    ("name", "not_equals", "Maria"),
    ("name", "contains", "JOÃO"),
    ("name", "not_contains", "souza"),
    ("name", "starts_with", "joao"),
    ("name", "ends_with", "silva"),
    ("name", "in", ["ana", "João da Silva"]),
    ("name", "not_in", ["ana", "bia"]),
    ("name", "matches", "joão .* silva"),
    ("name", "equals", "{{ contact.name }} da silva"),
    ("age", "equals", 30),
    ("age", "equals", 30.0),
    ("age", "equals", "30"),
    ("age", "in", [1, 30]),
    ("age", "between", [18, 30]),
    ("price", "equals", 1234.56),
    ("price", "greater", 1000),
    ("price", "greater", "{{ limit }}"),
    ("price", "greater_equal", "1234.56"),
    ("price", "less", 9999),
    ("price", "less_equal", 1234.56),
    ("price", "between", ["{{ limit }}", 2000]),
    ("invoice.amount", "greater", 49.9),
    ("invoice.days", "equals", 3),
    ("invoice.paid", "is_false", None),
    ("agreed", "is_true", None),
    ("agreed", "equals", True),
    ("agreed", "not_equals", False),
    ("name", "is_set", None),
    ("invoice.paid", "is_set", None),
    ("unset", "is_empty", None),
    ("blank", "is_empty", None),
    ("nobody", "is_empty", None),
    ("unset", "not_equals", "x"),
    ("unset", "not_in", ["x"]),
    ("due", "equals", "2026-03-13"),
    ("due", "after", "today"),
    ("due", "before", "2026-03-14"),
    ("due", "between", ["2026-03-01", "2026-03-13"]),
    ("due", "in", ["2026-03-13"]),
    ("due", "within_days", 2),
    ("due", "weekday_in", ["fri", "sat"]),
    ("visit", "after", "now"),
    ("visit", "equals", "2026-03-11T22:30:00-03:00"),
    ("visit", "equals", "2026-03-11"),
    ("visit", "within_days", 0),
    ("visit", "weekday_in", ["wed"]),
    ("visit", "before", "{{ due }}"),
    ("items", "contains", "BOLETO"),
    ("items", "contains", 2),
    ("items", "not_contains", "cartão"),
    ("phone", "ddd_in", ["11", "21"]),
    ("phone", "ddd_in", [11]),
    ("cep", "cep_between", ["01000-000", "05999-999"]),
    ("", "has_tag", "vip"),
    ("contact.tags", "has_tag", "Inadimplente"),
    ("", "on_channel", ["site"]),
    ("", "on_channel", ["whatsapp", "webchat"]),
    ("channel.kind", "on_channel", ["webchat"]),
]
FALSE = [
    ("name", "equals", "joao"),
    ("name", "contains", "souza"),
    ("name", "matches", "^silva"),
    ("age", "greater", 30),
    ("age", "between", [31, 40]),
    ("price", "less", 1234.56),
    ("agreed", "is_false", None),
    ("invoice.paid", "is_empty", None),
    ("name", "is_empty", None),
    ("unset", "is_set", None),
    ("blank", "is_set", None),
    ("nobody", "is_set", None),
    ("unset", "equals", "x"),
    ("unset", "greater", 1),
    ("unset", "is_false", None),
    ("due", "before", "today"),
    ("due", "within_days", 1),
    ("due", "within_days", -5),
    ("due", "weekday_in", ["mon"]),
    ("visit", "after", "2026-03-11"),
    ("items", "contains", "bol"),
    ("phone", "ddd_in", ["21"]),
    ("cep", "cep_between", ["20000-000", "28999-999"]),
    ("", "has_tag", "novo"),
    ("", "on_channel", ["whatsapp"]),
]


@pytest.mark.parametrize(("variable", "operator", "value"), TRUE)
def test_a_row_holds(variable: str, operator: str, value: JsonValue) -> None:
    heard: list[str] = []

    assert says(row_of(variable, operator, value), heard)
    assert heard == []


@pytest.mark.parametrize(("variable", "operator", "value"), FALSE)
def test_a_row_does_not_hold(variable: str, operator: str, value: JsonValue) -> None:
    heard: list[str] = []

    assert not says(row_of(variable, operator, value), heard)
    assert heard == []


@pytest.mark.parametrize(
    ("operator", "value"),
    [("equals", "João"), ("contains", "joão"), ("starts_with", "J"), ("matches", "joão")],
)
def test_an_exact_row_minds_case_accents_and_spaces(operator: str, value: str) -> None:
    assert not says(row_of("name", operator, value, exact=True))


@pytest.mark.parametrize(
    ("variable", "operator", "value"),
    [
        ("name", "greater", 1),
        ("name", "equals", 5),
        ("name", "not_equals", 5),
        ("name", "is_true", None),
        ("name", "before", "today"),
        ("name", "cep_between", ["01000-000", "05999-999"]),
        ("age", "equals", "trinta"),
        ("age", "equals", True),
        ("age", "in", ["x", "y"]),
        ("agreed", "equals", "true"),
        ("agreed", "greater", 0),
        ("due", "after", "amanhã"),
        ("due", "between", ["x", "y"]),
        ("items", "equals", "x"),
        ("age", "ddd_in", ["11"]),
        ("age", "has_tag", "x"),
        ("age", "in", "no list"),
        ("age", "between", [1]),
        ("invoice", "contains", "x"),
    ],
)
def test_a_comparison_of_different_types_is_false_and_reported(
    variable: str, operator: str, value: JsonValue
) -> None:
    heard: list[str] = []

    assert not says(row_of(variable, operator, value), heard)
    assert heard == ["type_mismatch"]


def test_an_unknown_variable_is_reported() -> None:
    heard: list[str] = []

    assert not says(row_of("contact.phone", "equals", "1"), heard)
    assert heard == ["unknown_variable"]


def test_an_invalid_row_is_false_and_reported() -> None:
    heard: list[str] = []

    assert not says(row_of("name", "matches", "("), heard)
    assert heard == ["pattern_syntax"]


def test_days_are_those_of_the_zone_of_now() -> None:
    # Half past one in the morning in London is still the evening before in São Paulo.
    assert says(row_of("visit", "weekday_in", ["wed"]))
    assert not says(row_of("visit", "weekday_in", ["thu"]))


@pytest.mark.parametrize(
    ("phone", "ddd"),
    [
        ("+5521987654321", "21"),
        ("(21) 98765-4321", "21"),
        ("021987654321", "21"),
        ("2133334444", "21"),
        ("552133334444", "21"),
        ("5533334444", "55"),
        ("+551133334444", "11"),
    ],
)
def test_the_ddd_is_read_from_any_way_of_writing_a_telephone(phone: str, ddd: str) -> None:
    row = row_of("p", "ddd_in", [ddd])

    assert holds(row, {"p": phone}, now=NOW, language="en", types={})


def test_a_foreign_telephone_has_no_ddd() -> None:
    row = row_of("p", "ddd_in", ["20", "12"])

    assert not holds(row, {"p": "+12025550123"}, now=NOW, language="en", types={})


def test_a_row_knows_what_it_reads() -> None:
    row = row_of("invoice.amount", "between", ["{{ low }}", "{{ limits.high | plus: 1 }}"])

    assert compile_row(row).variables == {"invoice.amount", "low", "limits.high"}
    assert compile_row(row_of("", "has_tag", "vip")).variables == {"contact.tags"}


@pytest.mark.parametrize(
    ("variable", "operator", "value"),
    [
        ("", "equals", 1),
        ("a b", "equals", 1),
        ("a.", "equals", 1),
        ("a[b]", "equals", 1),
        ("_a", "equals", 1),
        ("a.__class__", "is_set", None),
        ("secrets.X", "is_set", None),
        ("a" + ".b" * 20, "is_set", None),
        ("a", "equals", "{{ b"),
        ("a", "in", ["{{ b | no_such }}"]),
        ("a", "matches", "(?=a)"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(
    variable: str, operator: str, value: JsonValue
) -> None:
    row = row_of(variable, operator, value)

    with pytest.raises(FormulaInvalid):
        compile_row(row)
    assert value_problems(row, None)[0].sentence["pt-BR"]


# -- checks before publication ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "value", "variable_type", "code"),
    [
        ("greater", 1, "text", "type_mismatch"),
        ("is_true", None, "text", "type_mismatch"),
        ("before", "today", "text", "type_mismatch"),
        ("starts_with", "1", "number", "type_mismatch"),
        ("equals", "x", "list", "type_mismatch"),
        ("is_set", 1, "text", "value_not_needed"),
        ("equals", None, "text", "value_missing"),
        ("equals", "", "text", "value_missing"),
        ("equals", ["a"], "text", "value_missing"),
        ("in", [], "text", "list_missing"),
        ("in", "a", "text", "list_missing"),
        ("in", [None], "text", "list_missing"),
        ("between", [1], "number", "range_missing"),
        ("equals", "abc", "number", "value_not_a_number"),
        ("equals", True, "number", "value_not_a_number"),
        ("between", [1, "x"], "number", "value_not_a_number"),
        ("greater", "x", None, "value_not_a_number"),
        ("within_days", "x", "date", "value_not_a_number"),
        ("equals", 5, "text", "value_not_a_text"),
        ("equals", "true", "boolean", "value_not_yes_no"),
        ("before", "31/12/2026", "date", "value_not_a_date"),
        ("between", ["2026-01-01", "x"], "date", "value_not_a_date"),
        ("weekday_in", ["mon", "segunda"], "date", "value_not_a_weekday"),
        ("ddd_in", ["11", "10"], "text", "value_not_a_ddd"),
        ("cep_between", ["01000-000", "5"], "text", "value_not_a_cep"),
    ],
)
def test_a_check_names_what_is_wrong_with_a_row(
    operator: str, value: JsonValue, variable_type: VariableType | None, code: str
) -> None:
    problems = value_problems(row_of("a", operator, value), variable_type)

    assert [problem.code for problem in problems] == [code]
    assert all(problems[0].sentence[language] for language in ("pt-BR", "en"))


@pytest.mark.parametrize(("variable", "operator", "value"), TRUE)
def test_a_row_that_works_passes_its_check(variable: str, operator: str, value: JsonValue) -> None:
    assert value_problems(row_of(variable, operator, value), TYPES.get(variable)) == []


def test_every_operator_is_described_and_does_something() -> None:
    assert set(OPERATORS) == set(Operator)
    assert set(COMPARISONS) | {Operator.IS_SET, Operator.IS_EMPTY} == set(Operator)
    assert all(info.types for info in OPERATORS.values())
    assert all(set(info.label) == {"pt-BR", "en"} for info in OPERATORS.values())


# -- the model and the law -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        {"variable": "a", "operator": "like", "value": 1},
        {"variable": "a", "operator": "equals", "value": 1, "extra": 1},
        {"variable": 1, "operator": "equals", "value": 1},
        {"variable": "a", "operator": "equals", "value": 1, "exact": "yes"},
        {"variable": "a", "operator": "equals", "value": float("nan")},
        {"variable": "a" * 301, "operator": "equals", "value": 1},
    ],
)
def test_the_model_refuses_what_is_no_row(data: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ConditionRow.model_validate(data)


def test_a_row_goes_through_json_unchanged() -> None:
    row = row_of("a", "between", [1, "{{ b }}"])

    assert ConditionRow.model_validate_json(row.model_dump_json()) == row


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
)
JSON = st.recursive(
    SCALARS | st.text(max_size=12) | st.sampled_from(["today", "2026-03-11", "{{ b }}", "{{", "("]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(
    operator=st.sampled_from(Operator),
    left=JSON,
    right=JSON,
    exact=st.booleans(),
    declared=st.sampled_from(
        ["text", "number", "boolean", "date", "datetime", "list", "object", None]
    ),
)
def test_no_value_makes_a_row_raise(
    operator: Operator,
    left: JsonValue,
    right: JsonValue,
    exact: bool,
    declared: VariableType | None,
) -> None:
    row = ConditionRow(variable="a", operator=operator, value=right, exact=exact)
    types: dict[str, VariableType] = {"a": declared} if declared else {}

    answer = holds(row, {"a": left, "b": right}, now=NOW, language="pt-BR", types=types)

    assert isinstance(answer, bool)
    assert isinstance(value_problems(row, declared), list)


@given(st.text(max_size=20))
def test_a_text_equals_itself_in_capitals(text: str) -> None:
    row = row_of("a", "equals", "{{ b }}")

    assert holds(row, {"a": text.upper(), "b": text.upper()}, now=NOW, language="en", types={})
