"""One card of the canvas: a node with its ways out and what it says, as JSON."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing.documents import Item
from flow_runtime.editing.drafted import drafted_node
from flow_runtime.editing.forms import FormField, form_of
from flow_runtime.editing.summaries import summary_of, text_path_of
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Outcome
from flow_runtime.nodes.fields import Role

_UNKNOWN: Final = {"pt-BR": "Tipo desconhecido aqui: {}", "en": "Type unknown here: {}"}


def card_of(node: Item, language: str, names: Mapping[str, str], drawn: Iterable[str] = ()) -> Item:
    """Return the card of a node: `node`, `outcomes`, `text_path`, `summary`, perhaps `unknown`.

    Args:
        node: The node as it stands in the document, finished or not.
        language: The language of the interface.
        names: What people call the nodes, by id, for a card that `depends_on_others`.
        drawn: The outcomes by which edges leave it, likewise: all that is known of an unknown type.
    """
    model = drafted_node(node)
    if model is None:
        summary = _UNKNOWN[language].format(node.get("type"))
        ways = [Outcome(outcome, outcome, outcome) for outcome in drawn]
        return {**_card(node, ways, None, summary, language), "unknown": True}
    summary = summary_of(model, language, names)
    return _card(node, model.outcomes(), text_path_of(model.type), summary, language)


def _card(
    node: Item, outcomes: Iterable[Outcome], text_path: str | None, summary: str, language: str
) -> Item:
    return {
        "node": node,
        "outcomes": outcomes_of(outcomes, language),
        "text_path": text_path,
        "summary": summary,
    }


def outcomes_of(outcomes: Iterable[Outcome], language: str) -> list[JsonValue]:
    """Return ways out as JSON, each id once; `required` where an edge is needed."""
    by_id = {outcome.id: outcome for outcome in outcomes}
    return [
        {
            "id": outcome.id,
            "label": outcome.words[language] or outcome.id,
            "required": outcome.falls_to is None,
            "falls_to": outcome.falls_to,
        }
        for outcome in by_id.values()
    ]


@cache
def depends_on_others(node_type: str) -> bool:
    """Say whether a card of a type shows something of other nodes or of edges."""
    if node_type not in NODE_TYPES:
        return True
    return any(_names_nodes(field) for field in form_of(node_type))


def _names_nodes(field: FormField) -> bool:
    inner = (*field.fields, *((field.item,) if field.item else ()))
    return field.role is Role.NODE or any(map(_names_nodes, inner))
