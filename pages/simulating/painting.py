"""What the drawing shows of a talk: RunData in canvas/src/model/types.ts."""

from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import JsonValue

from flow_runtime.nodes.fields import Role, uses
from flow_runtime.simulation import Talk, VariableLine
from pages.widgets.inspector.written_values import write_value

_MAX_VALUES_A_CARD: Final = 2
_MAX_CHARACTERS: Final = 60


def run_of(talk: Talk | None) -> JsonValue:
    """Return the way of a talk on the drawing, or None while there is none."""
    if talk is None:
        return None
    return {
        "steps": {node: number for number, node in enumerate(_visited(talk), 1)},
        "taken": list(dict.fromkeys(f"{source}/{outcome}" for source, outcome, _ in talk.path)),
        "here": talk.here,
        "values": _values(talk),
    }


def _visited(talk: Talk) -> list[str]:
    """Return the nodes of the drawing in the order in which they were first come to."""
    nodes: list[str] = []
    for source, _outcome, target in talk.path:
        nodes += [source] if target is None else [source, target]
    if talk.here is not None:
        nodes.append(talk.here)
    return list(dict.fromkeys(nodes))


def _values(talk: Talk) -> dict[str, JsonValue]:
    """Return what each node's step put into variables, as the drawing shows it."""
    lines = {line.name: line for line in talk.variables}
    written: dict[str, dict[str, None]] = {}
    for turn in talk.turns:
        for node_id, _outcome, _target in turn.path:
            names = [name for name in _writes(talk, node_id) if name in turn.changed]
            written.setdefault(node_id, {}).update(dict.fromkeys(names))
    return {node: shown for node, names in written.items() if (shown := [*_shown(names, lines)])}


def _writes(talk: Talk, node_id: str) -> list[str]:
    node = talk.program.nodes.get(node_id)
    if node is None:
        return []
    return [str(use.value) for use in uses(node) if use.role is Role.WRITES]


def _shown(names: Mapping[str, None], lines: Mapping[str, VariableLine]) -> Iterator[JsonValue]:
    told = [lines[name] for name in names if name in lines and lines[name].value is not None]
    for line in told[:_MAX_VALUES_A_CARD]:
        yield f"{line.name}: {short_value(line.masked)}"


def short_value(value: JsonValue) -> str:
    """Return a value in one short line."""
    text = value if isinstance(value, str) else write_value(value)
    text = " ".join(text.split())
    return text if len(text) <= _MAX_CHARACTERS else f"{text[: _MAX_CHARACTERS - 1]}…"
