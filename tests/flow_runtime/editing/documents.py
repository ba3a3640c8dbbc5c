"""Documents and gestures for the editor's tests."""

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, settings

from flow_runtime.editing.documents import Document
from tests.flow_runtime.building import edges, end, menu, message, node, question

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For laws: a busy machine is no failure."""

FOLDER = Path(__file__).parents[3] / "sample_flows"
SAMPLES: Mapping[str, Document] = {
    path.stem: orjson.loads(path.read_bytes()) for path in sorted(FOLDER.glob("*.json"))
}


def copied(document: Document) -> Document:
    """Return an equal document that shares nothing, as one that was stored and read again."""
    again: Document = orjson.loads(orjson.dumps(document))
    return again


def small() -> Document:
    """A start, a message, a question, a menu and an end, all connected."""
    return {
        "schema_version": 1,
        "id": "story",
        "name": "Story",
        "language": "pt-BR",
        "languages": ["pt-BR", "en"],
        "variables": [{"name": "answer"}],
        "nodes": [
            node("start", "start"),
            message("hello", "Olá, {{ answer }}!"),
            question("ask", save_as="answer"),
            menu("choose", "Sim", "Não"),
            end("bye"),
        ],
        "edges": edges(
            "start.next>hello",
            "hello.next>ask",
            "ask.answered>choose",
            "choose.sim>bye",
            "choose.nao>ask",
        ),
        "stages": [{"id": "first", "name": "Primeira"}, {"id": "last", "name": "Última"}],
        "translations": {"en": {"hello.bubbles.0.text": "Hello, {{ answer }}!"}},
        "settings": {"idle": {"close_after_s": 60}},
        "layout": {
            "start": [0, 0],
            "hello": [320, 0],
            "ask": [640, 0],
            "choose": [960, 0],
            "bye": [1280, 0],
        },
    }


def gestures(chance: random.Random, nodes: list[str], own: str) -> list[dict[str, Any]]:
    """Make the changes of one gesture at some nodes; what is new is called after `own`."""
    target = chance.choice(nodes)
    fresh = f"{own}_{chance.randrange(3)}"
    return chance.choice(
        [
            [{"change": "put_node", "node": message(fresh, "Oi")},
             {"change": "place", "id": fresh, "at": [chance.randrange(50) * 8, 0]}],
            [{"change": "set", "node": target, "path": "name", "value": f"Nome {fresh}"}],
            [{"change": "set", "node": target, "path": "text", "value": f"Texto {own}"}],
            [{"change": "set", "node": target, "path": "note", "value": None}],
            [{"change": "place", "id": target, "at": [chance.randrange(99), 8.5]}],
            [{"change": "put_edge", "source": target, "outcome": own, "target": target}],
            [{"change": "remove_edge", "source": target, "outcome": own}],
            [{"change": "remove_node", "id": fresh}],
            [{"change": "set_translation", "language": "en", "key": f"{target}.name",
              "value": chance.choice([None, fresh])}],
        ]
    )  # fmt: skip
