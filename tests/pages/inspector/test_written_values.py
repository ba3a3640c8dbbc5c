"""Values as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.widgets.inspector.written_values import (
    UNITS_S,
    NotUnderstood,
    join_duration,
    read_boolean,
    read_loosely,
    read_number,
    read_typed,
    split_duration,
    write_value,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", 10),
        ("1234,56", 1234.56),
        ("1234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("1.234.567", 1234567),
        ("-3", -3),
        (" 1 000 ", 1000),
    ],
)
def test_numbers_are_read_as_they_are_typed(text: str, number: float):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["dez", "1,2,3", "", "1e9", "nan", "inf"])
def test_what_is_no_number_is_not_understood(text: str):
    with pytest.raises(NotUnderstood):
        read_number(text)


def test_yes_and_no_are_read_in_both_languages():
    assert read_boolean("Sim") is True
    assert read_boolean("não") is False
    with pytest.raises(NotUnderstood):
        read_boolean("talvez")


def test_a_text_with_a_variable_stays_a_text_whatever_the_type():
    assert read_typed("{{ limit }}", "number") == "{{ limit }}"


def test_a_list_is_wanted_as_json():
    assert read_typed('["a"]', "list") == ["a"]
    with pytest.raises(NotUnderstood):
        read_typed('{"a": 1}', "list")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**50), 2**50) | st.text('ab1"{}[] ', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
)


@given(JSON)
def test_a_value_is_read_back_as_it_was_written(value: object):
    blank = isinstance(value, str) and not value.strip()
    assert blank or read_loosely(write_value(value)) == value  # type: ignore[arg-type]


@given(st.integers(1, 400 * 24 * 3600))
def test_a_duration_is_the_same_in_its_unit(seconds: int):
    number, unit = split_duration(seconds)
    assert join_duration(number, unit) == seconds
    larger = [u for u in UNITS_S if UNITS_S[u] > UNITS_S[unit]]
    assert all(seconds % UNITS_S[u] for u in larger)
