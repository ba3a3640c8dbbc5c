"""`protocol`: issues the protocol number and tells it."""

from typing import Literal

from flow_runtime.decisions import Decision, Go
from flow_runtime.effects import IssueProtocol
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import CustomerText, SavedAs, form
from flow_runtime.turn import Turn


class ProtocolNode(Node):
    """Tells the customer the number of the conversation, which counts as issued from then on.

    Decreto 11.034/2022, art. 12: every demand is followed by a numeric record. One conversation has
    one number; a second node tells the same one again.
    """

    INFO = NodeInfo(
        family=Family.DO,
        icon="receipt",
        name={"pt-BR": "Protocolo", "en": "Protocol"},
        description={
            "pt-BR": "Emite o número de protocolo e informa ao cliente.",
            "en": "Issues the protocol number and tells the customer.",
        },
        template={
            "text": (
                "Anote o seu protocolo: {{ conversation.protocol }}",
                "Please note your protocol number: {{ conversation.protocol }}",
            )
        },
        next_types=("message", "handoff", "end", "menu", "question", "survey"),
    )

    type: Literal["protocol"]
    text: CustomerText = form(
        "Texto",
        "Text",
        widget="text",
        told=("A mensagem de {block} mudou.", "The message of {block} changed."),
        default="Anote o seu protocolo: {{ conversation.protocol }}",
    )
    save_as: SavedAs | None = form("Guardar em", "Save in", widget="variable", default=None)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return next, the one way on."""
        return (Outcome("next", "Seguir", "Next"),)

    def known_at(self, path: str) -> frozenset[str]:
        """Return the number's variable: it is saved before the text is said."""
        return frozenset() if self.save_as is None else frozenset({self.save_as})

    def enter(self, turn: Turn) -> Decision:
        """Issue the number that the host reserved for the conversation."""
        number = turn.session.conversation.get("protocol")
        if not isinstance(number, str) or not number:
            raise turn.failure("no_protocol_number", "the host reserved none")
        turn.ask_of_world(IssueProtocol(number))
        turn.record("protocol_issued")
        if self.save_as is not None:
            turn.write(self.save_as, number)
        turn.say_text(turn.text("text"))
        return Go("next")
