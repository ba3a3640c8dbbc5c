"""The example of each node type (`TYPE.json`), and a flow around it that shows how it was left.

In the flow every outcome of the node leads to an end whose result has the outcome's name, so that a
story (`TYPE.tests.yaml`) says `expect_end: answered`. `landing` is where a jump lands.
"""

from pathlib import Path
from typing import Any

import orjson

from flow_runtime.loading import load_document
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Node
from flow_runtime.program import Program, compile_flow
from tests.flow_runtime.building import WORKSPACE, NodeDocument, edges, end, menu, node

FOLDER = Path(__file__).parent
VARIABLES = [
    {"name": "cpf", "sensitivity": "personal"},
    {"name": "name"},
    {"name": "total", "type": "number"},
    {"name": "items", "type": "list"},
    {"name": "order", "type": "object"},
]


def example(node_type: str) -> NodeDocument:
    """Read the example of a node type."""
    document: NodeDocument = orjson.loads((FOLDER / f"{node_type}.json").read_bytes())
    return document


def built(document: NodeDocument) -> Node:
    """Build one node from its document."""
    return NODE_TYPES[document["type"]].model_validate_json(orjson.dumps(document))


def flow_around(document: NodeDocument) -> dict[str, Any]:
    """Write the flow around a node; the node is the last but for what follows it."""
    begins = [] if document["type"] == "start" else [node("start", "start")]
    outcomes = [outcome.id for outcome in built(document).outcomes()]
    ends = [end(f"end-{outcome}", outcome) for outcome in outcomes]
    landing = [end("landing", "landed")] if document["type"] == "goto" else []
    arrows = [f"{document['id']}.{outcome}>end-{outcome}" for outcome in outcomes]
    return {
        "schema_version": 1,
        "id": document["type"],
        "name": f"Example of {document['type']}",
        "variables": VARIABLES,
        "nodes": [*begins, document, *ends, *landing],
        "edges": edges(*(f"start.next>{document['id']}" for _ in begins), *arrows),
    }


def program_around(document: NodeDocument) -> Program:
    """Compile the flow around a node, with the flow `helper` that a sub-flow node may call."""
    flow = load_document(flow_around(document)).flow
    helper = compile_flow(load_document(_helper()).flow, workspace=WORKSPACE)
    return compile_flow(flow, workspace=WORKSPACE, subflows={"helper": helper})


def _helper() -> dict[str, Any]:
    asking = menu("ask", "Sim", "Não", save_as="answer")
    return {
        "schema_version": 1,
        "id": "helper",
        "name": "Helper",
        "variables": [{"name": "question"}, {"name": "answer"}],
        "nodes": [
            node("start", "start"),
            asking | {"text": "{{ question }}"},
            end("done", "resolved"),
            end("gave_up", "failed"),
        ],
        "edges": edges("start.next>ask", "ask.sim>done", "ask.nao>gave_up"),
    }
