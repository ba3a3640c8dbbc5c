"""Reading a flow from a file: every door (import, save, publish, run) uses this one function.

    load_flow(bytes) -> LoadedFlow     or FlowInvalid with located problems, never anything else

The order: bytes and JSON (json_guard.py), the envelope and its version, migration of older
versions (migrations.py), the model, and what no single field can say (consistency.py). Whether the
flow would serve a customer well is another question: checks/.
"""

from dataclasses import dataclass
from typing import NoReturn

import orjson
from pydantic import JsonValue, ValidationError

from flow_runtime.consistency import problems_between_fields
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import SCHEMA_VERSION, Flow
from flow_runtime.json_guard import parse_json, refuse
from flow_runtime.layout_repairs import repaired_drawing
from flow_runtime.limits import MAX_PROBLEMS
from flow_runtime.migrations import migrate
from flow_runtime.model_problems import problems_of

_FOREIGN_MARKS = (
    ("Typebot", {"groups", "edges", "typebotId"}, {"groups", "events", "edges"}),
    ("Botpress", {"nodes", "startNode", "catchAll"}, {"version", "startNode", "nodes"}),
    ("n8n", {"nodes", "connections"}, {"nodes", "connections", "active"}),
    ("RapidPro", {"campaigns", "flows", "triggers"}, {"site", "flows", "version"}),
    ("Flowise", {"nodes", "edges", "viewport"}, {"nodes", "edges", "chatflow"}),
)


@dataclass(frozen=True, slots=True)
class LoadedFlow:
    """A flow, and what had to be repaired in its layout to read it."""

    flow: Flow
    repairs: tuple[str, ...] = ()


def load_flow(data: bytes) -> LoadedFlow:
    """Read a flow.

    Raises:
        FlowInvalid: The bytes are no valid flow; its problems say what and where.
    """
    document = parse_json(data)
    if not isinstance(document, dict):
        if _is_node_red(document):
            _refuse_export("Node-RED")
        refuse(
            "json.shape",
            "O arquivo não contém um fluxo: falta o objeto { … } no começo.",
            "The file holds no flow: the object { … } at the beginning is missing.",
        )
    return load_document(document)


def load_document(document: dict[str, JsonValue]) -> LoadedFlow:
    """Read a flow from JSON values that are already parsed.

    Raises:
        FlowInvalid: As `load_flow`.
    """
    _refuse_foreign(document)
    _refuse_version(document)
    document = migrate(document)
    document, repairs = repaired_drawing(document)
    try:
        flow = Flow.model_validate_json(orjson.dumps(document))
    except ValidationError as error:
        raise FlowInvalid(problems_of(error, document, Flow)) from None
    problems = list(problems_between_fields(flow))[:MAX_PROBLEMS]
    if problems:
        raise FlowInvalid(problems)
    return LoadedFlow(flow, repairs)


# -- the envelope ------------------------------------------------------------------------------


def _refuse_foreign(document: dict[str, JsonValue]) -> None:
    if "schema_version" in document:
        return
    keys = set(document)
    for name, *marks in _FOREIGN_MARKS:
        if any(mark <= keys for mark in marks):
            _refuse_export(name)


def _is_node_red(document: JsonValue) -> bool:
    """Say whether it is a list of nodes with wires or tabs, as Node-RED exports them."""
    items = document if isinstance(document, list) else []
    return any(
        isinstance(item, dict) and ("wires" in item or item.get("type") == "tab") for item in items
    )


def _refuse_export(name: str) -> NoReturn:
    refuse(
        "json.foreign",
        f"Este arquivo parece uma exportação do {name}, que ainda não é lida aqui. Comece por um "
        "modelo da galeria ou por um fluxo em branco.",
        f"This file looks like an export of {name}, which is not read here yet. Begin with a flow "
        "of the gallery or with an empty one.",
    )


def _refuse_version(document: dict[str, JsonValue]) -> None:
    version = document.get("schema_version")
    if version is None:
        refuse(
            "version.missing",
            "Falta 'schema_version'. Exporte o fluxo de novo ou acrescente \"schema_version\": 1.",
            "'schema_version' is missing. Export the flow again or add \"schema_version\": 1.",
            "/schema_version",
        )
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        refuse(
            "version.type",
            "'schema_version' deve ser um número inteiro a partir de 1.",
            "'schema_version' must be a whole number from 1 up.",
            "/schema_version",
        )
    if version > SCHEMA_VERSION:
        refuse(
            "version.newer",
            "O fluxo foi feito em uma versão mais nova do Fluxo. Atualize o Fluxo para abri-lo.",
            "The flow was made by a newer release of Fluxo. Update Fluxo to open it.",
            "/schema_version",
        )
