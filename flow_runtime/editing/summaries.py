"""What a card says in its two lines: the customer's text, or what the node does, in plain words.

Derived from the forms and roles of the fields alone. A type that wants other fields on its card
names them in its `INFO.card`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, JsonValue

from flow_runtime.conditions import OPERATORS, ConditionRow
from flow_runtime.editing.durations import duration_in_words
from flow_runtime.editing.forms import FormField, form_of
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.fields import Group, Role

MAX_SUMMARY_CHARACTERS: Final = 400

_OUTPUT: Final = re.compile(r"\{\{.*?\}\}")
_AND: Final = {"pt-BR": " e ", "en": " and "}
_OR: Final = {"pt-BR": " ou ", "en": " or "}
_YES: Final = {"pt-BR": "sim", "en": "yes"}
_EMPTY: Final = {"pt-BR": "vazio", "en": "empty"}
_NO: Final = {"pt-BR": "não", "en": "no"}
_ALWAYS_THERE: Final = frozenset({"name", "stage", "description", "owner", "deadline_s"})


@cache
def text_path_of(node_type: str) -> str | None:
    """Return where the text stands that is written on the card; None where there is none.

    It is the first text for the customer, `bubbles.0.text` for one in a list.
    """
    fields = form_of(node_type)
    model = NODE_TYPES.get(node_type)
    if model is None or model.INFO.card:
        return None
    return next((path for field in fields for path in _text_paths(field)), None)


def _text_paths(field: FormField) -> Iterator[str]:
    if field.group is not Group.SHOWN:
        return
    if field.role is Role.TEXT:
        yield field.path
    for part in field.entry(0).fields if field.kind == "list" else ():
        if part.role is Role.TEXT:
            yield part.path


def summary_of(node: Node, language: str, names: Mapping[str, str]) -> str:
    """Return what the customer sees or, where that is nothing, what the node does.

    Args:
        node: The node, as far as it is written.
        language: The language of the interface.
        names: What people call the other nodes, by id.
    """
    said = "\n".join(_said(node)).strip()
    summary = said or _Teller(language, names).deeds(node)
    return summary[:MAX_SUMMARY_CHARACTERS]


def row_in_words(row: ConditionRow, language: str) -> str:
    """Return a row of a condition as a card tells it: `total é maior que 100`."""
    return _Teller(language, {})._row(row)


def value_in_words(field: FormField, value: object, language: str, names: Mapping[str, str]) -> str:
    """Return a field's value as a card would tell it; empty for nothing and for false.

    Args:
        field: The field, with its choices and its role.
        value: The value as a model holds it.
        language: The language of the interface.
        names: What people call the nodes, by id.
    """
    return _Teller(language, names)._piece(field, value)


def _said(node: Node) -> Iterator[str]:
    top, _, rest = (text_path_of(node.type) or "").partition(".")
    value = getattr(node, top, None)
    texts = (
        [getattr(item, rest.rpartition(".")[2], None) for item in value or ()] if rest else [value]
    )
    yield from (text for text in texts if isinstance(text, str) and text.strip())


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells values in the words of a language."""

    language: str
    names: Mapping[str, str]

    def deeds(self, node: Node) -> str:
        fields = {field.name: field for field in form_of(node.type)}
        if node.INFO.card:
            return self._joined(node, [fields[name] for name in node.INFO.card])
        shown = [
            field
            for field in fields.values()
            if field.group is Group.SHOWN and field.name not in _ALWAYS_THERE
        ]
        changed = [field for field in shown if not _is_default(node, field)]
        return self._joined(node, changed) or self._joined(node, shown)

    def _joined(self, model: BaseModel, fields: list[FormField]) -> str:
        text = ""
        for field in fields:
            piece = self._piece(field, getattr(model, field.name, None))
            if piece:
                text = f"{text}{self._link(text)}{piece}{self._after(field, piece)}"
        return text.removesuffix(": ").rstrip()

    def _link(self, before: str) -> str:
        return " · " if before and not before.endswith(" ") else ""

    def _after(self, field: FormField, piece: str) -> str:
        """A choice leads what it chooses: `GET /customers`, `Guardar: cpf`."""
        if field.kind != "choice":
            return ""
        return " " if piece.isupper() else ": "

    def _piece(self, field: FormField, value: Any) -> str:
        if field.kind == "json":
            return self._json(value)
        if value is None or value is False or value in ("", (), {}):
            return ""
        if field.kind == "choice":
            words = dict(field.choices).get(str(value))
            return words[self.language] if words else str(value)
        if isinstance(value, bool):
            return field.title[self.language]
        if field.widget == "duration" and isinstance(value, int):
            return duration_in_words(value, self.language)
        if isinstance(value, str):
            return self._text(field, value)
        return self._whole(field, value)

    def _text(self, field: FormField, value: str) -> str:
        match field.role:
            case Role.URL:
                return _OUTPUT.sub("…", value)
            case Role.NODE:
                return self.names.get(value, value)
        return " ".join(value.split())

    def _whole(self, field: FormField, value: Any) -> str:
        if isinstance(value, ConditionRow):
            return self._row(value)
        if isinstance(value, BaseModel):
            return self._model(field, value)
        if isinstance(value, dict):
            return ", ".join(map(str, value))
        if isinstance(value, tuple):
            return self._list(field, value)
        return str(value)

    def _list(self, field: FormField, values: tuple[Any, ...]) -> str:
        item = field.item
        if item is None:
            return ""
        if item.kind != "model":
            return ", ".join(filter(None, (self._piece(item, value) for value in values)))
        if len(values) == 1:
            return self._model(item, values[0], with_name=False)
        return " · ".join(filter(None, (self._whole(item, value) for value in values)))

    def _model(self, field: FormField, value: BaseModel, *, with_name: bool = True) -> str:
        """Tell the parts of a model; a variable that is written leads, and then a name."""
        if isinstance(value, ConditionRow):
            return self._row(value)
        told = {
            part.name: self._part(part, value)
            for part in field.fields
            if part.name != "id" and not _is_default(value, part)
        }
        written = next((told.pop(p.name, "") for p in field.fields if p.role is Role.WRITES), "")
        name = told.pop("name", "")
        rest = " ".join(filter(None, told.values()))
        if written:
            is_chosen = any(part.kind == "choice" and part.name in told for part in field.fields)
            return f"{written}{':' if is_chosen else ' ='} {rest}".strip()
        return f"{name}: {rest}" if name and rest and with_name else rest or name

    def _part(self, part: FormField, owner: BaseModel) -> str:
        value = getattr(owner, part.name, None)
        if part.item is not None and part.item.role is Role.CONDITION and value:
            link = _OR if getattr(owner, "match", "all") == "any" else _AND
            return link[self.language].join(map(self._row, value))
        if part.name == "match":
            return ""
        return self._piece(part, value)

    def _row(self, row: ConditionRow) -> str:
        info = OPERATORS[row.operator]
        variable = "" if info.own_variable else row.variable
        value = self._row_value(row.value, info.shape) if info.shape != "none" else ""
        return " ".join(filter(None, (variable, info.label[self.language], value)))

    def _row_value(self, value: JsonValue, shape: str) -> str:
        if isinstance(value, list) and shape == "two":
            return _AND[self.language].join(map(self._json, value))
        return self._json(value)

    def _json(self, value: JsonValue) -> str:
        if isinstance(value, bool):
            return (_YES if value else _NO)[self.language]
        if value in ("", [], {}):
            return _EMPTY[self.language]
        if isinstance(value, list):
            return ", ".join(map(self._json, value))
        return "" if value is None else " ".join(str(value).split())


def _is_default(model: BaseModel, field: FormField) -> bool:
    info = type(model).model_fields[field.name]
    is_there = hasattr(model, field.name) and not info.is_required()
    return is_there and getattr(model, field.name) == info.get_default(call_default_factory=True)
