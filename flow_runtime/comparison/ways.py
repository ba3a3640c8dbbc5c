"""Where the outcomes of a node lead, before and after."""

from collections.abc import Iterator, Mapping

from flow_runtime.comparison.difference import Difference, DifferenceKind, Subject
from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Node
from flow_runtime.problems import Words


def ways_of(known: Node | None, node: Node, before: Flow, after: Flow) -> Iterator[Difference]:
    """Yield which outcomes of a node lead elsewhere now; one that went with its option is no news.

    Args:
        known: The node as it was; None when it is new.
        node: The node as it is.
        before: The flow as it was.
        after: The flow as it is.
    """
    old = _targets(before, node.id) if known is not None else {}
    new = _targets(after, node.id)
    labels = {outcome.id: outcome.words for outcome in node.outcomes()}
    for outcome in dict.fromkeys((*labels, *new, *old)):
        if old.get(outcome) == new.get(outcome) or (outcome not in labels and outcome not in new):
            continue
        label = labels.get(outcome, {"pt-BR": outcome, "en": outcome})
        was, is_now = _named(before, old.get(outcome)), _named(after, new.get(outcome))
        yield _difference(node, label, was, is_now)


def _targets(flow: Flow, node_id: str) -> Mapping[str, str]:
    return {edge.outcome: edge.target for edge in flow.edges if edge.source == node_id}


def _named(flow: Flow, node_id: str | None) -> str | None:
    if node_id is None:
        return None
    node = flow.node(node_id)
    return node.name if node is not None else node_id


def _difference(node: Node, label: Words, was: str | None, is_now: str | None) -> Difference:
    pt = f"A saída '{label['pt-BR']}' de '{node.name}'"
    en = f"The outcome '{label['en']}' of '{node.name}'"
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
