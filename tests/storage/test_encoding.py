import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.encoding import canonical_json, clean_text, dump_json, load_json
from storage.errors import InvalidValue

BIGGEST = 2**53
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-BIGGEST, BIGGEST)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_reading_gives_back_what_was_written(value: object) -> None:
    once = load_json(dump_json(value))
    assert load_json(dump_json(once)) == once


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_storable_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == text
    assert load_json(dump_json({text: text})) == {text: text}


@given(st.text(st.sampled_from("a\x00\ud800\udfff\\u0")))
def test_what_is_written_can_be_kept_by_every_database(text: str) -> None:
    for kept in (clean_text(text), str(load_json(dump_json(text)))):
        assert "\x00" not in kept
        assert kept.encode() == clean_text(text).encode()


@given(st.dictionaries(st.text(), JSON_VALUES, max_size=6))
def test_order_of_keys_does_not_change_the_canonical_form(value: dict[str, object]) -> None:
    turned = dict(reversed(value.items()))
    storable = {clean_text(key) for key in value}
    if len(storable) == len(value):
        assert hashlib.sha256(canonical_json(turned)).digest() == (
            hashlib.sha256(canonical_json(value)).digest()
        )


@pytest.mark.parametrize("value", [object(), b"bytes", {1, 2}, 2**70, {"deep": [object()]}])
def test_value_without_a_json_form_is_refused_everywhere(value: object) -> None:
    for write in (dump_json, canonical_json):
        with pytest.raises(InvalidValue, match="cannot be written as JSON"):
            write(value)
