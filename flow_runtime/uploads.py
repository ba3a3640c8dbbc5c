"""A file that somebody brings: the flow in it, what is wrong with it, and whether it can be kept.

A flow that is only unfinished can be kept as a draft and mended in the editor: then every problem
stands inside a node, and without those nodes the file is a valid flow. Anything else is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from pydantic import JsonValue

from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import dump_flow
from flow_runtime.json_guard import parse_json
from flow_runtime.limits import MAX_DOCUMENT_BYTES
from flow_runtime.loading import load_document, load_flow
from flow_runtime.problems import Problem, problem

_AT_NODE: Final = re.compile(r"/nodes/(\d+)(?:/|$)")
_SLUG: Final = re.compile(r"[a-z0-9_-]{1,64}")
_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """What a file holds.

    `document` is the draft that can be kept, None when the file is refused; `problems` says what
    is wrong with the file, and where.
    """

    document: dict[str, JsonValue] | None
    problems: tuple[Problem, ...] = ()


def read_upload(data: bytes) -> Upload:
    """Read a file of a flow; never raises."""
    if len(data) > MAX_DOCUMENT_BYTES:
        return Upload(None, (_too_large(len(data)),))
    try:
        document = parse_json(data)
        if not isinstance(document, dict):
            load_flow(data)  # says what the file is instead
            return Upload(None)
    except FlowInvalid as error:
        return Upload(None, error.problems)
    try:
        return Upload(orjson.loads(dump_flow(load_document(document).flow)))
    except FlowInvalid as error:
        kept = document if _is_unfinished(document, error.problems) else None
        return Upload(kept, error.problems)


def _too_large(size: int) -> Problem:
    given, most = f"{size / _MIB:.1f}", MAX_DOCUMENT_BYTES // _MIB
    return problem(
        "size",
        f"O arquivo tem {given.replace('.', ',')} MiB e o limite é {most} MiB. Divida o fluxo em "
        "partes menores.",
        f"The file has {given} MiB and the limit is {most} MiB. Divide the flow into smaller "
        "parts.",
    )


def _is_unfinished(document: dict[str, JsonValue], problems: Sequence[Problem]) -> bool:
    """Say whether the document is sound but for nodes that can be mended."""
    found = [_AT_NODE.match(one.pointer) for one in problems]
    broken = {int(match[1]) for match in found if match}
    nodes = document.get("nodes")
    if not broken or not all(found) or not isinstance(nodes, list):
        return False
    named = all(_is_named(nodes[index]) for index in broken)
    return named and _is_sound_without(document, nodes, broken)


def _is_named(node: JsonValue) -> bool:
    if not isinstance(node, dict):
        return False
    node_id, node_type = node.get("id"), node.get("type")
    return (
        isinstance(node_id, str)
        and _SLUG.fullmatch(node_id) is not None
        and isinstance(node_type, str)
        and isinstance(node.get("name", ""), str)
    )


def _is_sound_without(
    document: dict[str, JsonValue], nodes: list[JsonValue], broken: set[int]
) -> bool:
    gone = {node["id"] for i, node in enumerate(nodes) if i in broken and isinstance(node, dict)}
    rest = [node for i, node in enumerate(nodes) if i not in broken]
    edges = document.get("edges", [])
    if isinstance(edges, list):
        edges = [edge for edge in edges if not _touches(edge, gone)]
    try:
        load_document({**document, "nodes": rest, "edges": edges})
    except FlowInvalid:
        return False
    return len({node["id"] for node in nodes if isinstance(node, dict)}) == len(nodes)


def _touches(edge: JsonValue, nodes: set[JsonValue]) -> bool:
    return isinstance(edge, dict) and bool({edge.get("source"), edge.get("target")} & nodes)
