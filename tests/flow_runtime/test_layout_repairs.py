"""The drawing never decides whether a flow is read: nonsense in it is left out and named."""

from typing import Any

import pytest

from flow_runtime.flow import Frame, dump_flow, logic_sha256
from flow_runtime.layout_repairs import repaired_drawing
from flow_runtime.loading import load_document, load_flow
from tests.flow_runtime.building import end, flow, message

NAN = float("nan")


def document(**drawing: Any) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "id": "story",
        "name": "Story",
        "nodes": [{"id": "start", "type": "start", "name": "Start"}, end("bye")],
        "stages": [{"id": "first", "name": "First"}],
        **drawing,
    }


def test_a_whole_drawing_is_kept_as_it_is():
    drawing = document(
        layout={"start": [8, 16]},
        lanes={"first": {"x": 0, "width": 320, "collapsed": True}},
        notes=[{"id": "n", "text": "Oi", "place": [1, 2], "size": [240, 80.5]}],
        groups=[{"id": "g", "name": "Grupo", "nodes": ["start", "bye"]}],
    )
    assert repaired_drawing(drawing) == (drawing, ())
    loaded = load_document(drawing)
    assert loaded.flow.lanes["first"].collapsed
    assert loaded.flow.notes[0].place == (1, 2)
    assert loaded.flow.groups[0].nodes == ("start", "bye")
    assert load_flow(dump_flow(loaded.flow)).flow == loaded.flow


@pytest.mark.parametrize(
    ("section", "value", "kept", "left_out"),
    [
        ("layout", 7, {}, ("layout",)),
        ("layout", {"start": [1, NAN]}, {}, ("start",)),
        ("lanes", [], {}, ("lanes",)),
        ("lanes", {"gone": {"x": 1}}, {}, ("lanes.gone",)),
        ("lanes", {"first": {"x": "1"}}, {}, ("lanes.first",)),
        ("lanes", {"first": {"x": 1, "tall": 2}}, {}, ("lanes.first",)),
        ("notes", [{"id": "n", "text": "", "place": [1]}], [{"id": "n", "text": ""}], ("notes.0",)),
        ("groups", {}, [], ("groups",)),
        ("groups", [{"id": "Ä"}, 3], [], ("groups.0", "groups.1")),
        ("groups", [{"id": "g", "nodes": ["start", "gone"]}],
         [{"id": "g", "nodes": ["start"]}], ("groups.0",)),
        ("groups", [{"id": "g"}, {"id": "g"}], [{"id": "g"}], ("groups.1",)),
    ],
)  # fmt: skip
def test_nonsense_is_left_out_and_named(
    section: str, value: Any, kept: Any, left_out: tuple[str, ...]
):
    repaired, named = repaired_drawing(document(**{section: value}))
    assert repaired[section] == kept
    assert named == left_out
    load_document(document(**{section: value}))


def test_the_drawing_is_no_logic():
    bare = flow([message("hello", "Oi"), end()], ["hello.next>end"])
    drawn = bare.model_copy(update={"groups": (Frame(id="g"),)})
    assert logic_sha256(bare) == logic_sha256(drawn)
