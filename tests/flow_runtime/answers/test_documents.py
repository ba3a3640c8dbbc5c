"""Our own check of a CPF, held against the library that knows every Brazilian document."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st
from validate_docbr import CPF

from flow_runtime.answers import Understood, understand

_NOW = datetime(2026, 3, 11, tzinfo=UTC)


@settings(deadline=None, max_examples=30)
@given(st.text("0123456789", min_size=9, max_size=9))
def test_the_endings_of_a_cpf_are_those_of_the_library(nine_digits: str):
    candidates = [f"{nine_digits}{ending:02}" for ending in range(100)]

    ours = [text for text in candidates if understand("cpf", text, now=_NOW) == Understood(text)]

    assert ours == [text for text in candidates if CPF().validate(text)]


def test_eleven_times_the_same_digit_is_no_cpf():
    answers = [understand("cpf", digit * 11, now=_NOW) for digit in "0123456789"]

    assert not [answer for answer in answers if isinstance(answer, Understood)]
