"""One-click fixes on documents: they change one place and refuse a document that moved on."""

from copy import deepcopy
from typing import Any

import pytest

from flow_runtime.fixes import FixDoesNotApply, apply_fix
from flow_runtime.problems import Fix

DOCUMENT: dict[str, Any] = {
    "nodes": [{"id": "a", "tags": ["x", "y"]}, {"id": "b"}],
    "edges": [{"source": "a", "outcome": "next", "target": "b"}],
    "layout": {"a": [0, 0], "b": [1, 1]},
    "translations": {"en": {"a.text": "Hi", "ab.text": "Ho", "b/c~.text": "He"}},
    "variables": [{"name": "known", "type": "text"}],
}


def applied(operation: str, **arguments: Any) -> dict[str, Any]:
    fix = Fix(operation, arguments, {"pt-BR": "x", "en": "x"})
    before = deepcopy(DOCUMENT)
    changed = apply_fix(DOCUMENT, fix)
    assert before == DOCUMENT
    return changed


def test_connecting_replaces_the_edge_of_the_outcome() -> None:
    edge = {"source": "a", "outcome": "next", "target": "a"}
    assert applied("connect", **edge)["edges"] == [edge]


def test_setting_a_value_that_is_there_or_not() -> None:
    assert applied("set", pointer="/nodes/0/tags/1", value="z")["nodes"][0]["tags"] == ["x", "z"]
    assert applied("set", pointer="/nodes/1/text", value="Oi")["nodes"][1]["text"] == "Oi"


def test_setting_inside_settings_that_are_all_defaults() -> None:
    changed = applied("set", pointer="/settings/idle/remind_text", value="Oi?")
    assert changed["settings"] == {"idle": {"remind_text": "Oi?"}}


def test_removing_an_item_and_a_key_with_signs_in_it() -> None:
    assert applied("remove", pointer="/nodes/0/tags/0")["nodes"][0]["tags"] == ["y"]
    changed = applied("remove", pointer="/translations/en/b~1c~0.text")
    assert "b/c~.text" not in changed["translations"]["en"]


def test_removing_a_node_takes_all_that_belongs_to_it() -> None:
    changed = applied("remove_node", node="a")
    assert [node["id"] for node in changed["nodes"]] == ["b"]
    assert changed["edges"] == []
    assert changed["layout"] == {"b": [1, 1]}
    assert set(changed["translations"]["en"]) == {"ab.text", "b/c~.text"}


def test_removing_an_edge() -> None:
    assert applied("remove_edge", source="a", outcome="next")["edges"] == []


def test_declaring_a_variable() -> None:
    changed = applied("declare_variable", name="new", type="number")
    assert changed["variables"][-1] == {"name": "new", "type": "number"}


@pytest.mark.parametrize(
    ("operation", "arguments"),
    [
        ("explode", {}),
        ("connect", {"source": "a", "outcome": "next", "target": "gone"}),
        ("connect", {"source": "gone", "outcome": "next", "target": "a"}),
        ("set", {"pointer": "/nodes/7/text", "value": 1}),
        ("set", {"pointer": "/nodes/-1/text", "value": 1}),
        ("set", {"pointer": "/nodes/x", "value": 1}),
        ("set", {"pointer": "/nodes/0/id/deep", "value": 1}),
        ("set", {"pointer": "", "value": 1}),
        ("remove", {"pointer": "/nodes/0/gone"}),
        ("remove", {"pointer": "/nodes/0/tags/9"}),
        ("remove_node", {"node": "gone"}),
        ("remove_edge", {"source": "b", "outcome": "next"}),
        ("declare_variable", {"name": "known", "type": "text"}),
        ("declare_variable", {}),
    ],
)
def test_a_fix_for_another_document_is_refused(operation: str, arguments: Any) -> None:
    with pytest.raises(FixDoesNotApply):
        applied(operation, **arguments)
