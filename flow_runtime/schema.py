"""The JSON Schema of the flow document, for editors and other programs.

It is generated from the models and kept as docs/flow.schema.json. What a schema cannot say, such as
that ids are unique, only `load_flow` knows.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from flow_runtime.flow import Flow

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def flow_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a flow document."""
    generated = Flow.model_json_schema()
    schema = {"$schema": _DIALECT, **generated, "title": "Flow"}
    for part in list(_objects(schema)):
        _tidy(part)
    return schema


def flow_schema_text() -> str:
    """Return docs/flow.schema.json, always the same bytes for the same models."""
    return json.dumps(flow_schema(), ensure_ascii=False, indent=2) + "\n"


def _objects(value: object) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else _items(value):
        yield from _objects(inner)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _tidy(part: dict[str, Any]) -> None:
    """Leave only what the standard knows, and close objects whose keys have a pattern."""
    words = part.get("form")
    if isinstance(words, dict) and "group" in words:
        del part["form"]
        if "help" in words:
            part.setdefault("description", words["help"]["en"])
    if isinstance(part.get("discriminator"), dict):
        del part["discriminator"]
    if "patternProperties" in part:
        part.setdefault("additionalProperties", False)
    if isinstance(part.get("description"), str):
        part["description"] = " ".join(part["description"].split())
