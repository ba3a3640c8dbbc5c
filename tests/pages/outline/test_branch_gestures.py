"""Options and branches keep their connections and translations while they are edited."""

from flow_runtime.editing import Document, apply_changes
from flow_runtime.editing.documents import edges_of, node_of
from pages.widgets.outline.branch_gestures import (
    added,
    branches_of,
    renamed,
    shifted,
    without,
)
from tests.flow_runtime.building import edges, end, menu, message, node

DOCUMENT: Document = {
    "nodes": [
        menu("help", "Boleto", "Suporte"),
        node("vip", "condition", branches=[{"id": "vip", "name": "VIP"}]),
        message("hello", "Oi"),
        end(),
    ],
    "edges": edges("help.boleto>end", "help.suporte>hello"),
    "translations": {"en": {"help.options.0.label": "Bill", "help.options.1.label": "Support"}},
}


def labels(document: Document) -> list[str]:
    return [option["label"] for option in node_of(document, "help")["options"]]


def options():
    found = branches_of(DOCUMENT, "help")
    assert found is not None
    return found


def test_menus_and_conditions_have_branches_and_messages_have_none():
    assert branches_of(DOCUMENT, "vip").path == "branches"
    assert branches_of(DOCUMENT, "hello") is None
    assert branches_of(DOCUMENT, "gone") is None


def test_a_renamed_option_keeps_its_connection():
    document = apply_changes(DOCUMENT, renamed(options(), 0, "Segunda via"))
    assert labels(document) == ["Segunda via", "Suporte"]
    assert ("help", "boleto", "end") in edges_of(document)


def test_an_added_option_gets_an_id_that_no_outcome_has():
    document = apply_changes(DOCUMENT, added(DOCUMENT, options(), "Invalid"))
    ids = [option["id"] for option in node_of(document, "help")["options"]]
    assert ids[2] not in ("invalid", "timeout", "boleto", "suporte")


def test_a_removed_option_takes_its_connection_and_translation_along():
    document = apply_changes(DOCUMENT, without(DOCUMENT, options(), 0))
    assert labels(document) == ["Suporte"]
    assert edges_of(document) == [("help", "suporte", "hello")]
    assert document["translations"]["en"] == {"help.options.0.label": "Support"}


def test_a_moved_option_takes_its_translation_along():
    document = apply_changes(DOCUMENT, shifted(DOCUMENT, options(), 1, -1))
    assert labels(document) == ["Suporte", "Boleto"]
    assert document["translations"]["en"]["help.options.0.label"] == "Support"
