"""Every filter, with a value as people would write it and with nonsense."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.formula_errors import ignore_problem
from flow_runtime.limits import MAX_LIST_ITEMS
from flow_runtime.texts import parse_text
from flow_runtime.texts.filter_values import FilterFailed
from flow_runtime.texts.filters import FILTERS

INVOICES = [
    {"due": "2026-03-10", "amount": "100.50", "open": True},
    {"due": "2026-02-10", "amount": 99.5, "open": False},
]

GENERAL = [
    ("'ana' | upcase", "ANA"),
    ("'ANA' | downcase", "ana"),
    ("'ana maria' | capitalize", "Ana maria"),
    ("'  a ' | strip | append: '!'", "a!"),
    ("'  a ' | lstrip | append: '!'", "a !"),
    ("' a  ' | rstrip | append: '!'", " a!"),
    ("' a   b ' | squish", "a b"),
    ("'b' | prepend: 'a'", "ab"),
    ("'a-b-c' | replace: '-', '+'", "a+b+c"),
    ("'a-b-c' | replace: '', 'x'", "a-b-c"),
    ("'a-b-c' | replace_first: '-', '+'", "a+b-c"),
    ("'a-b-c' | remove: '-'", "abc"),
    ("'abcdef' | truncate: 4", "abc…"),
    ("'abc' | truncate: 4", "abc"),
    ("'um dois três' | truncatewords: 2", "um dois…"),
    ("'abcdef' | slice: 1, 3", "bcd"),
    ("'abcdef' | slice: -2, 2", "ef"),
    ("'<b>' | escape", "&lt;b&gt;"),
    ("'a b&c' | url_encode", "a+b%26c"),
    ("'a,b' | split: ',' | join: '-'", "a-b"),
    ("'' | default: 'x'", "x"),
    ("false | default: 'x'", "x"),
    ("false | default: 'x', allow_false: true", "false"),
    ("0 | default: 'x'", "0"),
]
NUMBERS = [
    ("1 | plus: 2", "3"),
    ("0.1 | plus: 0.2", "0.3"),
    ("'1234.56' | plus: 1", "1235.56"),
    ("5 | minus: 7", "-2"),
    ("1.5 | times: 2", "3"),
    ("7 | divided_by: 2", "3"),
    ("7 | divided_by: 2.0", "3.5"),
    ("-7 | modulo: 3", "2"),
    ("2.5 | round", "3"),
    ("2.345 | round: 2", "2.35"),
    ("2.1 | ceil", "3"),
    ("2.9 | floor", "2"),
    ("-3 | abs", "3"),
    ("3 | at_least: 5", "5"),
    ("3 | at_most: 2", "2"),
]
LISTS = [
    ("invoices | size", "2"),
    ("'ação' | size", "4"),
    ("invoices | map: 'due' | join", "2026-03-10, 2026-02-10"),
    ("invoices | map: 'due' | sort | first", "2026-02-10"),
    ("invoices | sort: 'amount' | map: 'amount' | last", "100.50"),
    ("invoices | sum: 'amount'", "200"),
    ("invoices | where: 'open' | size", "1"),
    ("invoices | where: 'open', false | map: 'due'", "2026-02-10"),
    ("numbers | uniq", "2, 1"),
    ("numbers | reverse", "1, 2, 2"),
    ("numbers | concat: numbers | size", "6"),
    ("invoices | map: 'none' | compact | size", "0"),
    ("invoices | map: '_private' | compact | size", "0"),
]
MARKET = [
    ("1234.56 | money", "R$ 1.234,56"),
    ("'1234.5' | money", "R$ 1.234,50"),
    ("-5 | money", "-R$ 5,00"),
    ("10 | money: 'USD'", "US$ 10,00"),
    ("1234.5 | number", "1.234,5"),
    ("1234 | number", "1.234"),
    ("1234 | number: 2", "1.234,00"),
    ("12.5 | percent", "12,5%"),
    ("'2026-03-11' | date", "11/03/2026"),
    ("'2026-03-11' | date_br", "11/03/2026"),
    ("'2026-03-11T14:30:00-03:00' | date_br", "11/03/2026"),
    ("'2026-03-11T14:30:00-03:00' | time_br", "14h30"),
    ("'14:00' | time_br", "14h"),
    (
        "'2026-03-11' | date: '%d de %B de %Y (%A), 100%%'",
        "11 de março de 2026 (quarta-feira), 100%",
    ),
    ("'2026-03-11' | weekday", "quarta-feira"),
    ("'52998224725' | cpf_format", "529.982.247-25"),
    ("'529.982.247-25' | cpf_masked", "***.982.247-**"),
    ("'12ABC34501DE35' | cnpj_format", "12.ABC.345/01DE-35"),
    ("'11222333000181' | cnpj_masked", "**.222.333/0001-**"),
    ("'01310100' | cep_format", "01310-100"),
    ("'+5511987654321' | phone_format", "(11) 98765-4321"),
    ("'+5511987654321' | phone_masked", "(11) *****-4321"),
    ("'11987654321' | phone_masked", "(11) *****-4321"),
    ("'+12025550123' | phone_masked", "+1 ***-***-0123"),
    ("'ana@empresa.com' | email_masked", "a***@empresa.com"),
    ("'MARIA DA SILVA' | first_name", "Maria"),
    ("'MARIA DA SILVA E SOUZA-LIMA' | title_name", "Maria da Silva e Souza-Lima"),
    ("'R$ 1.234,56' | digits", "123456"),
    ("'12345678' | groups", "1234 5678"),
    ("'123456' | groups: 3", "123 456"),
    (
        "'23793381286000000000300000000401184340000010000' | boleto_format",
        "23793.38128 60000.000003 00000.000401 1 84340000010000",
    ),
    (
        "'836400000011331201380002812884627116080136181551' | boleto_format",
        "83640000001-1 33120138000-2 81288462711-6 08013618155-1",
    ),
]


def fail(code: str, detail: str) -> None:
    pytest.fail(f"{code}: {detail}")


def shown(expression: str, language: str = "pt-BR") -> str:
    text = parse_text("{{ " + expression + " }}")
    scope = {"invoices": INVOICES, "numbers": [2, 2, 1]}
    return text.render(scope, language=language, on_problem=fail)


@pytest.mark.parametrize(("expression", "expected"), GENERAL + NUMBERS + LISTS + MARKET)
def test_a_filter_writes_what_people_expect(expression: str, expected: str) -> None:
    assert shown(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("1234.56 | money", "R$1,234.56"),
        ("1234.5 | number", "1,234.5"),
        ("'2026-03-11' | date", "Mar 11, 2026"),
        ("'2026-03-11' | weekday", "Wednesday"),
        ("'2026-03-11' | date: '%B %e'", "March 11"),
        ("12.5 | percent", "12.5%"),
    ],
)
def test_an_english_conversation_reads_english(expression: str, expected: str) -> None:
    assert shown(expression, "en") == expected


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [
        ("money", "muito", ()),
        ("money", 10**30, ()),
        ("money", 1, ("reais",)),
        ("plus", 10**17, (10**18,)),
        ("plus", True, (1,)),
        ("divided_by", 1, (0,)),
        ("modulo", 1, (0,)),
        ("times", float("inf"), (1,)),
        ("times", "9" * 5_000, (1,)),
        ("round", "1e999999", ()),
        ("date", "now", ()),
        ("date", "31/02/2026", ()),
        ("date", "2026-03-11", ("%q",)),
        ("time_br", "25:00", ()),
        ("cpf_format", "123", ()),
        ("cpf_masked", "abcdefghijk", ()),
        ("cnpj_format", "1", ()),
        ("cep_format", "1", ()),
        ("phone_format", "não tenho", ()),
        ("email_masked", "ana", ()),
        ("boleto_format", "123", ()),
        ("groups", "123", (0,)),
        ("join", "text", ()),
        ("map", [0] * (MAX_LIST_ITEMS + 1), ("a",)),
        ("concat", [0] * MAX_LIST_ITEMS, ([0],)),
        ("sum", ["a"], ()),
        ("size", 3, ()),
        ("slice", "abc", ("x",)),
        ("truncate", "abc", ("x",)),
        ("upcase", object(), ()),
    ],
)
def test_a_filter_refuses_nonsense(name: str, value: object, arguments: tuple[object, ...]) -> None:
    with pytest.raises(FilterFailed):
        FILTERS[name].apply(value, arguments, keywords={}, language="pt-BR")


ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.lists(st.integers() | st.text(max_size=5), max_size=5)
    | st.dictionaries(st.text(max_size=3), st.integers(), max_size=3)
)


@pytest.mark.parametrize("name", sorted(FILTERS))
@given(value=ANYTHING, first=ANYTHING, second=ANYTHING)
def test_a_filter_answers_or_refuses_whatever_it_is_given(
    name: str, value: object, first: object, second: object
) -> None:
    known = FILTERS[name]
    arguments = (first, second)[: known.max_arguments]
    # Anything but FilterFailed would end the test here.
    with contextlib.suppress(FilterFailed):
        known.apply(value, arguments, keywords={}, language="en")


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_money_reads_back_as_the_same_amount(amount: object) -> None:
    spelled = parse_text("{{ x | money }}").render(
        {"x": str(amount)}, language="pt-BR", on_problem=ignore_problem
    )

    assert spelled.removeprefix("R$ ").replace(".", "").replace(",", ".") == f"{amount:.2f}"
