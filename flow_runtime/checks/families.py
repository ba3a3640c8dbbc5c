"""The families of checks, in the order in which their problems are told about one node."""

from types import ModuleType

from flow_runtime.checks import (
    addresses,
    asking,
    channels,
    choices,
    conditions,
    data,
    edges,
    graph,
    loops,
    own,
    people,
    references,
    sac,
    secrets,
    subflows,
    syntax,
    texts,
    translations,
    unset,
    variables,
)

FAMILIES: tuple[ModuleType, ...] = (
    graph,
    edges,
    loops,
    references,
    subflows,
    own,
    syntax,
    texts,
    choices,
    variables,
    unset,
    conditions,
    addresses,
    secrets,
    sac,
    translations,
    people,
    asking,
    data,
    channels,
)
