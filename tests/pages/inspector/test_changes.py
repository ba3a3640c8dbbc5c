"""Lists move with their translations; outcomes that are gone lose their edges."""

from flow_runtime.editing import apply_changes
from pages.widgets.inspector.changes import moved, relist
from tests.pages.inspector.desks import document_of

OPTIONS = [{"id": "a", "label": "Um"}, {"id": "b", "label": "Dois"}, {"id": "c", "label": "Três"}]
DOCUMENT = document_of(
    {"id": "m", "type": "menu", "name": "M", "text": "?", "options": OPTIONS},
    {"id": "bye", "type": "end", "name": "Fim"},
    edges=[
        {"source": "m", "outcome": "a", "target": "bye"},
        {"source": "m", "outcome": "b", "target": "bye"},
        {"source": "m", "outcome": "invalid", "target": "bye"},
    ],
    languages=["pt-BR", "en"],
    translations={"en": {"m.options.0.label": "One", "m.options.1.label": "Two", "m.text": "?"}},
)


def after(order: list[int]) -> dict[str, object]:
    items = [OPTIONS[place] for place in order]
    return apply_changes(DOCUMENT, relist(DOCUMENT, "m", "options", items, order))


def test_translations_follow_their_options():
    assert after([1, 0, 2])["translations"] == {
        "en": {"m.options.0.label": "Two", "m.options.1.label": "One", "m.text": "?"}
    }


def test_the_translation_of_a_removed_option_goes_with_it():
    assert after([1, 2])["translations"] == {"en": {"m.options.0.label": "Two", "m.text": "?"}}


def test_the_edge_of_a_removed_option_goes_and_all_others_stay():
    edges = [edge["outcome"] for edge in after([1, 2])["edges"]]  # type: ignore[attr-defined]
    assert edges == ["b", "invalid"]


def test_moving_beyond_the_ends_changes_nothing():
    assert moved(3, 0, -1) == [0, 1, 2]
    assert moved(3, 2, 1) == [0, 1, 2]
    assert moved(3, 1, 1) == [0, 2, 1]
