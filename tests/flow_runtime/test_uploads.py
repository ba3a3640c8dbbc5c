"""Files that people bring: kept, kept to be mended, or refused with the reason."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_runtime.flow import dump_flow
from flow_runtime.uploads import read_upload
from tests.flow_runtime.building import end, flow, message, question

FLOW = flow([message("hello", "Olá!"), question("name"), end()], ["hello.next>name"])


def document() -> dict[str, object]:
    read: dict[str, object] = orjson.loads(dump_flow(FLOW))
    return read


def upload(changed: dict[str, object]):
    return read_upload(orjson.dumps(changed))


def test_a_flow_of_ours_is_kept_as_it_is():
    read = read_upload(dump_flow(FLOW))
    assert read.document == document()
    assert read.problems == ()


def test_a_node_of_an_unknown_type_is_kept_and_told():
    given = document()
    given["nodes"][1] = {"id": "hello", "type": "hologram", "name": "Olá", "beam": 3}
    read = upload(given)
    assert read.document == given
    assert [found.pointer for found in read.problems] == ["/nodes/1"]


def test_an_unfinished_question_is_kept_to_be_mended():
    given = document()
    del given["nodes"][2]["save_as"]
    read = upload(given)
    assert read.document == given
    assert read.problems[0].node_id == "name"


@pytest.mark.parametrize(
    "change",
    [
        {"edges": 3},
        {"id": "Not A Slug"},
        {"name": ""},
        {"nodes": [3]},
        {"nodes": [{"id": ["list"], "type": "message"}]},
        {"nodes": [{"id": "a", "type": "hologram"}, {"id": "a", "type": "hologram"}]},
        {"nodes": [{"id": "A <b>", "type": "hologram"}]},
    ],
)
def test_what_no_editor_could_mend_is_refused(change: dict[str, object]):
    read = upload({**document(), **change})
    assert read.document is None
    assert read.problems


def test_a_file_of_six_mebibytes_is_refused_unread():
    read = read_upload(b"[" + b" " * 6 * 1024 * 1024)
    assert read.document is None
    assert "6,0 MiB e o limite é 5 MiB" in read.problems[0].sentence("pt-BR")
    assert "6.0 MiB and the limit is 5 MiB" in read.problems[0].sentence("en")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json.empty"),
        (b"{", "json.syntax"),
        (b"PK\x03\x04", "json.syntax"),
        (b'{"groups": [], "edges": [], "typebotId": "x"}', "json.foreign"),
        (b'{"nodes": [], "connections": {}}', "json.foreign"),
        (b'{"schema_version": 99, "id": "x", "name": "x"}', "version.newer"),
    ],
)
def test_a_file_that_is_no_flow_is_refused_with_the_reason(data: bytes, code: str):
    read = read_upload(data)
    assert read.document is None
    assert [found.code for found in read.problems] == [code]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(JSON, st.sampled_from(["nodes", "edges", "variables", "layout", "stages", "settings"]))
def test_whatever_stands_in_a_file_is_answered_never_raised(value: object, section: str):
    for changed in ({**document(), section: value}, {**document(), section: [value]}):
        read = upload(changed)
        assert read.problems or read.document
