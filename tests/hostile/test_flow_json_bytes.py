"""Section A of flow_json_cases.md: bytes and JSON, before there is a schema."""

import gzip
import json
import tracemalloc
from pathlib import Path

import orjson
import pytest

from flow_runtime.limits import MAX_DOCUMENT_BYTES
from flow_runtime.loading import load_flow
from tests.hostile.refusing import FLOW, changed, codes, load, refused

SAMPLES = sorted((Path(__file__).parents[2] / "sample_flows").glob("*.json"))
WHOLE = orjson.dumps(FLOW)
ACCENTED = orjson.dumps(FLOW | {"name": "Ação"}).decode()
MAX_PREFIXES = 120
MAX_PEAK_BYTES = 64 * 1024 * 1024

REFUSED = [
    ("A01", b"", "json.empty"),
    ("A01", b" \r\n\t ", "json.empty"),
    ("A03", WHOLE + WHOLE, "json.syntax"),
    ("A03", WHOLE + b" x", "json.syntax"),
    ("A05", b"[]", "json.shape"),
    ("A05", b'"x"', "json.shape"),
    ("A05", b"null", "json.shape"),
    ("A05", b"1", "json.shape"),
    ("A07", ACCENTED.encode("utf-16"), "json.encoding"),
    ("A07", ACCENTED.encode("utf-16-le"), "json.encoding"),
    ("A07", ACCENTED.encode("utf-16-be"), "json.encoding"),
    ("A07", ACCENTED.encode("latin-1"), "json.encoding"),
    ("A08", b'{"a": "\xc0\xaf"}', "json.encoding"),
    ("A08", b'{"a": "\x80"}', "json.encoding"),
    ("A09", b'{"a": "\\ud800"}', "json.encoding"),
    ("A09", b'{"\\udc00": 1}', "json.encoding"),
    ("A10", b'{"a": "a\\u0000b"}', "text.control"),
    ("A10", b'{"a": "\\u001b[2J"}', "text.control"),
    ("A10", b'{"a\\u0001": "x"}', "text.control"),
    ("A10", b'{"a": "a\x01b"}', "json.syntax"),
    ("A11", b'{"id": "a", "id": "a"}', "json.duplicate_key"),
    ("A11", b'{"nodes": [{"id": "a", "id": "b"}]}', "json.duplicate_key"),
    ("A11", b'{"edges": [{"source": "a", "source": 1}]}', "json.duplicate_key"),
    ("A12", b'{"x": NaN}', "json.number"),
    ("A12", b'{"x": Infinity}', "json.number"),
    ("A12", b'{"x": -Infinity}', "json.number"),
    ("A12", b'{"x": 1e400}', "json.number"),
    ("A12", b'{"x": 1E-400}', "json.number"),
    ("A13", b'{"x": %s}' % (b"9" * 400), "json.number"),
    ("A13", b'{"x": -%s}' % (b"9" * 5_000), "json.number"),
    ("A14", b"[" * 100_000, "json.depth"),
    ("A14", b'{"a":' * 100_000, "json.depth"),
    ("A14", b"[" * 65 + b"]" * 65, "json.depth"),
    ("A15", WHOLE + b" " * (MAX_DOCUMENT_BYTES + 1 - len(WHOLE)), "size"),
    ("A15", b'"' + b"x" * 30_000_000 + b'"', "size"),
    ("A15", gzip.compress(WHOLE), "json.syntax"),
    ("A15", b"PK\x03\x04" + bytes(500), "json.syntax"),
    ("A16", json.dumps(dict.fromkeys(map(str, range(300_000)), 1)).encode(), "size"),
    ("A16", json.dumps({"x" * 1024 * 1024: 1}).encode(), "size"),
    ("A17", '{"nome": 1, "nome\u200b": 2}'.encode(), "json.duplicate_key"),
    ("A17", '{"\u00e1": 1, "a\u0301": 2}'.encode(), "json.duplicate_key"),
    ("A18", b"<!doctype html><title>Entrar</title>", "json.syntax"),
    ("A18", b"schema_version: 1\nid: a\n", "json.syntax"),
    ("A18", b"\x80\x04\x95\x10\x00\x00\x00", "json.syntax"),
    ("A18", b"\x89PNG\r\n\x1a\n", "json.syntax"),
    ("A18", b"%PDF-1.7\n" + WHOLE, "json.syntax"),
]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(data, code, id=f"{row}-{place}")
        for place, (row, data, code) in enumerate(REFUSED)
    ],
)
def test_bytes_that_are_no_flow_are_refused_by_their_code(data: bytes, code: str):
    assert codes(refused(data)) == {code}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"A02-{path.stem}")
def test_a_flow_cut_anywhere_is_refused_with_its_line_and_column(path: Path):
    data = path.read_bytes().rstrip()
    for length in range(0, len(data), max(1, len(data) // MAX_PREFIXES)):
        (problem,) = refused(data[:length])
        assert problem.code in {"json.empty", "json.syntax", "json.encoding"}
        if problem.code == "json.syntax":
            assert "linha" in problem.sentence("pt-BR")
            assert "column" in problem.sentence("en")


def test_a_small_flow_is_refused_at_every_single_cut():  # A02
    for length in range(len(WHOLE)):
        refused(WHOLE[:length])


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ('{"a": 1,}', "a comma too many"),
        ('{"a": [1, 2,]}', "a comma too many"),
        ('{"a": 1} // fim', "Comments are not allowed"),
        ('{"a": 1 /* um */}', "Comments are not allowed"),
        ('{\n# um\n"a": 1}', "Comments are not allowed"),
        ("{'a': 1}", "double quotes"),
        ("{\"a\": 'x'}", "double quotes"),
        ("{a: 1}", "double quotes"),
        ('{"a": "um\ndois"}', "a line break"),
    ],
)
def test_a_habit_of_other_formats_is_named(text: str, habit: str):  # A04
    (problem,) = refused(text.encode())
    assert problem.code == "json.syntax"
    assert habit in problem.sentence("en")


def test_a_byte_order_mark_is_accepted():  # A06
    assert load(b"\xef\xbb\xbf" + WHOLE) == load(WHOLE)


def test_utf_16_is_called_by_its_name():  # A07
    (problem,) = refused(ACCENTED.encode("utf-16"))
    assert "UTF-16" in problem.sentence("pt-BR")


def test_a_tab_and_a_line_break_may_stand_in_a_text():  # A10
    (start, ask, end) = FLOW["nodes"]
    assert load(changed(nodes=[start, ask | {"text": "Um\n\tdois"}, end]))


def test_minus_zero_and_depth_64_are_accepted():  # A12, A14
    deep = 1
    for _ in range(61):  # the flow, its variables and the variable are the other three levels
        deep = [deep]  # type: ignore[assignment]  # grows on purpose
    declared = {"name": "deep", "type": "list", "default": deep}
    assert load(changed(variables=[declared, {"name": "answer"}], layout={"ask": [-0.0, 0]}))
    (problem,) = refused(changed(variables=[declared | {"default": [deep]}]))
    assert problem.code == "json.depth"


def test_200_kb_of_garbage_is_one_clear_problem():
    for garbage in (b"x9{[" * 50_000, b"[1," * 66_000, b"\xff" * 200_000, b"{" * 200_000):
        assert len(refused(garbage)) == 1


@pytest.mark.timeout(60)
def test_the_largest_files_stay_within_64_mib():
    documents = [
        changed(nodes=[{"id": f"n{n}", "type": "start", "name": "x" * 150} for n in range(2_001)]),
        b'{"a":[' + b"1," * (MAX_DOCUMENT_BYTES // 2 - 10) + b"1]}",
        b'{"a":"' + "é".encode() * (MAX_DOCUMENT_BYTES // 2 - 10) + b'"}',
        b'{"a":"' + rb"\n" * (MAX_DOCUMENT_BYTES // 2 - 10) + b'"}',
        b'{"a":"' + rb"\n" * (MAX_DOCUMENT_BYTES // 2 - 10),
        b"[" + b"{}," * (MAX_DOCUMENT_BYTES // 3 - 10) + b"{}]",
    ]
    for data in documents:
        tracemalloc.start()
        refused(data)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < MAX_PEAK_BYTES, (data[:20], peak)


def test_a_file_loads_the_same_twice():
    for path in SAMPLES:
        assert load_flow(path.read_bytes()) == load_flow(path.read_bytes())
