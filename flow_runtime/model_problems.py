"""Pydantic's complaints about a document, in sentences that a designer understands."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails

from flow_runtime.document_places import Pair, Part, Place, place_of
from flow_runtime.json_guard import printable
from flow_runtime.limits import MAX_PROBLEMS
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.problems import Problem, problem

Sentence = tuple[str, str, str]
"""A code and the sentence in Portuguese and in English; `{it}` stands for the place."""

_RANGES: Final[Mapping[str, Pair]] = {
    "greater_than_equal": ("no mínimo", "at least"),
    "less_than_equal": ("no máximo", "at most"),
    "greater_than": ("mais que", "more than"),
    "less_than": ("menos que", "less than"),
}
_RANGE_LIMITS: Final = ("ge", "le", "gt", "lt")
_UNITS: Final[Mapping[str, Pair]] = {
    "_s": (" segundos", " seconds"),
    "_days": (" dias", " days"),
}
_LENGTHS: Final[Mapping[str, tuple[Pair, Pair]]] = {
    "string_too_long": (("no máximo", "at most"), ("caracteres", "characters")),
    "string_too_short": (("pelo menos", "at least"), ("caracteres", "characters")),
    "too_long": (("no máximo", "at most"), ("itens", "items")),
    "too_short": (("pelo menos", "at least"), ("itens", "items")),
}
_TYPES: Final[Mapping[str, Pair]] = {
    "string": ("um texto", "a text"),
    "int": ("um número inteiro", "a whole number"),
    "float": ("um número", "a number"),
    "bool": ("sim (true) ou não (false)", "yes (true) or no (false)"),
    "dict": ("um objeto { … }", "an object { … }"),
    "tuple": ("uma lista [ … ]", "a list [ … ]"),
    "list": ("uma lista [ … ]", "a list [ … ]"),
    "model": ("um objeto { … }", "an object { … }"),
}
_MAX_MISSPELT_CHARACTERS: Final = 40
_SLUG_FORM: Final = (
    "{it} só pode ter letras minúsculas sem acento, números, _ e -, até 64.",
    "{it} can only have lower-case letters without accents, digits, _ and -, up to 64.",
)
_FORMS: Final[Mapping[str, Pair]] = {
    "^[a-z0-9_-]{1,64}$": _SLUG_FORM,
    "^[a-z][a-z0-9_]{0,63}$": (
        "{it} deve ser um nome como 'numero_do_pedido': começa com letra minúscula, sem acento, "
        "e vai até 64 caracteres.",
        "{it} must be a name such as 'order_number': it begins with a lower-case letter, has no "
        "accents and at most 64 characters.",
    ),
    "^[a-z]{2}(-[A-Z]{2})?$": (
        "{it} deve ser o código de um idioma, como pt-BR ou en.",
        "{it} must be the code of a language, such as pt-BR or en.",
    ),
}
_OTHER_FORM: Final = (
    "{it} não está no formato esperado. Confira a escrita.",
    "{it} has not the expected form. Check how it is written.",
)


def problems_of(
    error: ValidationError, document: dict[str, JsonValue], model: type[BaseModel] | None = None
) -> tuple[Problem, ...]:
    """Return the located problems of a document that its model refused, one a place.

    Args:
        error: What the model said.
        document: What it refused.
        model: The model, whose words for its fields the sentences then use.
    """
    found: dict[tuple[Part, ...], list[ErrorDetails]] = {}
    for details in error.errors(include_url=False)[: MAX_PROBLEMS * 5]:
        found.setdefault(tuple(_names(details, document)), []).append(details)
    return tuple(
        _described(complaints, place_of(names, document, model))
        for names, complaints in list(found.items())[:MAX_PROBLEMS]
    )


def _names(details: ErrorDetails, document: JsonValue) -> Iterator[Part]:
    """Yield the names that lead to the place; pydantic's own parts of the path are left out."""
    value, location = document, details["loc"]
    for position, part in enumerate(location):
        if position == 2 and location[0] == "nodes":
            continue  # the node's type, by which pydantic chose the model
        if isinstance(value, dict) and part in value:
            value = value[str(part)]
            yield part
        elif isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
            yield part
        elif position == len(location) - 1 and details["type"] == "missing":
            yield part


def _described(complaints: Sequence[ErrorDetails], place: Place) -> Problem:
    code, pt, en = _sentence(complaints, place)
    pt, en = place.sentence(pt, en)
    return problem(_code_at(place, code), pt, en, pointer=place.pointer, node_id=place.node_id)


def _code_at(place: Place, code: str) -> str:
    """Return the code of a place that has its own, whatever is wrong with it."""
    match place.names:
        case ("name",) if code == "limit":
            return "name.length"
        case ("nodes", int(), "id"):
            return "node.id"
        case ("variables", int(), "name"):
            return "var.name"
    return code


def _sentence(complaints: Sequence[ErrorDetails], place: Place) -> Sentence:
    """Choose what to say; a value of one of several allowed types failed as that type only."""
    telling = next((c for c in complaints if not _is_about_type(c)), None)
    if telling is None:
        return _type_sentence([details["type"] for details in complaints], place.field)
    kind, context = telling["type"], telling.get("ctx", {})
    if kind in _RANGES:
        return _range_sentence(kind, context, place.field)
    if kind in _LENGTHS:
        return _length_sentence(kind, context, is_text=isinstance(telling["input"], str))
    if kind in ("literal_error", "enum"):
        return _choice_sentence(telling)
    if kind == "string_pattern_mismatch":
        return ("format", *_FORMS.get(str(context.get("pattern")), _OTHER_FORM))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _node_type_sentence(telling)
    return _other_sentence(telling)


def _is_about_type(details: ErrorDetails) -> bool:
    return details["type"].endswith("_type") or details["type"] == "int_from_float"


def _type_sentence(kinds: Sequence[str], field: str) -> Sentence:
    names = [name for kind in kinds for name in _TYPES if kind.startswith(name)]
    expected = list(
        dict.fromkeys(_TYPES[name] for name in names if name != "int" or len(names) < 3)
    )
    if not expected:
        return ("type", "{it} não é do tipo certo.", "{it} is not of the right type.")
    pt, en = _any_of([pt for pt, _ in expected], "ou"), _any_of([en for _, en in expected], "or")
    unit_pt, unit_en = _unit(field)
    return (
        "type",
        f"{{it}} deve ser {_escaped(pt)}{unit_pt and f', em{unit_pt}'}.",
        f"{{it}} must be {_escaped(en)}{unit_en and f', in{unit_en}'}.",
    )


def _any_of(words: Sequence[str], last_link: str) -> str:
    *others, last = words
    return f"{', '.join(others)} {last_link} {last}" if others else last


def _unit(field: str) -> Pair:
    return next((words for ending, words in _UNITS.items() if field.endswith(ending)), ("", ""))


def _range_sentence(kind: str, context: Mapping[str, Any], field: str) -> Sentence:
    limit = next(context[name] for name in _RANGE_LIMITS if name in context)
    (pt, en), (unit_pt, unit_en) = _RANGES[kind], _unit(field)
    pt_limit, en_limit = _number(limit)
    if limit == 1:
        unit_pt, unit_en = unit_pt.removesuffix("s"), unit_en.removesuffix("s")
    return (
        "range",
        f"{{it}} deve ser {pt} {pt_limit}{unit_pt}.",
        f"{{it}} must be {en} {en_limit}{unit_en}.",
    )


def _number(number: float) -> Pair:
    en = f"{number:,.10g}" if isinstance(number, float) else f"{number:,}"
    return en.replace(",", "\0").replace(".", ",").replace("\0", "."), en


def _length_sentence(kind: str, context: Mapping[str, Any], *, is_text: bool) -> Sentence:
    if is_text and not kind.startswith("string_"):
        kind = f"string_{kind}"
    limit = context["max_length"] if "max_length" in context else context["min_length"]
    if limit == 1 and kind == "string_too_short":
        return ("limit", "{it} não pode ficar vazio.", "{it} cannot be empty.")
    if limit == 1 and kind == "too_short":
        return ("limit", "{it} precisa de pelo menos um item.", "{it} needs at least one item.")
    (most_pt, most_en), (what_pt, what_en) = _LENGTHS[kind]
    pt_limit, en_limit = _number(limit)
    return (
        "limit",
        f"{{it}} deve ter {most_pt} {pt_limit} {what_pt}.",
        f"{{it}} must have {most_en} {en_limit} {what_en}.",
    )


def _choice_sentence(details: ErrorDetails) -> Sentence:
    """Name the choice that was meant, or all of them."""
    expected = str(details.get("ctx", {}).get("expected", ""))
    given = details["input"]
    nearest = _nearest(given, re.findall(r"'([^']*)'", expected))
    if nearest is not None:
        shown = _escaped(printable(str(given)))
        return (
            "enum",
            f"{{it}} não pode ser '{shown}'. O valor mais parecido é '{nearest}'.",
            f"{{it}} cannot be '{shown}'. The nearest value is '{nearest}'.",
        )
    pt, en = _escaped(expected.replace(" or ", " ou ")), _escaped(expected)
    return ("enum", f"{{it}} deve ser um destes: {pt}.", f"{{it}} must be one of: {en}.")


def _nearest(given: object, known: Sequence[str]) -> str | None:
    """Return the known word that a person meant who wrote another."""
    if not isinstance(given, str) or len(given) > _MAX_MISSPELT_CHARACTERS:
        return None
    by_folded = {word.casefold(): word for word in known}
    found = get_close_matches(given.strip().casefold(), by_folded, n=1)
    return by_folded[found[0]] if found else None


def _node_type_sentence(details: ErrorDetails) -> Sentence:
    given = details["input"]
    name = given.get("type") if isinstance(given, dict) else None
    known = ", ".join(sorted(NODE_TYPES))
    if name is None:
        return (
            "node.type",
            f"{{it}} não diz de que tipo é. Os tipos são: {known}.",
            f"{{it}} does not say its type. The types are: {known}.",
        )
    shown = _escaped(printable(str(name)))
    return (
        "node.type",
        f"{{it}} é do tipo '{shown}', que não existe. Os tipos são: {known}.",
        f"{{it}} is of the type '{shown}', which does not exist. The types are: {known}.",
    )


def _other_sentence(details: ErrorDetails) -> Sentence:
    if details["type"] == "missing":
        return ("missing", "falta {it}. Preencha esse campo.", "{it} is missing. Fill it in.")
    if details["type"] == "extra_forbidden":
        return (
            "extra_field",
            "o campo {it} não existe aqui. Apague-o ou confira o nome.",
            "there is no field {it} here. Delete it or check its name.",
        )
    if "control characters" in str(details.get("ctx", {}).get("error", "")):
        return (
            "text.control",
            "{it} tem caracteres de controle invisíveis. Escreva de novo.",
            "{it} has invisible control characters. Write it again.",
        )
    return ("value", "{it} não pode ter este valor.", "{it} cannot have this value.")


def _escaped(text: str) -> str:
    """Keep braces of a text from being read as a place in a sentence."""
    return text.replace("{", "{{").replace("}", "}}")
