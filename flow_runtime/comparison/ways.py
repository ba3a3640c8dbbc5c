"""Where the outcomes of a node lead, before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flow_runtime.comparison.difference import Difference, DifferenceKind, Subject
from flow_runtime.editing.forms import form_of
from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Node
from flow_runtime.problems import Words

_OUTCOME: Final[Words] = {"pt-BR": "a saída", "en": "the outcome"}


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the outcomes of a flow's nodes lead, and what people call where they lead to."""

    by_node: Mapping[str, Mapping[str, str]]
    names: Mapping[str, str]

    @classmethod
    def of(cls, flow: Flow) -> "Ways":
        """Return the ways in a flow."""
        found: dict[str, dict[str, str]] = {}
        for edge in flow.edges:
            found.setdefault(edge.source, {})[edge.outcome] = edge.target
        return cls(found, {node.id: node.name for node in flow.nodes})

    def targets(self, node_id: str) -> Mapping[str, str]:
        """Return where the outcomes of a node lead."""
        return self.by_node.get(node_id, {})

    def named(self, node_id: str | None) -> str | None:
        """Return what people call a node that a way leads to."""
        return None if node_id is None else self.names.get(node_id, node_id)


def ways_of(known: Node | None, node: Node, before: Ways, after: Ways) -> Iterator[Difference]:
    """Yield which outcomes of a node lead elsewhere now; one that went with its option is no news.

    Args:
        known: The node as it was; None when it is new.
        node: The node as it is.
        before: The ways in the flow as it was.
        after: The ways in the flow as it is.
    """
    old = before.targets(node.id) if known is not None else {}
    new = after.targets(node.id)
    labels = {outcome.id: outcome.words for outcome in node.outcomes()}
    nouns = _nouns(node)
    for outcome in dict.fromkeys((*labels, *new, *old)):
        if old.get(outcome) == new.get(outcome) or (outcome not in labels and outcome not in new):
            continue
        label = labels.get(outcome, {"pt-BR": outcome, "en": outcome})
        was, is_now = before.named(old.get(outcome)), after.named(new.get(outcome))
        called = _called(nouns.get(outcome, _OUTCOME), label, node)
        yield _difference(node, called, was, is_now)


def _nouns(node: Node) -> Mapping[str, Words]:
    """Return what those outcomes are called that are entries of a list: options, branches."""
    return {
        entry.id: field.one
        for field in form_of(node.type)
        if field.one is not None
        for entry in getattr(node, field.name)
        if hasattr(entry, "id")
    }


def _called(noun: Words, label: Words, node: Node) -> Words:
    pt, en = noun["pt-BR"], noun["en"]
    return {
        "pt-BR": f"{pt[0].upper()}{pt[1:]} '{label['pt-BR']}' de '{node.name}'",
        "en": f"{en[0].upper()}{en[1:]} '{label['en']}' of '{node.name}'",
    }


def _difference(node: Node, called: Words, was: str | None, is_now: str | None) -> Difference:
    pt, en = called["pt-BR"], called["en"]
    if is_now is None:
        kind = DifferenceKind.REMOVED
        pt, en = f"{pt} não leva mais a '{was}'.", f"{en} no longer leads to '{was}'."
    elif was is None:
        kind = DifferenceKind.ADDED
        pt, en = f"{pt} agora leva a '{is_now}'.", f"{en} leads to '{is_now}' now."
    else:
        kind = DifferenceKind.CHANGED
        pt = f"{pt} agora leva a '{is_now}', e não mais a '{was}'."
        en = f"{en} leads to '{is_now}' now, no longer to '{was}'."
    return Difference(kind, Subject.WAY, {"pt-BR": pt, "en": en}, node_id=node.id)
