"""`split`: weighted random branches, such as for an A/B test."""

from typing import Literal

from flow_runtime.decisions import Decision, Go
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import Group, Line, Model, Slug, form
from flow_runtime.turn import Turn


class Share(Model):
    """One branch with its weight; weights are relative to their sum."""

    id: Slug
    name: Line = form("Nome", "Name", min_length=1)
    weight: int = form("Peso", "Weight", ge=1, le=1_000)


class SplitNode(Node):
    """Sends a share of the contacts each way."""

    INFO = NodeInfo(
        family=Family.DECIDE,
        icon="split",
        name={"pt-BR": "Divisão", "en": "Split"},
        description={
            "pt-BR": "Divide os clientes por sorteio, com pesos (teste A/B).",
            "en": "Divides customers by chance, with weights (A/B test).",
        },
        template={
            "branches": [
                {"id": "a", "name": "A", "weight": 50},
                {"id": "b", "name": "B", "weight": 50},
            ]
        },
    )

    type: Literal["split"]
    branches: tuple[Share, ...] = form(
        "Ramos",
        "Branches",
        widget="shares",
        one=("o ramo", "the branch"),
        min_length=2,
        max_length=20,
    )
    sticky: bool = form(
        "O mesmo caminho para o mesmo cliente",
        "The same way for the same customer",
        group=Group.ADVANCED,
        default=True,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return one outcome a branch."""
        return tuple(Outcome(b.id, b.name, b.name) for b in self.branches)

    def enter(self, turn: Turn) -> Decision:
        """Take the branch that the draw falls on."""
        drawn = turn.draw(sticky=self.sticky) * sum(branch.weight for branch in self.branches)
        for branch in self.branches:
            drawn -= branch.weight
            if drawn < 0:
                return Go(branch.id)
        return Go(self.branches[-1].id)
