"""Finding lines of the script, and turning its pages."""

from flow_runtime.editing.outline import outline_of
from pages.widgets.outline.finding import (
    LINES_PER_PAGE,
    found,
    page_count,
    page_of,
    page_with,
)
from tests.flow_runtime.building import edges, message, node

LINES = outline_of(
    {
        "nodes": [
            node("start", "start"),
            {**message("hello", "Olá, como posso ajudar?"), "stage": "entrada"},
            *(message(f"m{number}", "Oi") for number in range(60)),
        ],
        "edges": edges("start.next>hello", "hello.next>start"),
    }
)


def test_without_a_wish_everything_is_shown():
    assert found(LINES, " ", None) == list(LINES)


def test_words_are_found_in_texts_without_accents_and_case():
    assert [line.node_id for line in found(LINES, "OLA ajudar", None)] == ["hello"]


def test_a_step_is_found_by_its_id_and_stage():
    assert [line.node_id for line in found(LINES, "m59", None)] == ["m59"]
    assert [line.node_id for line in found(LINES, "", "entrada")] == ["hello"]
    assert found(LINES, "m59", "entrada") == []


def test_pages_hold_every_line_once():
    pages = [page_of(LINES, number) for number in range(1, page_count(LINES) + 1)]
    assert [line for page in pages for line in page] == list(LINES)
    assert len(pages[0]) == LINES_PER_PAGE


def test_a_page_too_far_is_the_last_one():
    assert page_of(LINES, 99) == page_of(LINES, page_count(LINES))
    assert page_count([]) == 1


def test_the_page_of_a_step_is_known():
    assert page_with(LINES, "start") == 1
    assert page_with(LINES, "m59") == page_count(LINES)
    assert page_with(LINES, "gone") == 1
