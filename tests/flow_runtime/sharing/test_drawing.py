"""A drawing holds all of a flow, where the canvas shows it."""

import json
from pathlib import Path
from typing import Any

import pytest

from flow_runtime.editing import outline_of
from flow_runtime.editing.documents import edges_of, nodes_of
from flow_runtime.sharing.drawing import Drawing, drawing_of
from tests.flow_runtime.sharing.flows import (
    SAMPLES,
    hostile_flow,
    hostile_names,
    large_flow,
    sample,
)

TO_ITSELF = {"source": "a", "outcome": "next", "target": "a"}


def card_names(drawing: Drawing) -> list[str]:
    return [card.name for card in drawing.cards]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_block_and_every_line_of_a_flow_is_drawn(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    drawing = drawing_of(document, "pt-BR")
    assert [card.id for card in drawing.cards] == [node["id"] for node in nodes_of(document)]
    assert {(w.source, w.outcome, w.target) for w in drawing.wires} == set(edges_of(document))
    whole = drawing.box
    for card in drawing.cards:
        assert whole.x <= card.box.x
        assert card.box.right <= whole.right
        assert whole.y <= card.box.y
        assert card.box.bottom <= whole.bottom


def test_blocks_have_the_numbers_of_the_script() -> None:
    document = sample()
    drawing = drawing_of(document, "pt-BR")
    numbers = {line.node_id: line.number for line in outline_of(document) if line.kind == "step"}
    assert {card.id: card.number for card in drawing.cards} == numbers
    by_id = {card.id: card for card in drawing.cards}
    for wire in drawing.wires:
        row = next(row for row in by_id[wire.source].rows if row.outcome == wire.outcome)
        assert row.leads_to == by_id[wire.target].number


def test_a_column_that_is_closed_on_the_canvas_is_open_in_the_picture() -> None:
    document: Any = sample()
    before = drawing_of(document, "pt-BR")
    triage = next(s["id"] for s in document["stages"] if s["name"] == "Triagem")
    lane = document["lanes"][triage]
    by = lane["width"] - 48
    later = {stage for stage, one in document["lanes"].items() if one.get("x", 0) > lane["x"]}
    moved = {
        node["id"]: [document["layout"][node["id"]][0] - by, document["layout"][node["id"]][1]]
        for node in document["nodes"]
        if node.get("stage") in later
    }
    lanes = {
        s: {**one, "x": one.get("x", 0) - (by if s in later else 0)}
        for s, one in document["lanes"].items()
    }
    lanes[triage] = {**lane, "collapsed": True}
    closed = {**document, "lanes": lanes, "layout": {**document["layout"], **moved}}
    assert drawing_of(closed, "pt-BR").cards == before.cards


@pytest.mark.parametrize("name", hostile_names(), ids=lambda name: repr(name)[:40])
def test_any_name_can_be_drawn(name: str) -> None:
    drawing = drawing_of(hostile_flow(name), "en")
    assert len(drawing.cards) == 3
    assert not any(mark in text for text in card_names(drawing) for mark in "\n\r\t\u202e\0")


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"nodes": 3, "edges": "x", "layout": [], "stages": {}, "lanes": {"s": 4}},
        {"nodes": [{"id": "a"}, {"id": "a", "type": 3}], "layout": {"a": [None, "x"]}},
        {"nodes": [{"id": "a", "type": "message"}], "edges": [TO_ITSELF]},
        {"stages": [{"id": "s"}], "lanes": {"s": {"x": "far", "width": None}}},
        {"groups": [{"id": "g", "nodes": ["gone", 4]}]},
        {"notes": [{"id": "n", "text": "oi", "size": "x"}]},
    ],
)
def test_an_unfinished_document_is_drawn_as_far_as_it_goes(document: dict[str, Any]) -> None:
    drawing = drawing_of(document, "pt-BR")
    assert drawing.box.width > 0
    assert drawing.box.height > 0


def test_a_large_flow_is_drawn_whole() -> None:
    drawing = drawing_of(large_flow(), "pt-BR")
    assert len(drawing.cards) == 500
    assert sum(drawing.families.values()) == 500
