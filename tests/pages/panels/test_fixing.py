"""A one-click fix becomes changes of the document as it is now, not as it was checked."""

from flow_runtime.editing import Document, apply_changes
from flow_runtime.editing.changes import (
    PutEdge,
    PutNode,
    PutVariable,
    RemoveEdge,
    RemoveNode,
    SetFlow,
    SetTranslation,
)
from flow_runtime.problems import Fix, Problem
from pages.widgets.panels.fixing import changes_of
from tests.flow_runtime.building import edges, end, message, question

WORDS = {"pt-BR": "Consertar", "en": "Mend"}
CPF = question("cpf", "cpf")
DOCUMENT: Document = {
    "nodes": [message("hello", "Oi"), CPF, end()],
    "edges": edges("hello.next>cpf", "cpf.invalid>cpf"),
    "translations": {"en": {"hello.bubbles.0.text": "Hi", "gone.text": "Gone"}},
    "settings": {"error_route": "gone", "sac_mode": True},
    "layout": {"hello": [0, 0]},
}


def fixed(operation: str, node_id: str | None = None, **arguments: object) -> list[object]:
    problem = Problem("code", WORDS, node_id=node_id, fix=Fix(operation, arguments, WORDS))
    changes = changes_of(DOCUMENT, problem)
    apply_changes(DOCUMENT, changes)
    return list(changes)


def test_an_edge_is_put():
    made = fixed("connect", "cpf", source="cpf", outcome="answered", target="end")
    assert made == [PutEdge("cpf", "answered", "end")]


def test_an_edge_is_removed():
    assert fixed("remove_edge", source="cpf", outcome="invalid") == [RemoveEdge("cpf", "invalid")]


def test_a_node_is_removed():
    assert fixed("remove_node", node="hello") == [RemoveNode("hello")]


def test_a_variable_is_declared():
    made = fixed("declare_variable", name="cpf", type="text")
    assert made == [PutVariable({"name": "cpf", "type": "text"})]


def test_a_field_is_set_at_its_node_wherever_that_stands_now():
    made = fixed("set", "cpf", pointer="/nodes/7/skip_if_known", value=True)
    assert made == [PutNode({**CPF, "skip_if_known": True})]


def test_a_setting_is_set():
    made = fixed("set", pointer="/settings/error_route", value=None)
    assert made == [SetFlow("settings.error_route", None)]


def test_a_translation_of_nothing_is_removed():
    made = fixed("remove", pointer="/translations/en/gone.text")
    assert made == [SetTranslation("en", "gone.text", None)]


def test_all_translations_to_a_language_are_removed():
    made = fixed("remove", pointer="/translations/en")
    assert len(made) == 2


def test_a_fix_that_does_not_fit_any_more_changes_nothing():
    assert fixed("remove_node", node="gone") == []
    assert fixed("set", "gone", pointer="/nodes/0/text", value="x") == []
    assert fixed("unheard_of") == []
    assert changes_of(DOCUMENT, Problem("code", WORDS)) == []
