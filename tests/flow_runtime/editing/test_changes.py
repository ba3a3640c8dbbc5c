"""Each primitive change does its one thing, and nothing where its place is gone."""

from typing import Any

import pytest

from flow_runtime.editing import apply_changes, new_document, new_id, read_changes
from flow_runtime.editing.documents import (
    Document,
    copy_document,
    edges_of,
    items_of,
    node_of,
    nodes_of,
)
from flow_runtime.limits import MAX_NODES, MAX_VARIABLES
from flow_runtime.loading import load_document
from tests.flow_runtime.building import message, node
from tests.flow_runtime.editing.documents import small


def after(document: Document, *changes: dict[str, Any]) -> Any:
    return apply_changes(document, read_changes(changes))


def test_a_node_is_added_or_replaced_in_its_place():
    added = after(small(), {"change": "put_node", "node": message("new", "Oi")})
    assert [n["id"] for n in nodes_of(added)] == ["start", "hello", "ask", "choose", "bye", "new"]
    replaced = after(added, {"change": "put_node", "node": message("hello", "Novo")})
    assert nodes_of(replaced)[1]["bubbles"] == [{"text": "Novo"}]
    assert nodes_of(replaced)[0] is nodes_of(added)[0]


def test_a_removed_node_takes_all_that_is_its_own():
    framed = after(
        small(),
        {"change": "put_group", "group": {"id": "g", "name": "G", "nodes": ["hello", "ask"]}},
    )
    gone = after(framed, {"change": "remove_node", "id": "hello"})
    assert node_of(gone, "hello") is None
    assert all("hello" not in (source, target) for source, _, target in edges_of(gone))
    assert "hello" not in gone["layout"]
    assert gone["translations"] == {"en": {}}
    assert gone["groups"] == [{"id": "g", "name": "G", "nodes": ["ask"]}]


@pytest.mark.parametrize(
    ("path", "value", "field", "expected"),
    [
        ("name", "Novo", "name", "Novo"),
        ("description", None, "description", None),
        ("options.0.label", "Claro", "options",
         [{"id": "sim", "label": "Claro"}, {"id": "nao", "label": "Não"}]),
        ("options.2", {"id": "x"}, "options",
         [{"id": "sim", "label": "Sim"}, {"id": "nao", "label": "Não"}, {"id": "x"}]),
        ("options.0", None, "options", [{"id": "nao", "label": "Não"}]),
        ("options.9.label", "x", "options", None),
        ("options_from.variable", "list", "options_from", {"variable": "list"}),
        ("fresh.0.text", "x", "fresh", [{"text": "x"}]),
        ("text.deep", "x", "text", "choose?"),
        ("a..b", "x", "a", None),
        (".".join("x" * 30), 1, "x", None),
    ],
)  # fmt: skip
def test_a_field_is_set_where_its_path_leads(path: str, value: Any, field: str, expected: Any):
    before = small()
    changed = after(before, {"change": "set", "node": "choose", "path": path, "value": value})
    known = node_of(before, "choose") or {}
    wanted = known.get(field) if expected is None else expected
    assert (node_of(changed, "choose") or {}).get(field) == wanted
    assert before == small()


def test_the_keys_of_a_mapping_may_hold_dots():
    call = node("call", "api", url="/x", body={"a.b": "1"})
    document = {**small(), "nodes": [call]}
    changed = after(document, {"change": "set", "node": "call", "path": "body.c.d", "value": "2"})
    assert nodes_of(changed)[0]["body"] == {"a.b": "1", "c.d": "2"}
    back = after(changed, {"change": "set", "node": "call", "path": "body.a.b", "value": None})
    assert nodes_of(back)[0]["body"] == {"c.d": "2"}


def test_true_is_not_one():
    first = after(small(), {"change": "set", "node": "ask", "path": "x", "value": 1})
    second = after(first, {"change": "set", "node": "ask", "path": "x", "value": True})
    assert (node_of(second, "ask") or {})["x"] is True


def test_an_edge_replaces_the_one_of_its_outcome():
    changed = after(
        small(), {"change": "put_edge", "source": "start", "outcome": "next", "target": "bye"}
    )
    assert edges_of(changed)[0] == ("start", "next", "bye")
    assert len(edges_of(changed)) == len(edges_of(small()))
    gone = after(changed, {"change": "remove_edge", "source": "start", "outcome": "next"})
    assert ("start", "next") not in {edge[:2] for edge in edges_of(gone)}


def test_a_removed_stage_lets_its_nodes_go():
    document = after(
        small(),
        {"change": "set", "node": "ask", "path": "stage", "value": "first"},
        {"change": "put_lane", "id": "first", "lane": {"x": 8, "width": 320, "collapsed": False}},
    )
    load_document(document)
    gone = after(document, {"change": "remove_stage", "id": "first"})
    assert [stage["id"] for stage in items_of(gone, "stages")] == ["last"]
    assert "stage" not in (node_of(gone, "ask") or {})
    assert gone["lanes"] == {}
    assert node_of(gone, "hello") is node_of(document, "hello")


def test_notes_groups_and_variables_come_and_go():
    note = {"id": "n", "text": "Oi", "place": [8, 8], "size": [240, 120]}
    group = {"id": "g", "name": "G", "nodes": ["ask"]}
    document = after(
        small(),
        {"change": "put_note", "note": note},
        {"change": "put_group", "group": group},
        {"change": "put_variable", "variable": {"name": "free"}},
        {"change": "put_stage", "stage": {"id": "mid", "name": "Meio"}},
        {"change": "order_stages", "ids": ["mid", "last"]},
    )
    load_document(document)
    assert document["notes"] == [note]
    assert document["groups"] == [group]
    assert [stage["id"] for stage in items_of(document, "stages")] == ["mid", "last", "first"]
    back = after(
        document,
        {"change": "remove_note", "id": "n"},
        {"change": "remove_group", "id": "g"},
        {"change": "remove_variable", "name": "free"},
    )
    assert (back["notes"], back["groups"]) == ([], [])
    assert back["variables"] == small()["variables"]


def test_the_flow_s_own_fields_are_set_and_no_others():
    document = small()
    changed = after(
        document,
        {"change": "set_flow", "path": "brief.need", "value": "Boleto"},
        {"change": "set_flow", "path": "settings.idle.close_after_s", "value": 90},
    )
    assert changed["brief"] == {"need": "Boleto"}
    assert changed["settings"] == {"idle": {"close_after_s": 90}}
    for path in ("nodes", "id", "edges.0", "schema_version", "layout.ask"):
        assert after(document, {"change": "set_flow", "path": path, "value": 1}) is document


def test_translations_come_and_go():
    key = "ask.text"
    put = {"change": "set_translation", "language": "en", "key": key, "value": "CPF?"}
    changed = after(small(), put)
    assert changed["translations"]["en"][key] == "CPF?"
    assert after(changed, {**put, "value": None})["translations"] == small()["translations"]
    only = after({"nodes": []}, put, {**put, "value": None})
    assert only["translations"] == {}


@pytest.mark.parametrize(
    "change",
    [
        {"change": "remove_node", "id": "gone"},
        {"change": "set", "node": "gone", "path": "name", "value": "x"},
        {"change": "set", "node": "ask", "path": "id", "value": "other"},
        {"change": "set", "node": "ask", "path": "name", "value": "ask"},
        {"change": "put_edge", "source": "ask", "outcome": "x", "target": "gone"},
        {"change": "put_edge", "source": "gone", "outcome": "x", "target": "ask"},
        {"change": "remove_edge", "source": "ask", "outcome": "gone"},
        {"change": "place", "id": "gone", "at": [0, 0]},
        {"change": "remove_note", "id": "gone"},
        {"change": "remove_stage", "id": "gone"},
        {"change": "order_stages", "ids": ["gone"]},
        {"change": "put_lane", "id": "gone", "lane": {}},
        {"change": "remove_group", "id": "gone"},
        {"change": "remove_variable", "name": "gone"},
        {"change": "rename_variable", "old": "gone", "new": "new"},
        {"change": "set_translation", "language": "en", "key": "ask.text", "value": None},
    ],
    ids=lambda change: change["change"],
)
def test_a_change_without_its_place_leaves_the_very_same_document(change: dict[str, Any]):
    document = small()
    assert after(document, change) is document


def test_sections_of_the_wrong_shape_read_as_empty():
    odd: Document = {"nodes": 7, "edges": {}, "layout": [], "translations": 1, "stages": None}
    changed = after(
        odd,
        {"change": "put_node", "node": message("a", "Oi")},
        {"change": "place", "id": "a", "at": [1, 2]},
        {"change": "put_stage", "stage": {"id": "s", "name": "S"}},
        {"change": "set_translation", "language": "en", "key": "a.b", "value": "x"},
    )
    assert changed["layout"] == {"a": [1, 2]}
    assert nodes_of(changed) == [message("a", "Oi")]


def test_a_draft_does_not_grow_without_end():
    full = {"nodes": [{"id": f"n{n}", "type": "x"} for n in range(2 * MAX_NODES)]}
    assert after(full, {"change": "put_node", "node": message("more", "Oi")}) is full
    variables = {"variables": [{"name": f"v{n}"} for n in range(MAX_VARIABLES)]}
    assert after(variables, {"change": "put_variable", "variable": {"name": "more"}}) is variables


def test_new_ids_are_readable_and_free():
    document = small()
    assert new_id(document, "Pedir CPF!") == "pedir_cpf"
    assert new_id(document, "Ask") == "ask_2"
    assert new_id(document, "settings") == "settings_2"
    assert new_id({"a"}, "🙂") == "item"
    assert len(new_id(document, "x" * 500)) <= 64


def test_a_new_and_a_copied_document_can_be_read():
    fresh = new_document("novo", "Novo", language="en")
    assert load_document(fresh).flow.language == "en"
    copied = copy_document(small(), "copia", "Cópia")
    assert load_document(copied).flow.id == "copia"
    assert copied["nodes"] is not None
