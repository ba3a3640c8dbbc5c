"""What a field's annotation says: its types, whether it may be empty, its role and its bounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import BaseModel, JsonValue
from pydantic.fields import FieldInfo

from flow_runtime.nodes.fields import Role


@dataclass(frozen=True, slots=True)
class Meaning:
    """An annotation taken apart; `types` are its alternatives without None and metadata."""

    types: tuple[Any, ...]
    is_nullable: bool = False
    role: Role | None = None
    minimum: float | None = None
    maximum: float | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None

    @property
    def only(self) -> Any:
        """Return the only type, or None where there are several."""
        return self.types[0] if len(self.types) == 1 else None

    @property
    def choices(self) -> tuple[str, ...]:
        """Return the fixed values among which one is chosen."""
        if get_origin(self.only) is Literal:
            return tuple(str(value) for value in get_args(self.only))
        if isinstance(self.only, type) and issubclass(self.only, Enum):
            return tuple(str(member.value) for member in self.only)
        return ()

    @property
    def model(self) -> type[BaseModel] | None:
        """Return the model it is, if it is one."""
        is_model = isinstance(self.only, type) and issubclass(self.only, BaseModel)
        return self.only if is_model else None

    @property
    def item(self) -> Any:
        """Return the annotation of a list's items or a mapping's values; None for neither."""
        origin, arguments = get_origin(self.only), get_args(self.only)
        if origin is tuple:
            return arguments[0]
        return arguments[1] if origin is dict else None


def meaning_of_field(field: FieldInfo) -> Meaning:
    """Return what a field of a model says."""
    return _meaning(field.annotation, tuple(_flat(field.metadata)))


@cache
def meaning_of(annotation: Any) -> Meaning:
    """Return what an annotation says."""
    return _meaning(annotation, ())


def _meaning(annotation: Any, outer: tuple[object, ...]) -> Meaning:
    types, metadata = _taken_apart(annotation)
    every = (*outer, *metadata)
    return Meaning(
        types=tuple(kind for kind in types if kind is not type(None)),
        is_nullable=type(None) in types or JsonValue in types,
        role=next((part for part in every if isinstance(part, Role)), None),
        minimum=_first(_bound(every, Ge, "ge"), _bound(every, Gt, "gt")),
        maximum=_first(_bound(every, Le, "le"), _bound(every, Lt, "lt")),
        min_length=_bound(every, MinLen, "min_length"),
        max_length=_bound(every, MaxLen, "max_length"),
        pattern=next((p for part in every if (p := getattr(part, "pattern", None))), None),
    )


def _first(one: Any, other: Any) -> Any:
    return other if one is None else one


def _bound(metadata: tuple[object, ...], kind: type, name: str) -> Any:
    return next((getattr(part, name) for part in metadata if isinstance(part, kind)), None)


def _taken_apart(annotation: Any) -> tuple[list[Any], list[object]]:
    """Return the alternatives of an annotation and the metadata on the way to them."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        types, metadata = _taken_apart(arguments[0])
        return types, [*_flat(arguments[1:]), *metadata]
    if origin in (Union, UnionType):
        parts = [_taken_apart(part) for part in arguments]
        return [t for types, _ in parts for t in types], [m for _, data in parts for m in data]
    return [annotation], []


def _flat(metadata: Any) -> Iterator[object]:
    for part in metadata:
        if isinstance(part, FieldInfo):
            yield from _flat(part.metadata)
        else:
            yield part
