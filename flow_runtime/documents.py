"""docs/nodes.md, made from the node types themselves: `python -m flow_runtime.documents`."""

import inspect
import sys
from typing import Final

from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Family, Node

_HEAD: Final = """# Node types

What a flow is made of. An outcome is a named way out of a node; the checks say which ones need an
edge, and the others go to the flow's error route, its idle rule or another outcome. Every field of
every type stands in flow.schema.json. This page is made from the code by
`python -m flow_runtime.documents`; a test says when it is not current.

| type | pt-BR | en | family | what it does | o que faz | outcomes |
| --- | --- | --- | --- | --- | --- | --- |
"""


def node_table() -> str:
    """Return docs/nodes.md: one row a node type, in the order of the families."""
    families = list(Family)
    ordered = sorted(NODE_TYPES.items(), key=lambda pair: families.index(pair[1].INFO.family))
    return _HEAD + "".join(_row(name, node_type) for name, node_type in ordered)


def _row(name: str, node_type: type[Node]) -> str:
    info = node_type.INFO
    cells = (
        f"`{name}`",
        info.name["pt-BR"],
        info.name["en"],
        info.family,
        info.description["en"],
        info.description["pt-BR"],
        _outcomes(node_type),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _outcomes(node_type: type[Node]) -> str:
    """Return the first line of what `outcomes` says about itself."""
    said = (inspect.getdoc(node_type.outcomes) or "").partition("\n")[0]
    return said.removeprefix("Return ").removesuffix(".")


if __name__ == "__main__":
    sys.stdout.write(node_table())
