"""What a parsed CEL expression is made of.

Long rows of one operator are one node, not a tower, so that the depth of a tree is the depth that
its author wrote in brackets.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flow_runtime.expressions.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the expression, or the parsed pattern of a `matches`."""

    value: str | int | float | bool | Pattern | None


@dataclass(frozen=True, slots=True)
class Name:
    """A variable of the scope, or one bound by a macro."""

    name: str


@dataclass(frozen=True, slots=True)
class Access:
    """A field (`operand.name`) or a place (`operand[index]`) of a value."""

    operand: "CelNode"
    index: "CelNode"


@dataclass(frozen=True, slots=True)
class Has:
    """`has(operand.name)`: whether the field is there and not null."""

    access: Access


@dataclass(frozen=True, slots=True)
class Call:
    """A function; a method's object is its first argument."""

    function: str
    arguments: tuple["CelNode", ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of equal rank, applied from left to right."""

    first: "CelNode"
    rest: tuple[tuple[str, "CelNode"], ...]


@dataclass(frozen=True, slots=True)
class Logic:
    """A row of `&&` or of `||`."""

    operator: str
    operands: tuple["CelNode", ...]


@dataclass(frozen=True, slots=True)
class Unary:
    """`!` or `-` before a value."""

    operator: str
    operand: "CelNode"


@dataclass(frozen=True, slots=True)
class Conditional:
    """`condition ? yes : no`."""

    condition: "CelNode"
    yes: "CelNode"
    no: "CelNode"


@dataclass(frozen=True, slots=True)
class ListOf:
    """`[a, b]`."""

    items: tuple["CelNode", ...]


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """`{"key": value}`."""

    entries: tuple[tuple["CelNode", "CelNode"], ...]


@dataclass(frozen=True, slots=True)
class Macro:
    """`items.kind(variable, body)`; `keep` is the filter of a `map` with three arguments."""

    kind: str
    items: "CelNode"
    variable: str
    body: "CelNode"
    keep: "CelNode | None" = None


CelNode = (
    Constant
    | Name
    | Access
    | Has
    | Call
    | Chain
    | Logic
    | Unary
    | Conditional
    | ListOf
    | ObjectOf
    | Macro
)


def children(node: CelNode) -> Iterator[CelNode]:
    """Yield the nodes right below a node."""
    match node:
        case Access(operand, index):
            yield from (operand, index)
        case Has(access):
            yield access
        case Call(_, parts) | Logic(_, parts) | ListOf(parts):
            yield from parts
        case Chain(first, rest):
            yield first
            yield from (operand for _, operand in rest)
        case Unary(_, operand):
            yield operand
        case Conditional(condition, yes, no):
            yield from (condition, yes, no)
        case ObjectOf(entries):
            yield from (part for entry in entries for part in entry)
        case Macro(_, items, _, body, keep):
            yield from (items, body, *((keep,) if keep else ()))
