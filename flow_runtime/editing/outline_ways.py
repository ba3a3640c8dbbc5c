"""A document as ways from step to step, in words: what the outline ("roteiro") walks along.

Drafts are unfinished: edges may lead to nodes that are gone, types may be unknown here, settings
may be missing. Whatever is there is told; nothing is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing.drafted import drafted_node
from flow_runtime.fixes import Document
from flow_runtime.nodes.base import Node, Outcome
from flow_runtime.nodes.fields import Role, uses
from flow_runtime.problems import Words

JUMP: Final = "→"
"""Stands for the outcome of a step that names the next one itself, such as `goto`."""

BRANCH_LISTS: Final = ("options", "branches")
"""The fields of nodes whose items are ways out."""

NO_WORDS: Final[Words] = MappingProxyType({"pt-BR": "", "en": ""})


@dataclass(frozen=True, slots=True)
class OutlineWay:
    """One way out of a step.

    `words` name the outcome, `lead` says when it is taken ("Se responder ‘Boleto’"). `target` is a
    node of the document, or None. `is_needed` tells whether something must follow; `falls_to` what
    happens otherwise, as in `Outcome`.
    """

    outcome: str
    words: Words
    lead: Words
    target: str | None = None
    is_needed: bool = False
    falls_to: str | None = None

    @property
    def is_open(self) -> bool:
        """Say whether something must follow and nothing does."""
        return self.is_needed and self.target is None


@dataclass(frozen=True)
class Step:
    """A node of the document with the ways out of it; `model` is None for an unknown type."""

    document: Mapping[str, JsonValue]
    model: Node | None
    ways: tuple[OutlineWay, ...]

    @property
    def id(self) -> str:
        """Return the node's id."""
        return str(self.document["id"])

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Return the nodes that follow, each once."""
        return tuple(dict.fromkeys(way.target for way in self.ways if way.target is not None))

    @property
    def is_choice(self) -> bool:
        """Say whether its ways out were named by a person and stand side by side."""
        return any(getattr(self.model, name, ()) for name in BRANCH_LISTS)


def steps_of(document: Document) -> dict[str, Step]:
    """Return every node of a document with its ways, by id, in the document's order."""
    nodes = {str(node["id"]): node for node in objects(document, "nodes") if "id" in node}
    targets: dict[str, dict[str, str]] = {}
    for edge in objects(document, "edges"):
        outcome, target = str(edge.get("outcome")), str(edge.get("target"))
        if target in nodes:
            targets.setdefault(str(edge.get("source")), {})[outcome] = target
    return {
        node_id: _step(node, targets.get(node_id, {}), nodes) for node_id, node in nodes.items()
    }


def objects(document: Mapping[str, JsonValue], key: str) -> Iterator[dict[str, JsonValue]]:
    """Yield the objects of a list of a document; what is no object is passed over."""
    items = document.get(key)
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict):
            yield item


def _step(
    node: Mapping[str, JsonValue], targets: Mapping[str, str], nodes: Mapping[str, object]
) -> Step:
    model = drafted_node(node)
    if model is None:
        unnamed = (_unnamed_way(outcome, target) for outcome, target in targets.items())
        return Step(node, None, tuple(unnamed))
    outcomes = model.outcomes()
    own = {outcome.id for outcome in outcomes}
    ways = (
        *(_way(model, outcome, targets.get(outcome.id)) for outcome in outcomes),
        *(_unnamed_way(outcome, targets[outcome]) for outcome in targets if outcome not in own),
        *_jumps(model, nodes),
    )
    return Step(node, model, ways)


def _way(model: Node, outcome: Outcome, target: str | None) -> OutlineWay:
    lead = NO_WORDS if outcome.id == "next" else _lead(model, outcome)
    is_needed = outcome.falls_to is None
    return OutlineWay(outcome.id, outcome.words, lead, target, is_needed, outcome.falls_to)


def _lead(model: Node, outcome: Outcome) -> Words:
    if outcome.id in {option.id for option in getattr(model, "options", ())}:
        return {"pt-BR": f"Se responder ‘{outcome.pt}’", "en": f"If they answer ‘{outcome.en}’"}
    if outcome.id in {branch.id for branch in getattr(model, "branches", ())}:
        return {"pt-BR": f"Se ‘{outcome.pt}’", "en": f"If ‘{outcome.en}’"}
    return outcome.words


def _unnamed_way(outcome: str, target: str) -> OutlineWay:
    words = {"pt-BR": outcome, "en": outcome}
    return OutlineWay(outcome, words, {"pt-BR": f"Se ‘{outcome}’", "en": f"If ‘{outcome}’"}, target)


def _jumps(model: Node, nodes: Mapping[str, object]) -> Iterator[OutlineWay]:
    for use in uses(model):
        if use.role is Role.NODE:
            target = use.value if use.value in nodes else None
            words = {"pt-BR": "Ir para", "en": "Go to"}
            yield OutlineWay(JUMP, words, NO_WORDS, target, is_needed=True)
