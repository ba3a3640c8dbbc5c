"""Forms made from models: every field with its words, its widget, its bounds and its place.

The inspector draws whatever a node type declares (nodes/fields.py, `form`), so a new type or field
needs no page. `form_of("menu")`, `form_of(Option, "options.0")`, `form_of(Settings, "settings")`.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, JsonValue, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from flow_runtime.conditions import OPERATORS, Operator
from flow_runtime.document_places import field_title
from flow_runtime.editing.annotations import Meaning, meaning_of, meaning_of_field
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.fields import Group, Role
from flow_runtime.problems import Words

Kind = Literal[
    "text",
    "line",
    "number",
    "integer",
    "boolean",
    "choice",
    "list",
    "pairs",
    "model",
    "json",
    "reference",
]
ANY_ENTRY: Final = "*"
"""Stands in a path for the number of a list's entry or the key of a pair."""

_REFERENCES: Final = frozenset(
    {
        Role.READS,
        Role.WRITES,
        Role.NODE,
        Role.FLOW,
        Role.QUEUE,
        Role.CALENDAR,
        Role.CONNECTION,
    }
)
_LONG_CHARACTERS: Final = 500
_SET_BY_THE_CANVAS: Final = frozenset({"id", "type"})
_SCALARS: Final[dict[Any, Kind]] = {bool: "boolean", int: "integer", float: "number", str: "line"}
_DUMPER: Final[TypeAdapter[Any]] = TypeAdapter(Any)
_NO_WORDS: Final[Words] = {"pt-BR": "", "en": ""}


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    `path` is where its value stands in the node (`answer.kind`, `options.*.label`). `item` is the
    entry of a list or the value of a pair, `fields` the parts of a model. `default` is None where a
    value is `required`; `is_nullable` says that null is a value like any other. `minimum` and
    `maximum` bound numbers; `min_length` and `max_length` characters, entries or pairs. `one` is
    what an entry is called and `told` says that the field changed; see `nodes.fields.form`.
    """

    name: str
    path: str
    title: Words
    kind: Kind
    help: Words = field(default_factory=lambda: _NO_WORDS)
    group: Group = Group.SHOWN
    widget: str | None = None
    role: Role | None = None
    required: bool = False
    is_nullable: bool = False
    default: JsonValue = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    choices: tuple[tuple[str, Words], ...] = ()
    one: Words | None = None
    told: Words | None = None
    item: "FormField | None" = None
    fields: "tuple[FormField, ...]" = ()

    def entry(self, key: int | str) -> "FormField":
        """Return the field of one entry of a list, or of one pair.

        Raises:
            ValueError: The field is neither a list nor pairs.
        """
        if self.item is None:
            raise ValueError(f"{self.path} has no entries")
        return self.item.moved(self.item.path, f"{self.path}.{key}")

    def moved(self, old: str, new: str) -> "FormField":
        """Return the field, and all in it, with another beginning of its path."""
        return replace(
            self,
            path=f"{new}{self.path.removeprefix(old)}",
            item=self.item.moved(old, new) if self.item else None,
            fields=tuple(part.moved(old, new) for part in self.fields),
        )


def form_of(form: str | type[BaseModel], path: str = "") -> tuple[FormField, ...]:
    """Return the fields of a node type or of a model; none for an unknown type.

    Args:
        form: The name of a node type, or the model.
        path: Where the model stands in the node: before the fields' own paths.
    """
    model = NODE_TYPES.get(form) if isinstance(form, str) else form
    return _fields(model, path) if model is not None else ()


@cache
def _fields(model: type[BaseModel], path: str) -> tuple[FormField, ...]:
    left_out = _SET_BY_THE_CANVAS if issubclass(model, Node) else frozenset()
    return tuple(
        _field(model, name, info, f"{path}.{name}" if path else name)
        for name, info in model.model_fields.items()
        if name not in left_out
    )


def _field(model: type[BaseModel], name: str, info: FieldInfo, path: str) -> FormField:
    words = _form_words(info)
    pt, en = field_title(name, model)
    meaning = meaning_of_field(info)
    group = Group(words.get("group", Group.ADVANCED if name == "id" else Group.SHOWN))
    return replace(
        _described(meaning, name, path, words),
        title={"pt-BR": pt, "en": en},
        help=words.get("help", _NO_WORDS),
        group=group,
        one=words.get("one"),
        told=words.get("told"),
        required=info.is_required(),
        default=_default(info),
    )


def _described(meaning: Meaning, name: str, path: str, words: dict[str, Any]) -> FormField:
    """Return a field with what its annotation says; its words come from outside."""
    widget = words.get("widget") or ("id" if name == "id" else None)
    return FormField(
        name=name,
        path=path,
        title=_NO_WORDS,
        kind=_kind(meaning, widget),
        widget=widget,
        role=meaning.role,
        is_nullable=meaning.is_nullable,
        minimum=meaning.minimum,
        maximum=meaning.maximum,
        min_length=meaning.min_length,
        max_length=meaning.max_length,
        pattern=meaning.pattern,
        choices=_choices(meaning, words),
        item=_item(meaning, path, words),
        fields=_fields(meaning.model, path) if meaning.model else (),
    )


def _item(meaning: Meaning, path: str, words: dict[str, Any]) -> FormField | None:
    if meaning.item is None:
        return None
    inner = {key: words[key] for key in ("choices",) if key in words}
    if words.get("widget") == "text":
        inner["widget"] = "text"
    described = _described(meaning_of(meaning.item), ANY_ENTRY, f"{path}.{ANY_ENTRY}", inner)
    return replace(described, title=words.get("title", _NO_WORDS), required=True)


def _kind(meaning: Meaning, widget: str | None) -> Kind:
    if meaning.choices:
        return "choice"
    if meaning.model is not None:
        return "model"
    if meaning.item is not None:
        return "list" if _is_list(meaning) else "pairs"
    if meaning.role in _REFERENCES:
        return "reference"
    kind = _SCALARS.get(meaning.only, "json")
    is_long = widget == "text" or (
        meaning.role is None and (meaning.max_length or 0) >= _LONG_CHARACTERS
    )
    return "text" if kind == "line" and is_long else kind


def _is_list(meaning: Meaning) -> bool:
    return getattr(meaning.only, "__origin__", None) is tuple


def _choices(meaning: Meaning, words: dict[str, Any]) -> tuple[tuple[str, Words], ...]:
    if meaning.only is Operator:
        return tuple((operator.value, info.label) for operator, info in OPERATORS.items())
    known: dict[str, Words] = words.get("choices", {})
    return tuple(
        (value, known.get(value, {"pt-BR": value, "en": value})) for value in meaning.choices
    )


def _form_words(info: FieldInfo) -> dict[str, Any]:
    extra = info.json_schema_extra
    words: Any = extra.get("form") if isinstance(extra, dict) else None
    return words if isinstance(words, dict) else {}


def _default(info: FieldInfo) -> JsonValue:
    default = info.get_default(call_default_factory=True)
    if default is PydanticUndefined:
        return None
    value: JsonValue = _DUMPER.dump_python(default, mode="json", exclude_defaults=True)
    return value
