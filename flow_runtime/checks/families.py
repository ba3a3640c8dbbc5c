"""The families of checks, in the order in which their problems are told about one node."""

from types import ModuleType

from flow_runtime.checks import (
    conditions,
    edges,
    graph,
    loops,
    own,
    references,
    syntax,
    unset,
    variables,
)

FAMILIES: tuple[ModuleType, ...] = (
    graph,
    edges,
    loops,
    references,
    own,
    syntax,
    variables,
    unset,
    conditions,
)
