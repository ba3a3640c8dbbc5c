"""Liquid's filters for lists."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final

from flow_runtime.paths import MISSING, step_into
from flow_runtime.texts.filter_values import (
    FilterFailed,
    as_decimal,
    as_json_number,
    as_list,
    is_true,
    joined,
    same,
)
from flow_runtime.texts.printing import printed


def _size(value: object) -> object:
    if isinstance(value, str | list | tuple | dict):
        return len(value)
    raise FilterFailed("only texts, lists and objects have a size")


def _first(value: object) -> object:
    return value[:1] if isinstance(value, str) else next(iter(as_list(value)), None)


def _last(value: object) -> object:
    return value[-1:] if isinstance(value, str) else next(iter(as_list(value)[::-1]), None)


def _join(value: object, separator: object = ", ") -> object:
    return joined(printed(separator), [printed(item) for item in as_list(value)])


def _concat(value: object, other: object) -> object:
    return as_list([*as_list(value), *as_list(other)])


def _reverse(value: object) -> object:
    return value[::-1] if isinstance(value, str) else as_list(value)[::-1]


def _uniq(value: object) -> object:
    return list({printed(item): item for item in reversed(as_list(value))}.values())[::-1]


def _compact(value: object) -> object:
    return [item for item in as_list(value) if item is not None]


def _field(item: object, name: object) -> object:
    found = step_into(item, printed(name))
    return None if found is MISSING else found


def _map(value: object, name: object) -> object:
    return [_field(item, name) for item in as_list(value)]


def _where(value: object, name: object, wanted: object = None) -> object:
    items = as_list(value)
    if wanted is None:
        return [item for item in items if is_true(_field(item, name))]
    return [item for item in items if same(_field(item, name), wanted)]


def _sort(value: object, name: object = None) -> object:
    def key(item: object) -> tuple[bool, Decimal, str]:
        compared = item if name is None else _field(item, name)
        try:
            return (False, as_decimal(compared), "")
        except FilterFailed:
            return (True, Decimal(0), printed(compared).casefold())

    return sorted(as_list(value), key=key)


def _sum(value: object, name: object = None) -> object:
    items = as_list(value)
    numbers = items if name is None else [_field(item, name) for item in items]
    return as_json_number(sum((as_decimal(number) for number in numbers), Decimal(0)))


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "size": _size,
    "first": _first,
    "last": _last,
    "join": _join,
    "concat": _concat,
    "reverse": _reverse,
    "uniq": _uniq,
    "compact": _compact,
    "map": _map,
    "where": _where,
    "sort": _sort,
    "sum": _sum,
}
