"""`condition`: the first branch that holds is taken, otherwise `else`."""

from collections.abc import Iterator
from typing import Annotated, Literal

from flow_runtime.conditions import CompiledRow, ConditionRow, Operator
from flow_runtime.conditions.operators import NEGATIVE
from flow_runtime.decisions import Decision, Go
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import Expression, Group, Line, Model, Role, Slug, form
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn


class Branch(Model):
    """One way: rows of which all or any must hold, or one CEL expression."""

    id: Slug
    name: Line = form("Nome", "Name", min_length=1)
    match: Literal["all", "any"] = form(
        "Valem",
        "Match",
        choices={"all": ("Todas", "All"), "any": ("Qualquer uma", "Any")},
        default="all",
    )
    rows: tuple[Annotated[ConditionRow, Role.CONDITION], ...] = form(
        "Condições", "Conditions", widget="conditions", default=(), max_length=50
    )
    cel: Expression | None = form(
        "Expressão (CEL)", "Expression (CEL)", group=Group.ADVANCED, default=None
    )


class ConditionNode(Node):
    """Decides by what is known."""

    INFO = NodeInfo(
        family=Family.DECIDE,
        icon="branch",
        name={"pt-BR": "Condição", "en": "Condition"},
        description={
            "pt-BR": "Escolhe o caminho pelo que já se sabe.",
            "en": "Chooses the way by what is known.",
        },
        template={"branches": [{"id": "branch_1", "name": ("Se", "If"), "rows": []}]},
    )

    type: Literal["condition"]
    branches: tuple[Branch, ...] = form(
        "Ramos",
        "Branches",
        widget="branches",
        one=("o ramo", "the branch"),
        min_length=1,
        max_length=190,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return one outcome a branch, and `else`."""
        branches = tuple(Outcome(b.id, b.name, b.name) for b in self.branches)
        return (*branches, Outcome("else", "Senão", "Otherwise"))

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return what a branch that holds, and those before it that do not, say of variables."""
        known: set[str] = set()
        for branch in self.branches:
            if branch.id == outcome:
                return frozenset(known.union(_set_when_true(branch)))
            known.update(_set_when_false(branch))
        return frozenset(known)

    def enter(self, turn: Turn) -> Decision:
        """Take the first branch that holds."""
        for index, branch in enumerate(self.branches):
            if self._holds(turn, branch, f"branches.{index}"):
                return Go(branch.id)
        return Go("else")

    def _holds(self, turn: Turn, branch: Branch, path: str) -> bool:
        if branch.cel is not None:
            return turn.evaluate(f"{path}.cel") is True
        results = (
            turn.holds(turn.program.part(self.id, f"{path}.rows.{index}", CompiledRow))
            for index in range(len(branch.rows))
        )
        return all(results) if branch.match == "all" else any(results)

    def problems(self) -> Iterator[Problem]:
        """A branch says either rows or an expression."""
        for index, branch in enumerate(self.branches):
            if bool(branch.rows) == (branch.cel is not None):
                yield problem(
                    "condition.empty",
                    f"O ramo '{branch.name}' precisa de condições ou de uma expressão (só um).",
                    f"The branch '{branch.name}' needs conditions or an expression, one of them.",
                    pointer=f"/branches/{index}",
                )


def _set_when_true(branch: Branch) -> Iterator[str]:
    """Yield the variables without which the branch would not hold."""
    if branch.match == "all" or len(branch.rows) == 1:
        for row in branch.rows:
            if row.operator not in NEGATIVE and row.operator is not Operator.IS_EMPTY:
                yield row.variable


def _set_when_false(branch: Branch) -> Iterator[str]:
    """Yield the variables whose emptiness alone would have made the branch hold."""
    if branch.match == "any" or len(branch.rows) == 1:
        yield from (row.variable for row in branch.rows if row.operator is Operator.IS_EMPTY)
