"""What the editor asks about a node type by its name, known or not."""

from functools import cache
from typing import get_origin

from flow_runtime.nodes import NODE_TYPES


@cache
def _mapping_fields(node_type: str) -> frozenset[str]:
    fields = NODE_TYPES[node_type].model_fields.items()
    return frozenset(name for name, field in fields if _is_mapping(field.annotation))


def mapping_fields(node_type: str) -> frozenset[str]:
    """Return the fields of a type that map keys to values; their keys may hold dots."""
    return _mapping_fields(node_type) if node_type in NODE_TYPES else frozenset()


def _is_mapping(annotation: object) -> bool:
    parts = (annotation, *getattr(annotation, "__args__", ()))
    return any(get_origin(part) is dict for part in parts)
