"""Changes that spoil a flow document: what a tired person, a bad program or an attacker makes."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]
Numbers = tuple[int, int]
"""Two numbers that choose places: each counts modulo the number of places there are."""

HOSTILE_TEXTS = [
    "",
    " ",
    "x" * 300,
    "\u202eabc",
    "á\u0301",
    "💬" * 50,
    "../../x",
    "<script>alert(1)</script>",
    "{{",
    "{{ answer",
    "{{ x.y.z[99].__class__ }}",
    "{{ contact.name | money | nonsense }}",
    "{% for i in (1..999999) %}x{% endfor %}",
    "{{ secrets.key }}",
    "(a+)+$",
    "name == ",
    "[1,2].map(x, [1,2].map(y, x*y))",
    "*[?a=='",
    "2026-02-30",
    "javascript:alert(1)",
    "https://{{ answer }}/x",
    "settings",
    "__class__",
    "start",
    "end",
]
HOSTILE_VALUES = [
    None, True, False, 0, -1, 1, 0.5, 1e300, 10**17, [], {}, [[]], [None], {"a": 1}, {"id": "a"}
]  # fmt: skip
NEW_KEYS = ["id", "type", "text", "name", "cel", "default", "options", "target", "exec", "á"]

hostile = st.one_of(
    st.sampled_from(HOSTILE_TEXTS), st.sampled_from(HOSTILE_VALUES), st.text(max_size=20)
)


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything inside a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(items) if isinstance(value, dict | list) else ():
        yield (*path, key)
        yield from places(inner, (*path, key)) if isinstance(inner, dict | list) else ()


def at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


def _chosen(document: Any, number: int) -> Path:
    found = list(places(document))
    return found[number % len(found)]


def drop(document: Any, numbers: Numbers, value: Any) -> None:
    *parents, last = _chosen(document, numbers[0])
    del at(document, tuple(parents))[last]


def add(document: Any, numbers: Numbers, value: Any) -> None:
    *parents, _ = _chosen(document, numbers[0])
    parent = at(document, tuple(parents))
    if isinstance(parent, list):
        parent.append(value)
    else:
        parent[NEW_KEYS[numbers[1] % len(NEW_KEYS)]] = value


def replace(document: Any, numbers: Numbers, value: Any) -> None:
    *parents, last = _chosen(document, numbers[0])
    at(document, tuple(parents))[last] = value


def copy_elsewhere(document: Any, numbers: Numbers, value: Any) -> None:
    copied = copy.deepcopy(at(document, _chosen(document, numbers[1])))
    replace(document, numbers, copied)


def swap(document: Any, numbers: Numbers, value: Any) -> None:
    first, second = (_chosen(document, number) for number in numbers)
    if first[: len(second)] == second or second[: len(first)] == first:
        return  # one inside the other cannot change places with it
    values = at(document, first), at(document, second)
    at(document, first[:-1])[first[-1]] = values[1]
    at(document, second[:-1])[second[-1]] = values[0]


def double(document: Any, numbers: Numbers, value: Any) -> None:
    """Repeat an item of a list, and with it its id."""
    lists = [path for path in places(document) if isinstance(at(document, path), list)]
    chosen = at(document, lists[numbers[0] % len(lists)]) if lists else []
    if chosen:
        chosen.append(copy.deepcopy(chosen[numbers[1] % len(chosen)]))


def rewire(document: Any, numbers: Numbers, value: Any) -> None:
    """Let an edge begin or end at another node."""
    edges = [edge for edge in _items(document, "edges") if isinstance(edge, dict)]
    nodes = [node for node in _items(document, "nodes") if isinstance(node, dict)]
    if edges and nodes:
        end = ("source", "target")[numbers[0] % 2]
        edges[numbers[0] % len(edges)][end] = nodes[numbers[1] % len(nodes)].get("id")


def _items(document: Any, name: str) -> list[Any]:
    found = document.get(name)
    return found if isinstance(found, list) else []


Mutation = tuple[Callable[[Any, Numbers, Any], None], Numbers, Any]

mutations = st.lists(
    st.tuples(
        st.sampled_from([drop, add, replace, copy_elsewhere, swap, double, rewire]),
        st.tuples(st.integers(0, 2**20), st.integers(0, 2**20)),
        hostile,
    ),
    min_size=1,
    max_size=4,
)


def mutated(document: Any, changes: list[Mutation]) -> Any:
    """Return a changed copy of a document."""
    changed = copy.deepcopy(document)
    for change, numbers, value in changes:
        if not changed:
            break
        change(changed, numbers, copy.deepcopy(value))
    return changed
