"""Flows to draw: the samples, a large one made of them, and hostile ones."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

from flow_runtime.editing import Document

ROOT: Final = Path(__file__).parents[3]
SAMPLES: Final = sorted(ROOT.glob("sample_flows/*.json"))
HOSTILE_ROWS: Final = ROOT / "tests" / "hostile" / "template_injection.txt"


def sample(name: str = "segunda-via-boleto") -> Document:
    document: Document = json.loads((ROOT / "sample_flows" / f"{name}.json").read_text("utf-8"))
    return document


def large_flow(nodes: int = 500) -> Document:
    """Return a flow of so many blocks: a real one again and again, each copy below the last."""
    original: Any = sample()
    whole: Any = deepcopy(original)
    whole.update(id="grande", name="Atendimento completo da operação", translations={})
    height = max(y for _, y in original["layout"].values()) + 400
    copy = 0
    while len(whole["nodes"]) < nodes:
        copy += 1
        for one in original["nodes"][1 : 1 + nodes - len(whole["nodes"])]:
            name = f"{one['name']} ({copy})"
            whole["nodes"].append({**one, "id": f"{one['id']}_{copy}", "name": name})
        for edge in original["edges"]:
            ends = {key: f"{edge[key]}_{copy}" for key in ("source", "target")}
            whole["edges"].append({**edge, **ends})
        for node_id, (x, y) in original["layout"].items():
            whole["layout"][f"{node_id}_{copy}"] = [x, y + copy * height]
    known = {node["id"] for node in whole["nodes"]}
    whole["edges"] = [e for e in whole["edges"] if e["source"] in known and e["target"] in known]
    whole["layout"] = {key: place for key, place in whole["layout"].items() if key in known}
    document: Document = whole
    return document


def hostile_names() -> list[str]:
    """Return every text of the list of injections that is text."""
    rows = [line.split("\t") for line in HOSTILE_ROWS.read_text("utf-8").splitlines()]
    texts = [json.loads(row[2]) for row in rows if len(row) > 3]
    return [text for text in texts if isinstance(text, str)]


def hostile_flow(name: str) -> Document:
    """Return a document in which everything that has a name has this one."""
    return {
        "id": "hostil",
        "name": name,
        "objective": name,
        "stages": [{"id": "s", "name": name}],
        "notes": [{"id": "n", "text": name, "place": [0, 300]}],
        "groups": [{"id": "g", "name": name, "nodes": ["start", "hello"]}],
        "nodes": [
            {"id": "start", "type": "start", "name": name},
            {
                "id": "hello",
                "type": "message",
                "name": name,
                "stage": "s",
                "bubbles": [{"text": name}],
            },
            {"id": "odd", "type": name, "name": name},
        ],
        "edges": [{"source": "start", "outcome": "next", "target": "hello"}],
    }


def flow_of_hostile_names() -> Document:
    """Return one flow with a block, a stage, a note and an option for every hostile name."""
    names = hostile_names()
    script = "</title></style></script><script>alert(1)</script>"
    stages = [{"id": f"s{number}", "name": name} for number, name in enumerate(names)]
    nodes = [
        {
            "id": f"n{number}",
            "type": "menu",
            "name": name,
            "text": name,
            "stage": f"s{number}",
            "options": [{"id": "a", "label": name}],
        }
        for number, name in enumerate(names)
    ]
    edges = [
        {"source": f"n{number}", "outcome": "a", "target": f"n{number + 1}"}
        for number in range(len(names) - 1)
    ]
    notes = [{"id": f"t{number}", "text": name} for number, name in enumerate(names)]
    return {
        "id": "hostis",
        "name": script,
        "nodes": [*nodes],
        "edges": [*edges],
        "stages": [*stages],
        "notes": [*notes],
    }
