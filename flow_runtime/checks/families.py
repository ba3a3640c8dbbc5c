"""The families of checks, in the order in which their problems are told about one node."""

from types import ModuleType

from flow_runtime.checks import edges, graph, references

FAMILIES: tuple[ModuleType, ...] = (graph, edges, references)
