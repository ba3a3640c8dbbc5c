"""What a field of a node means, said once at the field.

A string in a node may be a text for the customer, a formula, the name of a variable or a reference
to something else. Each has a *role*, and everything that looks through a flow (compiling, checks,
search, rename, translation) walks the roles instead of knowing node types. `form` says how a page
shows the field. So a new node type needs no change anywhere else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from flow_runtime.limits import (
    MAX_EXPRESSION_CHARACTERS,
    MAX_PATTERN_CHARACTERS,
    MAX_TEMPLATE_CHARACTERS,
)


class Role(StrEnum):
    """The meaning of a value inside a node."""

    TEXT = "text"  # Liquid that a customer reads; translated
    VALUE = "value"  # Liquid that a person or a server reads; not translated
    URL = "url"  # Liquid whose values are percent-encoded
    HEADER = "header"  # Liquid that may name a secret
    EXPRESSION = "expression"  # CEL
    QUERY = "query"  # JMESPath
    PATTERN = "pattern"  # RE2
    CONDITION = "condition"  # one row of a condition
    READS = "reads"  # the name of a variable, or a path into one
    WRITES = "writes"
    NODE = "node"
    FLOW = "flow"
    QUEUE = "queue"
    CALENDAR = "calendar"
    CONNECTION = "connection"


class Group(StrEnum):
    """The part of the inspector where a field stands."""

    SHOWN = "shown"  # what the customer sees
    UNDERSTOOD = "understood"  # how the answer is understood
    FAILURE = "failure"  # when it fails
    ADVANCED = "advanced"


class Model(BaseModel):
    """A part of the flow document: frozen, strict, and unknown keys are errors."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )


def form(
    pt: str,
    en: str,
    *,
    group: Group = Group.SHOWN,
    widget: str | None = None,
    help_pt: str = "",
    help_en: str = "",
    choices: Mapping[str, tuple[str, str]] | None = None,
    one: tuple[str, str] | None = None,
    told: tuple[str, str] | None = None,
    **field_arguments: Any,
) -> Any:
    """Describe a field for people: its words in both languages, its place and its widget.

    All words are in Portuguese and in English. `choices` are those of a field with a few fixed
    values; `one` is what an entry of a list is called, with its article; `told` is the sentence
    for a `{block}` whose field changed, where the title alone would say little.
    """
    words: dict[str, Any] = {"group": group.value, "title": {"pt-BR": pt, "en": en}}
    if widget:
        words["widget"] = widget
    if help_pt:
        words["help"] = {"pt-BR": help_pt, "en": help_en}
    if choices:
        words["choices"] = {value: {"pt-BR": pt, "en": en} for value, (pt, en) in choices.items()}
    for name, said in (("one", one), ("told", told)):
        if said:
            words[name] = {"pt-BR": said[0], "en": said[1]}
    return Field(title=en, json_schema_extra={"form": words}, **field_arguments)


_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")


def _without_controls(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("control characters are not allowed in texts")
    return text


Slug = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,64}$")]
VariableName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Line = Annotated[str, Field(max_length=200), AfterValidator(_without_controls)]

_Template = Annotated[
    str, Field(max_length=MAX_TEMPLATE_CHARACTERS), AfterValidator(_without_controls)
]
CustomerText = Annotated[_Template, Role.TEXT]
StaffText = Annotated[_Template, Role.VALUE]
UrlText = Annotated[_Template, Role.URL]
HeaderText = Annotated[_Template, Role.HEADER]
Expression = Annotated[str, Field(max_length=MAX_EXPRESSION_CHARACTERS), Role.EXPRESSION]
Query = Annotated[str, Field(max_length=MAX_EXPRESSION_CHARACTERS), Role.QUERY]
Pattern = Annotated[str, Field(max_length=MAX_PATTERN_CHARACTERS), Role.PATTERN]
VariablePath = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+|\[\d+\])*$", max_length=200), Role.READS
]
SavedAs = Annotated[VariableName, Role.WRITES]
NodeRef = Annotated[Slug, Role.NODE]
FlowRef = Annotated[Slug, Role.FLOW]
QueueRef = Annotated[Slug, Role.QUEUE]
CalendarRef = Annotated[Slug, Role.CALENDAR]
ConnectionRef = Annotated[Slug, Role.CONNECTION]
Seconds = Annotated[int, Field(ge=1, le=400 * 24 * 3600)]


@dataclass(frozen=True, slots=True)
class FieldUse:
    """One value of a node that has a role, with its place: `options.0.label`."""

    path: str
    role: Role
    value: Any  # a string for every role but CONDITION, whose value is its row


def uses(model: BaseModel, prefix: str = "") -> Iterator[FieldUse]:
    """Yield every value of a model that has a role, in the order of its fields."""
    for name, annotation in _annotations(type(model)).items():
        yield from _uses_of(getattr(model, name), annotation, f"{prefix}{name}")


@cache
def _annotations(model_type: type[BaseModel]) -> Mapping[str, Any]:
    return {name: _whole(field) for name, field in model_type.model_fields.items()}


def _whole(field: FieldInfo) -> Any:
    """Put the metadata back that pydantic took off the outer annotation."""
    roles = [part for part in field.metadata if isinstance(part, Role)]
    return Annotated[(field.annotation, *roles)] if roles else field.annotation


def _uses_of(value: Any, annotation: Any, path: str) -> Iterator[FieldUse]:
    if value is None:
        return
    role, inner = _role_and_inner(annotation)
    if isinstance(value, BaseModel):
        if role is not None:
            yield FieldUse(path, role, value)
        yield from uses(value, f"{path}.")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _uses_of(item, inner, f"{path}.{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _uses_of(item, inner, f"{path}.{key}")
    elif role is not None and isinstance(value, str):
        yield FieldUse(path, role, value)


@cache
def _role_and_inner(annotation: Any) -> tuple[Role | None, Any]:
    """Return the role that an annotation carries and the annotation of what it contains."""
    origin = get_origin(annotation)
    arguments = get_args(annotation)
    if origin is Annotated:
        roles = [part for part in arguments[1:] if isinstance(part, Role)]
        role, inner = _role_and_inner(arguments[0])
        return (roles[0] if roles else role), inner
    if origin in (Union, UnionType):
        return _first_with_role([part for part in arguments if part is not type(None)])
    if origin is tuple:
        return None, arguments[0]
    if origin is dict:
        return None, arguments[1]
    return None, Any if origin is Literal else annotation


def _first_with_role(parts: list[Any]) -> tuple[Role | None, Any]:
    found = [_role_and_inner(part) for part in parts]
    return next((pair for pair in found if pair[0] is not None), found[0])
