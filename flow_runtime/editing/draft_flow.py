"""A draft as a flow that can be checked: what is whole is read, the rest stands in as it can.

Parts that cannot be read at all are left out; `origins` says where those that stayed stand in the
document, so that problems are told at the right place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, TypeVar

import orjson
from pydantic import BaseModel, JsonValue, ValidationError

from flow_runtime.editing.documents import Document, Item, edges_of, object_of, text_of
from flow_runtime.editing.drafted import drafted_node
from flow_runtime.flow import Command, Edge, Flow, Settings, Stage, Variable
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome

M = TypeVar("M", bound=BaseModel)

_STAND_IN: Final[dict[str, JsonValue]] = {"schema_version": 1, "id": "draft", "name": "Draft"}
_PLAIN_FIELDS: Final = ("id", "name", "objective", "category", "language", "languages", "brief")


class UnknownNode(Node):
    """Stands for a node whose type this installation does not know."""

    INFO: ClassVar[NodeInfo] = NodeInfo(
        Family.DO, "question", {"pt-BR": "Desconhecido", "en": "Unknown"}, {"pt-BR": "", "en": ""}
    )
    PAUSES = True

    drawn: tuple[str, ...] = ()

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes that edges leave by."""
        return tuple(Outcome(outcome, outcome, outcome) for outcome in self.drawn)


class UnknownEnd(UnknownNode):
    """Stands for an unknown node after which nothing is drawn: perhaps an end."""

    INFO: ClassVar[NodeInfo] = NodeInfo(
        Family.END, "question", {"pt-BR": "Desconhecido", "en": "Unknown"}, {"pt-BR": "", "en": ""}
    )


@dataclass(frozen=True, slots=True)
class DraftFlow:
    """A draft made checkable.

    `broken` are the ids of nodes that are unfinished or of an unknown type. `origins` are, for each
    list section, the positions in the document of what the flow holds.
    """

    flow: Flow
    broken: frozenset[str]
    origins: Mapping[str, tuple[int, ...]]


def draft_flow(document: Document) -> DraftFlow:
    """Return a draft as a flow to check; never raises."""
    nodes, broken = _nodes(document)
    sections: dict[str, Mapping[int, BaseModel]] = {
        "edges": _whole(document, "edges", Edge),
        "variables": _whole(document, "variables", Variable),
        "stages": _whole(document, "stages", Stage),
    }
    lists = {name: tuple(found.values()) for name, found in sections.items()}
    origins = {name: tuple(found) for name, found in sections.items()}
    flow = Flow.model_validate(_STAND_IN).model_copy(
        update={
            **dict(_plain_fields(document)),
            **lists,
            "nodes": tuple(nodes.values()),
            "settings": _settings(object_of(document, "settings")),
            "translations": dict(_translations(document)),
        }
    )
    return DraftFlow(flow, broken, {**origins, "nodes": tuple(nodes)})


def _nodes(document: Document) -> tuple[dict[int, Node], frozenset[str]]:
    """Return the nodes by their positions in the document, and the ids of the broken ones."""
    drawn: dict[str, list[str]] = {}
    for source, outcome, _ in edges_of(document):
        drawn.setdefault(source, []).append(outcome)
    nodes: dict[int, Node] = {}
    broken: set[str] = set()
    for position, item in enumerate(_items(document, "nodes")):
        node_id = item.get("id") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(node_id, str):
            continue
        node = _node(item)
        if node is None:
            broken.add(node_id)
            node = drafted_node(item) or _unknown(item, drawn.get(node_id, []))
        nodes[position] = node
    return nodes, frozenset(broken)


def _node(item: Item) -> Node | None:
    node_type = NODE_TYPES.get(text_of(item, "type"))
    return _read(node_type, item) if node_type is not None else None


def _unknown(item: Item, drawn: list[str]) -> Node:
    model = UnknownNode if drawn else UnknownEnd
    node_id = text_of(item, "id")
    name = text_of(item, "name", node_id)
    node_type = text_of(item, "type", "unknown")
    return model.model_construct(id=node_id, type=node_type, name=name, drawn=tuple(drawn))


def _whole(document: Document, section: str, model: type[M]) -> dict[int, M]:
    """Return the items of a list section that can be read, by their positions."""
    read = {index: _read(model, item) for index, item in enumerate(_items(document, section))}
    return {index: item for index, item in read.items() if item is not None}


def _read(model: type[M], item: JsonValue) -> M | None:
    try:
        return model.model_validate_json(orjson.dumps(item))
    except (ValidationError, TypeError):
        return None


def _settings(written: Item) -> Settings:
    """Return the rules that can be read; for the others those of a new flow."""
    kept: Item = {}
    for name, value in written.items():
        if name == "commands" and isinstance(value, list):
            value = [item for item in value if _read(Command, item) is not None]
        if _read(Settings, {name: value}) is not None:
            kept[name] = value
    return _read(Settings, kept) or Settings()


def _plain_fields(document: Document) -> Iterator[tuple[str, object]]:
    for name in _PLAIN_FIELDS:
        flow = _read(Flow, {**_STAND_IN, name: document[name]}) if name in document else None
        if flow is not None:
            yield name, getattr(flow, name)


def _translations(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    for language, texts in object_of(document, "translations").items():
        if isinstance(texts, dict):
            yield language, {key: text for key, text in texts.items() if isinstance(text, str)}


def _items(document: Document, section: str) -> list[JsonValue]:
    items = document.get(section)
    return items if isinstance(items, list) else []
