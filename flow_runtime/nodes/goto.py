"""`goto`: jumps to another node without a long edge across the drawing."""

from typing import Literal

from flow_runtime.decisions import Decision, Jump
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import NodeRef, form
from flow_runtime.turn import Turn


class GotoNode(Node):
    """Continues at its target."""

    INFO = NodeInfo(
        family=Family.DO,
        icon="arrow",
        name={"pt-BR": "Ir para", "en": "Go to"},
        description={
            "pt-BR": "Continua em outro bloco do fluxo.",
            "en": "Continues at another node of the flow.",
        },
        template={"target": "start"},
    )

    type: Literal["goto"]
    target: NodeRef = form("Bloco", "Node", widget="node")

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return none: the way on is the target."""
        return ()

    def enter(self, turn: Turn) -> Decision:
        """Jump."""
        return Jump(self.target)
