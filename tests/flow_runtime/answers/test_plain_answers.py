"""The short way for an answer with nothing beside it says what the long way says."""

from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from flow_runtime.answers import Answer, Bound, understand
from flow_runtime.answers.folding import plain

NOW = datetime(2026, 3, 10, 10, tzinfo=UTC)
CPFS = st.from_regex(r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}", fullmatch=True)
NUMBERS = st.from_regex(r" ?[0-9]{1,30} ?", fullmatch=True)
BOUNDS = st.none() | st.integers(-5, 20)


def read(kind: str, text: str, lowest: Bound = None, highest: Bound = None) -> Answer:
    return understand(kind, text, now=NOW, min=lowest, max=highest)


@given(CPFS)
@example("529.982.247-25")
@example("52998224725")
@example("111.111.111-11")
def test_a_bare_cpf_is_read_as_where_a_cnpj_may_stand_too(text: str):
    assert read("cpf", text) == read("cpf_cnpj", text)


@given(NUMBERS, BOUNDS, BOUNDS)
@example("0010", 0, 10)
@example("11", 0, 10)
def test_bare_digits_are_the_whole_number_that_they_are_as_any_number(
    text: str, lowest: Bound, highest: Bound
):
    assert read("integer", text, lowest, highest) == read("number", text, lowest, highest)


@given(st.text(alphabet="0129ºª \u200b\ufe0f\u20e3", max_size=6), st.sampled_from("ºª"))
def test_an_ordinal_is_never_bare_digits(text: str, sign: str):
    assert not plain(text + sign).isdigit()
