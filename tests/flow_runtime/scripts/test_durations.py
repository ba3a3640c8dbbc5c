"""Spans of time as testers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.scripts.durations import MAX_DURATION_S, format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("10min", 600),
        ("2h", 7_200),
        ("3d", 259_200),
        ("1d 2h", 93_600),
        ("1d2h", 93_600),
        (" 1 h  30 min ", 5_400),
        ("400d", MAX_DURATION_S),
    ],
)
def test_a_span_says_its_seconds(text: str, seconds: int):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2",
        "2 horas",
        "h",
        "-2h",
        "1,5h",
        "0s",
        "401d",
        "2h später",
        "٣h",
        "9" * 400 + "s",
        "1m",
    ],
)
def test_what_is_no_span_says_nothing(text: str):
    assert parse_duration(text) is None


@given(st.integers(1, MAX_DURATION_S))
def test_a_written_span_reads_back(seconds: int):
    assert parse_duration(format_duration(seconds)) == seconds
