"""Pydantic's complaints about a flow document, in sentences that a designer understands."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from flow_runtime.json_guard import escape_pointer, printable
from flow_runtime.limits import MAX_PROBLEMS
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.problems import Problem, problem

_RANGES: Final = {
    "greater_than_equal": ("no mínimo {ge}", "at least {ge}"),
    "less_than_equal": ("no máximo {le}", "at most {le}"),
    "greater_than": ("mais que {gt}", "more than {gt}"),
    "less_than": ("menos que {lt}", "less than {lt}"),
}
_LENGTHS: Final = {
    "string_too_long": ("no máximo {max_length} caracteres", "at most {max_length} characters"),
    "string_too_short": ("pelo menos {min_length} caractere", "at least {min_length} character"),
    "too_long": ("no máximo {max_length} itens", "at most {max_length} items"),
    "too_short": ("pelo menos {min_length} item", "at least {min_length} item"),
}
_TYPES: Final = {
    "string": ("um texto", "a text"),
    "int": ("um número inteiro", "a whole number"),
    "float": ("um número", "a number"),
    "bool": ("verdadeiro ou falso", "true or false"),
    "dict": ("um objeto { … }", "an object { … }"),
    "tuple": ("uma lista [ … ]", "a list [ … ]"),
    "model": ("um objeto { … }", "an object { … }"),
}


def problems_of(error: ValidationError, document: dict[str, JsonValue]) -> tuple[Problem, ...]:
    """Return the located problems of a document that its model refused, one a place."""
    found: dict[tuple[str, str], Problem] = {}
    for details in error.errors(include_url=False)[: MAX_PROBLEMS * 3]:
        described = _described(details, document)
        known_at = [place for place, _ in found]
        if described.pointer not in known_at:
            found[described.pointer, described.code] = described
    return tuple(found.values())[:MAX_PROBLEMS]


def _described(details: ErrorDetails, document: dict[str, JsonValue]) -> Problem:
    pointer, node_id = _place(details, document)
    code, pt, en = _sentence(details, pointer)
    return problem(code, pt, en, pointer=pointer, node_id=node_id)


def _place(details: ErrorDetails, document: dict[str, JsonValue]) -> tuple[str, str | None]:
    """Return the JSON pointer and the node id; pydantic's own path parts are left out."""
    parts = list(_parts(details, document))
    pointer = "".join(f"/{escape_pointer(str(part))}" for part in parts)
    if len(parts) < 2 or parts[0] != "nodes":
        return pointer, None
    nodes = document["nodes"]
    node = nodes[int(parts[1])] if isinstance(nodes, list) else None
    node_id = node.get("id") if isinstance(node, dict) else None
    return pointer, node_id if isinstance(node_id, str) else None


def _parts(details: ErrorDetails, document: JsonValue) -> Iterator[str | int]:
    value: JsonValue = document
    location = details["loc"]
    for position, part in enumerate(location):
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
            yield part
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
            yield part
        elif position == len(location) - 1 and details["type"] == "missing":
            yield part


def _sentence(details: ErrorDetails, pointer: str) -> tuple[str, str, str]:
    kind, context = details["type"], details.get("ctx", {})
    field = printable(str(details["loc"][-1])) if details["loc"] else ""
    if kind == "missing":
        return ("missing", f"Falta o campo '{field}'.", f"The field '{field}' is missing.")
    if kind == "extra_forbidden":
        return (
            "extra_field",
            f"O campo '{field}' não existe aqui. Apague-o ou confira o nome.",
            f"There is no field '{field}' here. Delete it or check its name.",
        )
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _node_type_sentence(details)
    if kind in _RANGES:
        return _limit_sentence("range", _RANGES[kind], field, context)
    if kind in _LENGTHS:
        return _limit_sentence("limit", _LENGTHS[kind], field, context)
    if kind == "literal_error":
        return _choice_sentence(field, context)
    if kind == "string_pattern_mismatch":
        return _pattern_sentence(field, pointer)
    if kind == "value_error":
        return _own_sentence(details, field)
    return _type_sentence(kind, field)


def _node_type_sentence(details: ErrorDetails) -> tuple[str, str, str]:
    given = details["input"]
    name = printable(str(given.get("type", ""))) if isinstance(given, dict) else ""
    known = ", ".join(sorted(NODE_TYPES))
    return (
        "node.type",
        f"O tipo de bloco '{name}' não existe. Os tipos são: {known}.",
        f"There is no node type '{name}'. The types are: {known}.",
    )


def _limit_sentence(
    code: str, words: tuple[str, str], field: str, context: Mapping[str, Any]
) -> tuple[str, str, str]:
    pt, en = (text.format(**context) for text in words)
    return (code, f"'{field}' deve ter {pt}.", f"'{field}' must have {en}.")


def _choice_sentence(field: str, context: Mapping[str, Any]) -> tuple[str, str, str]:
    expected = str(context.get("expected", ""))
    return (
        "enum",
        f"'{field}' deve ser um destes: {expected.replace(' or ', ' ou ')}.",
        f"'{field}' must be one of: {expected}.",
    )


def _pattern_sentence(field: str, pointer: str) -> tuple[str, str, str]:
    is_node_id = pointer.startswith("/nodes/") and pointer.count("/") == 3 and field == "id"
    return (
        "node.id" if is_node_id else "format",
        f"'{field}' não está no formato esperado (letras minúsculas, números, _ e -, sem acento).",
        f"'{field}' has not the expected form (lower-case letters, digits, _ and -, no accents).",
    )


def _own_sentence(details: ErrorDetails, field: str) -> tuple[str, str, str]:
    reason = str(details.get("ctx", {}).get("error", ""))
    if "control characters" in reason:
        return (
            "text.control",
            f"'{field}' tem caracteres de controle invisíveis. Escreva de novo.",
            f"'{field}' has invisible control characters. Write it again.",
        )
    return ("value", f"'{field}' não pode ter este valor.", f"'{field}' cannot have this value.")


def _type_sentence(kind: str, field: str) -> tuple[str, str, str]:
    expected = next((words for name, words in _TYPES.items() if kind.startswith(name)), None)
    if expected is None:
        return ("type", f"'{field}' não é do tipo certo.", f"'{field}' is not of the right type.")
    pt, en = expected
    return ("type", f"'{field}' deve ser {pt}.", f"'{field}' must be {en}.")
