"""`start`: where conversations begin, and what begins them."""

from typing import Literal

from flow_runtime.decisions import NEXT, Decision
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import Line, Model, form
from flow_runtime.turn import Turn


class Trigger(Model):
    """Something that begins a conversation; `value` is the keyword, payload, event or schedule."""

    kind: Literal[
        "any_message", "keyword", "channel", "payload", "webhook", "schedule", "comment", "page"
    ] = form(
        "Quando",
        "When",
        choices={
            "any_message": ("Qualquer mensagem", "Any message"),
            "keyword": ("Palavra-chave", "Keyword"),
            "channel": ("Canal", "Channel"),
            "payload": ("Link ou QR code", "Link or QR code"),
            "webhook": ("Aviso de outro sistema", "Another system's event"),
            "schedule": ("Agenda", "Schedule"),
            "comment": ("Comentário", "Comment"),
            "page": ("Evento na página", "Page event"),
        },
    )
    value: Line = form("Valor", "Value", default="")


class StartNode(Node):
    """The entry of the flow."""

    INFO = NodeInfo(
        family=Family.BEGIN,
        icon="play",
        name={"pt-BR": "Início", "en": "Start"},
        description={
            "pt-BR": "Onde a conversa começa e o que a faz começar.",
            "en": "Where the conversation begins and what makes it begin.",
        },
    )

    type: Literal["start"]
    triggers: tuple[Trigger, ...] = form(
        "Começa com",
        "Begins with",
        widget="triggers",
        default=(Trigger(kind="any_message"),),
        max_length=50,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return next, the one way on."""
        return (Outcome("next", "Seguir", "Next"),)

    def enter(self, turn: Turn) -> Decision:
        """Go on at once."""
        return NEXT
