"""Numbers in words: written out by one who knows, read back by the grammar."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.answers.number_words import PORTUGUESE
from flow_runtime.answers.spoken import find_quantities, spelled_as_digits, tokenize

_BELOW_TWENTY = {number: word for word, number in reversed(list(PORTUGUESE.units.items()))}
_TENS = {number: word for word, number in reversed(list(PORTUGUESE.tens.items()))}
_HUNDREDS = {number: word for word, number in reversed(list(PORTUGUESE.hundreds.items()))}


def _below_thousand(number: int) -> str:
    if number == 100:
        return "cem"
    parts = []
    if number >= 100:
        hundreds = number // 100 * 100
        parts.append("cento" if hundreds == 100 else _HUNDREDS[hundreds])
        number %= 100
    if number >= 20:
        parts.append(_TENS[number // 10 * 10])
        number %= 10
    if number or not parts:
        parts.append(_BELOW_TWENTY[number])
    return " e ".join(parts)


def _in_words(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_thousand(rest)
    head = "mil" if thousands == 1 else f"{_below_thousand(thousands)} mil"
    return f"{head} e {_below_thousand(rest)}" if rest else head


@given(st.integers(min_value=0, max_value=999_999))
def test_any_number_in_portuguese_words_is_read_back(number: int) -> None:
    (quantity,) = find_quantities(tokenize(_in_words(number)), english=False)

    assert quantity.value == number


@given(st.integers(min_value=0, max_value=999_999))
def test_words_become_digits_inside_a_sentence(number: int) -> None:
    assert spelled_as_digits(f"dia {_in_words(number)}.", english=False) == f"dia {number}."


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("dois tres", [2, 3]),
        ("dois mil e tres mil", [2000, 3000]),
        ("dois mil e meio", [None]),
        ("1.234 mil", [None]),
        ("1.23.456", [None]),
        ("nada", []),
    ],
)
def test_two_numbers_stay_two_and_doubt_stays_doubt(text: str, values: list[int | None]) -> None:
    found = [quantity.value for quantity in find_quantities(tokenize(text), english=False)]

    assert found == [None if value is None else Decimal(value) for value in values]
