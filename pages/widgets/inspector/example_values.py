"""Example values of a flow's variables, so that a text can be seen before anybody answers.

A value comes from what writes the variable: the kind of a question, the first option of a menu,
the first example of an API call; else from the variable's default or its type.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Final

from pydantic import JsonValue

from flow_runtime.answers import Understood, understand
from flow_runtime.conditions import VariableType
from flow_runtime.editing import Document
from flow_runtime.editing.documents import Item, items_of, nodes_of
from flow_runtime.expressions import parse_query
from flow_runtime.formula_errors import FormulaError
from flow_runtime.nodes.question import EXAMPLES
from pages.widgets.inspector.places import value_at

MOMENT: Final = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
"""When every example happens, so that a preview does not change by itself."""

BY_TYPE: Final[Mapping[VariableType, JsonValue]] = {
    "text": "exemplo",
    "number": 10,
    "boolean": True,
    "date": "2026-03-11",
    "datetime": "2026-03-11T14:30:00-03:00",
    "list": ["exemplo"],
    "object": {},
}
BUILT_IN: Final[Mapping[str, JsonValue]] = {
    "contact": {
        "id": "1",
        "name": "Ana Maria de Souza",
        "phone": "+5511987654321",
        "email": "ana@exemplo.com.br",
        "language": "pt-BR",
        "tags": ["vip"],
        "consents": {},
    },
    "channel": {"name": "site", "kind": "webchat"},
    "conversation": {
        "id": "1",
        "protocol": "20260310000001",
        "started_at": "2026-03-10T10:00:00-03:00",
        "language": "pt-BR",
    },
    "now": "2026-03-10T10:00:00-03:00",
    "today": "2026-03-10",
    "business": {"open": True, "next_open": "2026-03-11T09:00-03:00"},
    "last_message": "Oi, preciso de ajuda",
}


def example_scope(document: Document) -> dict[str, JsonValue]:
    """Return a value for everything that a text may read."""
    scope: dict[str, JsonValue] = dict(BUILT_IN)
    for variable in items_of(document, "variables", "name"):
        default = variable.get("default")
        by_type = BY_TYPE.get(str(variable.get("type", "text")), "exemplo")  # type: ignore[call-overload]
        scope[str(variable.get("name"))] = by_type if default is None else default
    nodes = nodes_of(document)
    for node in nodes:
        scope.update(_answered(node))
    for node in nodes:
        scope.update(_chosen(node, scope))
    return scope


def _answered(node: Item) -> dict[str, JsonValue]:
    match node.get("type"):
        case "question":
            return _named(node.get("save_as"), _answer(node))
        case "api":
            return _saved(node)
    return {}


def _chosen(node: Item, scope: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Return the first choice of a menu: that of its list, else its first option."""
    if node.get("type") != "menu":
        return {}
    listed = scope.get(str(value_at(node, "options_from.variable")))
    if isinstance(listed, list) and listed:
        query = value_at(node, "options_from.value") or "@"
        return _named(node.get("save_as"), _searched(query, listed[0]))
    value = value_at(node, "options.0.value")
    label = value_at(node, "options.0.label")
    return _named(node.get("save_as"), label if value is None else value)


def _named(name: JsonValue, value: JsonValue) -> dict[str, JsonValue]:
    return {name: value} if isinstance(name, str) and value is not None else {}


def _answer(node: Item) -> JsonValue:
    kind, own = value_at(node, "answer.kind"), value_at(node, "answer.example")
    if isinstance(own, str) and own:
        return own
    return _understood(kind) if isinstance(kind, str) else None


@cache
def _understood(kind: str) -> JsonValue:
    if kind not in EXAMPLES:
        return None
    found = understand(kind, EXAMPLES[kind], language="pt-BR", now=MOMENT)
    return found.value if isinstance(found, Understood) else None


def _saved(node: Item) -> dict[str, JsonValue]:
    body = value_at(node, "examples.0.body")
    found: dict[str, JsonValue] = {}
    for saved in items_of(node, "save", "variable"):
        found.update(_named(saved.get("variable"), _searched(saved.get("query"), body)))
    return found


def _searched(query: JsonValue, body: JsonValue) -> JsonValue:
    if body is None or not isinstance(query, str):
        return None
    try:
        return parse_query(query).search(body)
    except FormulaError:
        return None
