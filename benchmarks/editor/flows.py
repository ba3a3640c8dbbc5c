"""Flows of any size, for us as documents and for bare React Flow as nodes and edges."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from flow_runtime.flow import Flow
from flow_runtime.loading import load_document

Item: TypeAlias = dict[str, Any]

COLUMN_PX: Final = 368
ROW_PX: Final = 272
_CARD: Final = {"width_px": 240, "head_px": 96, "outcome_px": 28}
_TYPES: Final = ("message", "question", "menu", "condition")


def columns_of(nodes: int) -> int:
    """Return how many cards stand in a row of the drawing."""
    return max(2, round(nodes**0.5))


def grid_document(flow_id: str, nodes: int) -> Item:
    """Return a flow of so many nodes that has no error: each leads right and down.

    Its names are unique, and two columns never touch, so that there is room to drop a card.
    """
    ids = [f"n{number}" for number in range(nodes)]
    columns = columns_of(nodes)
    return {
        "schema_version": 1,
        "id": flow_id,
        "name": f"{nodes} blocos",
        "objective": "Medir o editor.",
        "language": "pt-BR",
        "languages": ["pt-BR"],
        "variables": [{"name": "answer", "default": "sim"}, *_asked(nodes, columns)],
        "nodes": [_node(number, nodes, columns) for number in range(nodes)],
        "edges": list(_edges(nodes, columns)),
        "layout": {
            node_id: [number % columns * COLUMN_PX, number // columns * ROW_PX]
            for number, node_id in enumerate(ids)
        },
    }


def _type(number: int, nodes: int, columns: int) -> str:
    """Return the type of a card; those of the first column lead down too."""
    if number == 0:
        return "start"
    if number == nodes - 1:
        return "end"
    column = number % columns
    is_first = column == 0 or number == 1
    return "menu" if is_first else _TYPES[(number // columns + column) % len(_TYPES)]


def _asked(nodes: int, columns: int) -> Iterator[Item]:
    for number in range(nodes):
        if _type(number, nodes, columns) == "question":
            yield {"name": f"answer_{number}"}


def _node(number: int, nodes: int, columns: int) -> Item:
    node_type = _type(number, nodes, columns)
    common = {"id": f"n{number}", "type": node_type}
    match node_type:
        case "start":
            return {**common, "name": "Início"}
        case "end":
            return {**common, "name": "Fim", "outcome": "resolved", "text": "Até logo!"}
    return {**common, "name": f"Bloco {number}", **_fields(node_type, number)}


def _fields(node_type: str, number: int) -> Item:
    match node_type:
        case "message":
            return {"bubbles": [{"text": "Tudo certo com {{ answer }}. Vamos seguir?"}]}
        case "question":
            answer = {"answer": {"kind": "text"}, "save_as": f"answer_{number}"}
            return {"text": "E agora?", **answer}
        case "menu":
            options = [{"id": f"o{place}", "label": f"Opção {place}"} for place in (1, 2, 3)]
            return {"text": "Qual destas opções?", "options": options}
    rows = [{"variable": "answer", "operator": "equals", "value": "sim"}]
    return {"branches": [{"id": "yes", "name": "Sim", "rows": rows}]}


_OUTCOMES: Final = {
    "start": ("next",),
    "message": ("next",),
    "question": ("answered", "invalid"),
    "menu": ("o1", "o2", "o3", "invalid"),
    "condition": ("yes", "else"),
}


def _edges(nodes: int, columns: int) -> Iterator[Item]:
    for number in range(nodes - 1):
        right, below = number + 1, min(number + columns, nodes - 1)
        ends_row = right % columns == 0
        for place, outcome in enumerate(_OUTCOMES[_type(number, nodes, columns)]):
            target = below if place or ends_row else right
            if (number, outcome) == (1, "o3"):
                target = columns  # the start leads one way only: its row opens the next one
            yield {"source": f"n{number}", "outcome": outcome, "target": f"n{target}"}


def grid_flow(flow_id: str, nodes: int) -> Flow:
    """Return the same as a flow that the runtime can run."""
    return load_document(grid_document(flow_id, nodes)).flow


def bare_graph(document: Item) -> Item:
    """Return a document as the nodes and edges that the bare page draws, cards of our size."""
    flow = load_document(document).flow
    ways = {node.id: [outcome.id for outcome in node.outcomes()] for node in flow.nodes}
    return {
        "nodes": [_bare_node(node, document["layout"], ways) for node in document["nodes"]],
        "edges": [
            {
                "id": f"{edge['source']}/{edge['outcome']}",
                "source": edge["source"],
                "sourceHandle": edge["outcome"],
                "target": edge["target"],
            }
            for edge in document["edges"]
        ],
    }


def _bare_node(node: Item, layout: Item, ways: dict[str, list[str]]) -> Item:
    own, (x, y) = ways[node["id"]], layout[node["id"]]
    text = node.get("text") or "".join(bubble["text"] for bubble in node.get("bubbles", []))
    return {
        "id": node["id"],
        "type": "card",
        "position": {"x": x, "y": y},
        "width": _CARD["width_px"],
        "height": _CARD["head_px"] + _CARD["outcome_px"] * len(own),
        "data": {"kind": node["type"], "title": node["name"], "text": text, "ways": own},
    }
