"""CEL expressions, JMESPath queries and RE2 patterns: what they compute and what bounds them."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import cel
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import JsonValue

from flow_runtime.expressions import parse_expression, parse_pattern, parse_query
from flow_runtime.formula_errors import ExpressionFailed, FormulaError, FormulaInvalid
from flow_runtime.limits import MAX_MATCHED_CHARACTERS

SCOPE: dict[str, object] = {
    "n": 3,
    "price": 2.5,
    "name": "Ação",
    "plan": "gold",
    "yes": True,
    "nothing": None,
    "items": [{"v": 1, "on": True}, {"v": 2, "on": False}],
    "numbers": [3, 1, 2],
    "contact": {"name": "Ana", "tags": ["vip"]},
    "due": "2026-03-11",
    "started": "2026-03-11T14:30:00-03:00",
}

# Each row is CEL in the reference library's eyes too, and both must agree.
PORTABLE = [
    "1 + 2 * 3 - 4",
    "(1 + 2) * 3",
    "-n + 5",
    "--n",
    "!yes",
    "!!yes",
    "7 % 3 == 1 && -7 % 3 == -1",
    "6 / 3",
    "1.5 * 2.0",
    "3 == 3.0",
    "n < 3.5 && price >= 2",
    "n != 3 || plan == 'gold'",
    "'a' + \"b\"",
    r"'it\'s \u00e9 \x41 \101\n'",
    r'r"\d" == "\\d"',
    "[1, 2] + [3]",
    "[1, 2,] == [1.0, 2.0]",
    "{'a': 1, 'b': [2],}.b[0]",
    "contact.name",
    'contact["name"]',
    "items[1].v",
    "items[0].on ? 'on' : 'off'",
    "yes ? 1 : yes ? 2 : 3",
    "has(contact.name) && !has(contact.phone)",
    "'vip' in contact.tags",
    "'name' in contact",
    "n in numbers",
    "2 in [1.0, 2.0]",
    "size(numbers) + numbers.size()",
    "items.all(i, i.v > 0)",
    "items.exists(i, i.v == 2 && !i.on)",
    "items.exists_one(i, i.on)",
    "items.map(i, i.v * 10)",
    "items.map(i, i.on, i.v)",
    "numbers.filter(x, x > 1).map(x, x + 1)",
    "[[1], [2, 3]].map(l, l.map(x, x * n))",
    "contact.exists(key, key == 'name')",
    "[].all(x, false)",
    "name.contains('ção') && name.startsWith('A') && name.endsWith('o')",
    "plan.matches('^g.l+d$')",
    "nothing == null",
    "1 == 'a'",
    "true || missing.field",
    "missing.field || true",
    "false && missing.field",
    "numbers.exists(x, x == 3 || missing)",
    "int('12') + int(3.7)",
    "double('1.5')",
    "string(1.5) + string(2)",
    "timestamp('2026-01-01T00:00:00Z') < timestamp('2026-01-02T00:00:00Z')",
    "timestamp('2026-03-11T10:00:00Z') - timestamp('2026-03-11T09:00:00Z') == duration('1h')",
    "timestamp('2026-03-11T10:20:30Z').getHours()",
    "timestamp('2026-03-11T10:20:30Z').getMonth()",
    "timestamp('2026-03-11T10:20:30Z').getDayOfWeek()",
    "duration('1h30m') > duration('89m')",
    "due < '2026-04-01' // a comment",
]


@pytest.mark.parametrize("source", PORTABLE)
def test_an_expression_means_what_it_means_in_cel(source: str) -> None:
    assert parse_expression(source).evaluate(SCOPE) == cel.evaluate(source, SCOPE)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("n + price", 5.5),
        ("price + 1", 3.5),
        ("5 / 2", 2.5),
        ("n * 2.0", 6),
        ("numbers[1.0]", 1),
        ("size(name)", 4),
        ("date(due) < date('2026-12-25')", True),
        ("date('2026-03-11') + duration('24h')", "2026-03-12"),
        ("days_between('2026-03-01', due)", 10),
        ("timestamp(started)", "2026-03-11T14:30:00-03:00"),
        ("timestamp(started).getDate()", 11),
        ("duration('90s') + duration('500ms')", "90.5s"),
        ("double('1234.56') > 1000", True),
        ("string(true) + string(3.0)", "true3"),
        ("math.round(price)", 3),
        ("math.floor(price) + math.ceil(price)", 5),
        ("math.abs(-n)", 3),
        ("min(numbers) + max(numbers) + sum(numbers)", 10),
        ("max(1, price)", 2.5),
        ("sum([0.1, 0.2])", 0.3),
        ("' a '.trim().upperAscii()", "A"),
        ("'a,b'.split(',').join('-')", "a-b"),
        ("'abc'.substring(1)", "bc"),
        ("'a-b'.replace('-', '+')", "a+b"),
        ("{'total': sum(numbers)}", {"total": 6}),
    ],
)
def test_numbers_and_dates_of_conversations_are_friendly(source: str, expected: object) -> None:
    assert parse_expression(source).evaluate(SCOPE) == expected


def test_a_time_may_also_come_as_a_datetime() -> None:
    moment = datetime(2026, 3, 11, 12, tzinfo=UTC)

    assert parse_expression("m.getHours() == 12 && m < timestamp(s)").evaluate(
        {"m": moment, "s": "2026-03-11T10:00:00-03:00"}
    )


def test_an_expression_knows_the_paths_that_it_reads() -> None:
    source = "contact.name == x && items[0].v > limit && items.all(i, i.v > n) && has(a.b) && l[k]"

    assert parse_expression(source).variables == {
        *("contact.name", "x", "items[0].v", "limit", "items", "n", "a.b", "l", "k")
    }


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "expression_syntax"),
        ("1 +", "expression_syntax"),
        ("a b", "expression_syntax"),
        ("'open", "expression_syntax"),
        (r"'\q'", "expression_syntax"),
        ("a = 1", "expression_syntax"),
        ("{a: 1", "expression_syntax"),
        ("[1 2]", "expression_syntax"),
        ("for", "expression_syntax"),
        ("a.in", "expression_syntax"),
        ("a.null", "expression_syntax"),
        ("has(a)", "expression_syntax"),
        ("l.map(1, 2)", "expression_syntax"),
        ("9" * 30, "expression_syntax"),
        ("lambda: 0", "expression_syntax"),
        ("__import__('os').system('id')", "unknown_function"),
        ("__builtins__", "private_name"),
        ("contact.__class__", "private_name"),
        ("eval('1')", "unknown_function"),
        ("'a'.format(1)", "unknown_function"),
        ("size()", "function_arguments"),
        ("size(1, 2)", "function_arguments"),
        ("name.matches(plan)", "pattern_not_constant"),
        ("name.matches('(?=a)')", "pattern_not_supported"),
        ("(" * 100 + "1" + ")" * 100, "expression_too_nested"),
        ("[" * 100 + "]" * 100, "expression_too_nested"),
        ("a" + ".b" * 100, "expression_too_nested"),
        ("1" + "+1" * 1_000, "expression_too_long"),
    ],
)
def test_a_bad_expression_is_refused_with_a_sentence_in_both_languages(
    source: str, code: str
) -> None:
    with pytest.raises(FormulaInvalid) as refused:
        parse_expression(source)

    assert refused.value.code == code
    assert all(refused.value.sentence[language] for language in ("pt-BR", "en"))


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("missing", "unknown_variable"),
        ("contact.phone", "unknown_field"),
        ("nothing.phone", "unknown_field"),
        ("numbers[9]", "unknown_field"),
        ("numbers[-1]", "unknown_field"),
        ("numbers.first", "unknown_field"),
        ("contact['_x']", "unknown_field"),
        ("n > 'a'", "type_mismatch"),
        ("n + 'a'", "type_mismatch"),
        ("yes + 1", "type_mismatch"),
        ("n ? 1 : 2", "type_mismatch"),
        ("n && yes", "type_mismatch"),
        ("!n", "type_mismatch"),
        ("-name", "type_mismatch"),
        ("n in n", "type_mismatch"),
        ("n.map(x, x)", "type_mismatch"),
        ("{n: 1}", "type_mismatch"),
        ("int('x')", "type_mismatch"),
        ("date('amanhã') < date(due)", "type_mismatch"),
        ("timestamp(due) > date(due)", "type_mismatch"),
        ("duration('1 hour')", "type_mismatch"),
        ("min([])", "type_mismatch"),
        ("1 / 0", "division_by_zero"),
        ("1.5 % 0", "division_by_zero"),
        ("1e300 * 1e300", "number_too_large"),
        ("999999999999999999 * 10", "number_too_large"),
    ],
)
def test_what_cannot_be_computed_says_why(source: str, code: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        parse_expression(source).evaluate(SCOPE)

    assert failed.value.code == code
    assert all(failed.value.sentence[language] for language in ("pt-BR", "en"))


@pytest.mark.parametrize(
    "source",
    [
        "l.map(a, l.map(b, 1))",
        "l.all(a, l.all(b, l.all(c, a + b + c >= 0)))",
        "l.exists(a, l.exists(b, missing))",
        "l.map(x, l)",
        "l.map(x, s + s)",
        "l + l",
        "s + s + s",
        "l.map(x, s.matches('(a+)+$'))",
        "l.map(x, l == l)",
        "l.map(x, s.contains('b'))",
        "l.map(x, l.map(y, string(y)).join(s))",
        "l.map(x, s.replace('a', s))",
        "[s].map(a, [a, a, a, a].map(b, [b, b, b, b].map(c, [c, c, c, c])))",
    ],
)
def test_a_bomb_is_stopped_by_the_budget(source: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        parse_expression(source).evaluate({"l": list(range(1_000)), "s": "a" * 32_000})

    assert failed.value.code in ("too_costly", "result_too_large", "type_mismatch")


def test_an_expression_is_shared_between_threads() -> None:
    expression = parse_expression("items.map(i, i.v * n)")

    with ThreadPoolExecutor(4) as pool:
        results = pool.map(lambda n: expression.evaluate({**SCOPE, "n": n}), range(50))

    assert list(results) == [[n, 2 * n] for n in range(50)]


MARKS = ["(", ")", "[", "]", "{", "}", ".", ",", "?", ":", "+", "-", "*", "/", "!", "&&", "||"]
WORDS = st.sampled_from(
    [*MARKS, "==", "<", "in", "a", "b", "1", "2.5", "'x'", "has", "size", "map", "all", "null"]
)


@given(st.text(max_size=60) | st.lists(WORDS, max_size=25).map(" ".join))
@example("0\x1f")
@example("\u0663")
def test_whatever_we_parse_is_cel(source: str) -> None:
    try:
        parse_expression(source)
    except FormulaError:
        return
    cel.compile(source)


@given(
    st.lists(WORDS, max_size=15).map("".join),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
        max_leaves=6,
    ),
)
def test_no_value_makes_an_expression_raise_anything_else(source: str, value: object) -> None:
    with contextlib.suppress(FormulaError):
        parse_expression(source).evaluate({"a": value, "b": [value]})


# -- queries ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("invoices[0].amount", "10.00"),
        ("invoices[?open].amount", ["10.00"]),
        ("{total: length(invoices), first: invoices[0].amount}", {"total": 2, "first": "10.00"}),
        ("missing.field", None),
        ("sort_by(invoices, &amount)[-1].amount", "5.00"),
    ],
)
def test_a_query_picks_out_of_an_answer(source: str, expected: object) -> None:
    data: JsonValue = {
        "invoices": [{"amount": "10.00", "open": True}, {"amount": "5.00", "open": False}]
    }

    assert parse_query(source).search(data) == expected


@pytest.mark.parametrize("source", ["", "a[", "a b", "!!", "`{`", "(" * 65, "a" * 2_001])
def test_a_bad_query_is_refused(source: str) -> None:
    with pytest.raises(FormulaInvalid) as refused:
        parse_query(source)

    assert refused.value.code in ("query_syntax", "query_too_large")


@pytest.mark.parametrize(
    ("source", "data", "code"),
    [
        ("abs(@)", "text", "query_failed"),
        ("no_such(@)", 1, "query_failed"),
        ("@" + "|[@,@,@,@,@,@,@,@,@,@][]" * 20, [1], "too_costly"),
        ("@" + "|to_string([@,@,@,@,@])" * 20, "a" * 1_000, "too_costly"),
        ("[*][*][*]", [[list(range(1_000))] * 20] * 20, "too_costly"),
        ("@", "a" * 100_000, "result_too_large"),
    ],
)
def test_a_query_that_cannot_work_says_why(source: str, data: JsonValue, code: str) -> None:
    with pytest.raises(ExpressionFailed) as failed:
        parse_query(source).search(data)

    assert failed.value.code == code


# -- patterns --------------------------------------------------------------------------------------


def test_a_pattern_matches_wholly_or_somewhere() -> None:
    pattern = parse_pattern("[0-9]{3}")

    assert pattern.fullmatch("123")
    assert not pattern.fullmatch("a123")
    assert pattern.search("a123")
    assert not pattern.search("\ud800")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("(", "pattern_syntax"),
        ("[", "pattern_syntax"),
        ("*", "pattern_syntax"),
        (r"(a)\1", "pattern_not_supported"),
        ("(?=a)", "pattern_not_supported"),
        ("(?<!a)", "pattern_not_supported"),
        ("a{1001}", "pattern_too_large"),
        ("((a{100}){100}){100}", "pattern_too_large"),
        ("a" * 1_001, "pattern_too_long"),
        ("\ud800", "pattern_syntax"),
    ],
)
def test_a_bad_pattern_is_refused(
    source: str, code: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(FormulaInvalid) as refused:
        parse_pattern(source)

    assert refused.value.code == code
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("source", ["(a+)+$", "(a|a)*$", "(a*)*$", "(.*a){20}$", "^(a+[0-9]?)+$"])
def test_a_catastrophic_pattern_is_an_ordinary_one_here(source: str) -> None:
    # Under a backtracking engine each of these would outlive the test's time limit.
    assert not parse_pattern(source).fullmatch("a" * 5_000 + "!")


def test_a_text_too_long_to_look_at_never_matches_wholly() -> None:
    assert not parse_pattern("a*").fullmatch("a" * MAX_MATCHED_CHARACTERS + "a")
