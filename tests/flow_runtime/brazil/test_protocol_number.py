"""A protocol number says its day, is unique by its sequence and shows typing errors."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.brazil import is_protocol_number, protocol_number
from flow_runtime.brazil.protocol import MAX_SEQUENCE

days = st.dates()
sequences = st.integers(0, MAX_SEQUENCE)


def test_a_protocol_number_begins_with_its_day_and_sequence() -> None:
    assert protocol_number(date(2026, 3, 11), 42).startswith("20260311" + "00000042")


@given(days, sequences)
def test_every_issued_number_is_well_formed(day: date, sequence: int) -> None:
    number = protocol_number(day, sequence)
    assert len(number) == 17
    assert is_protocol_number(number)


@given(days, sequences, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(
    day: date, sequence: int, position: int, shift: int
) -> None:
    number = protocol_number(day, sequence)
    wrong_digit = str((int(number[position]) + shift) % 10)
    assert not is_protocol_number(number[:position] + wrong_digit + number[position + 1 :])


@pytest.mark.parametrize("sequence", [-1, MAX_SEQUENCE + 1])
def test_a_sequence_that_does_not_fit_is_refused(sequence: int) -> None:
    with pytest.raises(ValueError, match="sequence must be from 0"):
        protocol_number(date(2026, 3, 11), sequence)


@pytest.mark.parametrize(
    "text",
    ["", "2026031100000042", "x" * 17, "20260311 00000042", "²0260311000000421", "9" * 1_000],
)
def test_what_is_no_protocol_number_is_refused(text: str) -> None:
    assert not is_protocol_number(text)


def test_a_day_that_does_not_exist_is_refused_even_with_the_right_check_digit() -> None:
    numbers = [f"2026023000000001{digit}" for digit in range(10)]
    assert not any(is_protocol_number(number) for number in numbers)


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert is_protocol_number(text) in (True, False)
