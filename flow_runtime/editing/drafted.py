"""Nodes of drafts: the raw JSON of an unfinished node as its model, as far as it goes.

A node that is being written has gaps: an option without a label, a question without a variable.
Its outcomes and texts are wanted all the same. What does not fit is left out, what is missing gets
the emptiest value; nothing is refused.
"""

from collections.abc import Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

import orjson
from pydantic import BaseModel, JsonValue, ValidationError

from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Node

M = TypeVar("M", bound=BaseModel)
_SCALARS = (str, bool, int, float)


def drafted_node(document: Mapping[str, JsonValue]) -> Node | None:
    """Return the model of a node of a draft; None when its type is unknown here."""
    node_type = NODE_TYPES.get(str(document.get("type")))
    return drafted_part(node_type, document) if node_type is not None else None


def drafted_part(model: type[M], document: Mapping[str, JsonValue]) -> M:
    """Return a part of a draft, such as its settings, as its model."""
    try:
        return model.model_validate_json(orjson.dumps(document))
    except (ValidationError, TypeError):
        return _filled(model, document)


def _filled(model: type[M], document: Mapping[str, JsonValue]) -> M:
    values = {
        name: _value(field.annotation, document[name])
        if name in document
        else _emptiest(field.annotation)
        for name, field in model.model_fields.items()
        if name in document or field.is_required()
    }
    return model.model_construct(**values)


def _value(annotation: Any, value: JsonValue) -> Any:
    """Return a value as its annotation wants it, the emptiest one where it does not fit."""
    for kind in _alternatives(annotation):
        if _fits(kind, value):
            return _converted(kind, value)
    return _emptiest(annotation)


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return the types among which a value may choose, without their metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _alternatives(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return tuple(kind for part in get_args(annotation) for kind in _alternatives(part))
    return (annotation,)


def _fits(kind: Any, value: JsonValue) -> bool:
    origin = get_origin(kind)
    if origin is Literal:
        return value in get_args(kind)
    if kind is type(None):
        return value is None
    if origin is tuple:
        return isinstance(value, list)
    if origin is dict or _is_model(kind):
        return isinstance(value, dict)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return value in [member.value for member in kind]
    if kind in _SCALARS:
        return type(value) is kind or (kind is float and type(value) is int)
    return True


def _converted(kind: Any, value: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        wanted = _alternatives(arguments[0])
        return tuple(
            _value(arguments[0], item) for item in value if any(_fits(one, item) for one in wanted)
        )
    if origin is dict:
        return {key: _value(arguments[1], item) for key, item in value.items()}
    if _is_model(kind):
        return _filled(kind, value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value


def _emptiest(annotation: Any) -> Any:
    kinds = _alternatives(annotation)
    kind = kinds[0]
    if type(None) in kinds:
        return None
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if _is_model(kind):
        return _filled(kind, {})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    made = get_origin(kind) or kind
    return made() if isinstance(made, type) else None


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
