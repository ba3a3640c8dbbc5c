"""What counts as a CPF: one of the hundred endings of nine digits, and never a digit repeated."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.answers import Understood, understand

_NOW = datetime(2026, 3, 11, tzinfo=UTC)


@settings(deadline=None, max_examples=30)
@given(st.text("0123456789", min_size=9, max_size=9))
def test_one_ending_of_a_hundred_makes_a_cpf(nine_digits: str):
    candidates = [f"{nine_digits}{ending:02}" for ending in range(100)]

    right = [text for text in candidates if understand("cpf", text, now=_NOW) == Understood(text)]

    assert len(right) == (1 if len(set(nine_digits)) > 1 else 0)


def test_eleven_times_the_same_digit_is_no_cpf():
    answers = [understand("cpf", digit * 11, now=_NOW) for digit in "0123456789"]

    assert not [answer for answer in answers if isinstance(answer, Understood)]
