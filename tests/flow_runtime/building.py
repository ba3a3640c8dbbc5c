"""Small flows for tests, written so that the story shows and the ceremony does not."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flow_runtime.answers.folding import fold
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.program import Program, compile_flow
from flow_runtime.simulator import Simulation
from flow_runtime.workspace import Workspace

TUESDAY_MORNING = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)  # 10:00 in São Paulo

WORKSPACE = Workspace.model_validate_json(
    """{"queues": [{"id": "suporte", "name": "Suporte", "calendar": "comercial"}],
        "calendars": [{"id": "comercial", "name": "Comercial", "weekly": {
            "mon": [{"from": "09:00", "to": "18:00"}], "tue": [{"from": "09:00", "to": "18:00"}],
            "wed": [{"from": "09:00", "to": "18:00"}], "thu": [{"from": "09:00", "to": "18:00"}],
            "fri": [{"from": "09:00", "to": "18:00"}]}, "holidays": {"country": "BR"}}],
        "connections": [{"id": "erp", "name": "ERP", "base_url": "https://erp.example.com"}]}"""
)

NodeDocument = dict[str, Any]


def node(node_id: str, node_type: str, **fields: Any) -> NodeDocument:
    """Write a node; its name is its id unless said otherwise."""
    return {"id": node_id, "type": node_type, "name": node_id, **fields}


def message(node_id: str, *texts: str) -> NodeDocument:
    return node(node_id, "message", bubbles=[{"text": text} for text in texts])


def question(node_id: str, kind: str = "text", **fields: Any) -> NodeDocument:
    answer = {"kind": kind, **fields.pop("answer", {})}
    given = {"text": f"{node_id}?", "save_as": node_id, **fields}
    return node(node_id, "question", answer=answer, **given)


def menu(node_id: str, *labels: str, **fields: Any) -> NodeDocument:
    options = [{"id": fold(label), "label": label} for label in labels]
    return node(node_id, "menu", text=f"{node_id}?", options=options, **fields)


def end(node_id: str = "end", outcome: str = "resolved", text: str = "") -> NodeDocument:
    return node(node_id, "end", outcome=outcome, text=text)


def edges(*arrows: str) -> list[dict[str, str]]:
    """Write edges as `source.outcome>target`."""
    found = []
    for arrow in arrows:
        source, _, rest = arrow.partition(".")
        outcome, _, target = rest.partition(">")
        found.append({"source": source, "outcome": outcome, "target": target})
    return found


def flow(
    nodes: Sequence[NodeDocument],
    arrows: Sequence[str],
    *,
    variables: Sequence[str | Mapping[str, Any]] = (),
    **fields: Any,
) -> Flow:
    """Build a flow with a start node that leads to the first node."""
    declared = [{"name": v} if isinstance(v, str) else dict(v) for v in variables]
    known = {variable["name"] for variable in declared}
    saved = {n["save_as"] for n in nodes if isinstance(n.get("save_as"), str)} - known
    document = {
        "schema_version": 1,
        "id": "story",
        "name": "Story",
        "variables": [*declared, *({"name": name} for name in sorted(saved))],
        "nodes": [node("start", "start"), *nodes],
        "edges": edges(f"start.next>{nodes[0]['id']}", *arrows),
        **fields,
    }
    return load_document(document).flow


def program(*args: Any, subflows: Mapping[str, Program] | None = None, **fields: Any) -> Program:
    """Compile a flow built by `flow` for the test workspace."""
    return compile_flow(flow(*args, **fields), version=1, workspace=WORKSPACE, subflows=subflows)


def talk(built: Program, **fields: Any) -> Simulation:
    """Begin a conversation on a Tuesday morning."""
    simulation = Simulation(built, TUESDAY_MORNING, **fields)
    simulation.start()
    return simulation


def texts(simulation: Simulation) -> list[str]:
    """Return everything that the customer was told."""
    return [sent.text for sent in simulation.messages]


def fact_names(simulation: Simulation) -> list[str]:
    return [fact.name for fact in simulation.facts]
