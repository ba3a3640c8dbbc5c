"""`end`: closes the conversation with an outcome."""

from typing import Literal

from flow_runtime.decisions import Decision, End
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import CustomerText, Group, Line, Slug, form
from flow_runtime.turn import Turn


class EndNode(Node):
    """Says goodbye and ends the flow; in a sub-flow, `failed` leaves the caller by `failed`."""

    INFO = NodeInfo(
        family=Family.END,
        icon="stop",
        name={"pt-BR": "Fim", "en": "End"},
        description={
            "pt-BR": "Encerra a conversa e registra o resultado.",
            "en": "Ends the conversation and records its outcome.",
        },
        template={
            "outcome": "resolved",
            "text": ("Obrigado pelo contato. Até logo!", "Thank you for writing. Goodbye!"),
        },
    )

    type: Literal["end"]
    outcome: Slug = form("Resultado", "Outcome", widget="outcome", default="resolved")
    text: CustomerText = form(
        "Despedida",
        "Goodbye",
        widget="text",
        told=("A despedida de {block} mudou.", "The goodbye of {block} changed."),
        default="",
    )
    reason: Line = form("Motivo", "Reason", group=Group.ADVANCED, default="")
    tags: tuple[Line, ...] = form(
        "Etiquetas", "Tags", group=Group.ADVANCED, default=(), max_length=20
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return none: nothing follows."""
        return ()

    def enter(self, turn: Turn) -> Decision:
        """Say goodbye and end."""
        turn.say_text(turn.text("text"))
        return End(self.outcome, self.reason, self.tags)
