"""The query of a value that was clicked finds that very value."""

from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.expressions import parse_query
from pages.widgets.inspector.response_paths import (
    MAX_ITEMS,
    MAX_LINES,
    lines_of,
    query_of,
    shown_value,
    variable_type_of,
)

KEYS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=15,
)


def test_a_path_reads_as_people_write_it():
    assert query_of(("invoices", 0, "amount")) == "invoices[0].amount"
    assert query_of((0, "nome do cliente")) == '[0]."nome do cliente"'
    assert query_of(()) == "@"


@given(JSON)
def test_every_line_of_a_tree_finds_its_value(response: object):
    for line in lines_of(response):  # type: ignore[arg-type]
        assert parse_query(line.query).search(response) == line.value  # type: ignore[arg-type]


def test_long_lists_are_cut_and_say_how_much_is_hidden():
    lines = lines_of({"items": list(range(50))})
    assert lines[0].hidden == 50 - MAX_ITEMS
    assert len(lines) == 1 + MAX_ITEMS


def test_a_huge_response_has_a_bounded_number_of_lines():
    assert len(lines_of({str(n): n for n in range(5_000)})) == MAX_LINES


def test_values_are_shown_short():
    assert shown_value({"a": 1}) == "{1}"
    assert shown_value([1, 2]) == "[2]"
    assert shown_value("x" * 200).endswith("…”")
    assert shown_value(None) == "null"
    assert shown_value(True) == "true"


def test_the_type_of_the_variable_follows_the_value():
    assert [variable_type_of(v) for v in (True, 1, 1.5, [], {}, "a", None)] == [
        "boolean", "number", "number", "list", "object", "text", "text",
    ]  # fmt: skip
