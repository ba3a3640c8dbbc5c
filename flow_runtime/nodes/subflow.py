"""`subflow`: runs another published flow and comes back."""

from typing import Literal

from flow_runtime.decisions import Call, Decision
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import FlowRef, Model, SavedAs, StaffText, VariableName, form
from flow_runtime.turn import Turn


class Output(Model):
    """A variable of this flow that takes the value of the other flow's `result`."""

    variable: SavedAs = form("Guardar em", "Save in", widget="variable")
    result: VariableName = form("Variável do outro fluxo", "Variable of the other flow")


class SubflowNode(Node):
    """Gives values to another flow, runs it to its end and takes values back.

    `inputs` maps the other flow's variables to texts of this one.
    """

    INFO = NodeInfo(
        family=Family.DO,
        icon="layers",
        name={"pt-BR": "Outro fluxo", "en": "Sub-flow"},
        description={
            "pt-BR": "Executa outro fluxo publicado e volta.",
            "en": "Runs another published flow and returns.",
        },
        template={"flow": ("outro-fluxo", "other-flow")},
    )

    type: Literal["subflow"]
    flow: FlowRef = form("Fluxo", "Flow", widget="flow")
    inputs: dict[VariableName, StaffText] = form(
        "Entradas", "Inputs", widget="pairs", default_factory=dict, max_length=50
    )
    outputs: tuple[Output, ...] = form(
        "Resultados", "Results", widget="outputs", default=(), max_length=50
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return done and failed."""
        return (Outcome("done", "Terminou", "Done"), Outcome("failed", "Falhou", "Failed"))

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return the results of a flow that did its work."""
        results = (output.variable for output in self.outputs)
        return frozenset(results) if outcome == "done" else frozenset()

    def enter(self, turn: Turn) -> Decision:
        """Call the flow."""
        inputs = {name: turn.value(f"inputs.{name}") for name in self.inputs}
        outputs = {output.variable: output.result for output in self.outputs}
        return Call(self.flow, inputs, outputs)
