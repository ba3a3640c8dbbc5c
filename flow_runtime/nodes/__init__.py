"""The registry of node types: every module of this folder that defines one is found by itself."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, Union, get_args

from pydantic import Field

from flow_runtime.nodes.base import Node

_NOT_NODE_TYPES = {"base", "fields"}


def _found_types() -> dict[str, type[Node]]:
    found = {}
    for module in sorted(info.name for info in iter_modules(__path__)):
        if module in _NOT_NODE_TYPES:
            continue
        for value in vars(import_module(f"{__name__}.{module}")).values():
            if isinstance(value, type) and issubclass(value, Node) and "INFO" in vars(value):
                found[type_name(value)] = value
    return found


def type_name(node_type: type[Node]) -> str:
    """Return the literal that the `type` field of a node type holds."""
    return str(get_args(node_type.model_fields["type"].annotation)[0])


NODE_TYPES: Mapping[str, type[Node]] = _found_types()
"""Node types by name, for everything that walks them: checks, palette, documentation, tests."""

if TYPE_CHECKING:
    AnyNode = Node
else:
    AnyNode = Annotated[Union[tuple(NODE_TYPES.values())], Field(discriminator="type")]  # noqa: UP007
