"""docs/flow.schema.json is current and says yes and no where the loader does."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from flow_runtime.flow import dump_flow
from flow_runtime.loading import load_flow
from flow_runtime.schema import flow_schema, flow_schema_text

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_flows").glob("*.json"))
VALIDATOR = Draft202012Validator(flow_schema())


def test_the_committed_schema_is_current():
    committed = (ROOT / "docs" / "flow.schema.json").read_text(encoding="utf-8")
    assert committed == flow_schema_text(), "Run: fluxo schema --output docs/flow.schema.json"


def test_it_is_a_schema():
    Draft202012Validator.check_schema(flow_schema())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_flow_is_valid_as_written_and_as_dumped(path: Path):
    data = path.read_bytes()
    for document in (data, dump_flow(load_flow(data).flow)):
        VALIDATOR.validate(orjson.loads(document))


FLOW: dict[str, Any] = {"schema_version": 1, "id": "a", "name": "A"}


@pytest.mark.parametrize(
    "change",
    [
        {"schema_version": 2},
        {"id": "Não"},
        {"surprise": 1},
        {"nodes": [{"id": "a", "type": "python_code", "name": "A"}]},
        {"nodes": [{"id": "a", "type": "start", "name": "A", "code": "import os"}]},
        {"translations": {"PT": {}}},
        {"nodes": [{"id": "a", "type": "contact", "name": "A", "fields": {"NÃO": "x"}}]},
    ],
    ids=str,
)
def test_what_the_loader_refuses_the_schema_refuses(change: dict[str, Any]):
    assert VALIDATOR.is_valid(FLOW)
    assert not VALIDATOR.is_valid(FLOW | change)
