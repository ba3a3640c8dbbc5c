"""`message`: one or more bubbles for the customer."""

from typing import Literal

from flow_runtime.decisions import NEXT, Decision
from flow_runtime.effects import MessageKind, SendMessage
from flow_runtime.links import is_safe_link
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import CustomerText, Line, Model, StaffText, form
from flow_runtime.turn import Turn


class Bubble(Model):
    """One bubble: a text, or a picture, sound, film, document or link with its caption."""

    kind: MessageKind = form(
        "Tipo",
        "Kind",
        choices={
            "text": ("Texto", "Text"),
            "image": ("Imagem", "Picture"),
            "audio": ("Áudio", "Sound"),
            "video": ("Vídeo", "Film"),
            "document": ("Documento", "Document"),
            "link": ("Link", "Link"),
        },
        default="text",
    )
    text: CustomerText = form(
        "Texto",
        "Text",
        widget="text",
        told=("A mensagem de {block} mudou.", "The message of {block} changed."),
        default="",
    )
    url: StaffText = form("Endereço (https)", "Address (https)", widget="url", default="")
    file_name: Line = form("Nome do arquivo", "File name", default="")
    copyable: bool = form(
        "Para copiar",
        "To be copied",
        help_pt="Sozinho em um balão, com botão de copiar: linha do boleto, código Pix.",
        help_en="Alone in a bubble with a copy button: boleto line, Pix code.",
        default=False,
    )
    typing_s: float = form("Pausa (s)", "Pause (s)", default=0.0, ge=0, le=10)


class MessageNode(Node):
    """Says something and goes on.

    Example:
        `{"id": "hello", "type": "message", "name": "Saudação", "bubbles": [{"text": "Olá!"}]}`
    """

    INFO = NodeInfo(
        family=Family.SAY,
        icon="message",
        name={"pt-BR": "Mensagem", "en": "Message"},
        description={
            "pt-BR": "Envia um ou mais balões: texto, imagem, áudio, vídeo, documento ou link.",
            "en": "Sends one or more bubbles: text, picture, sound, film, document or link.",
        },
        template={"bubbles": [{"text": ("Olá!", "Hello!")}]},
    )

    type: Literal["message"]
    bubbles: tuple[Bubble, ...] = form(
        "Balões",
        "Bubbles",
        widget="bubbles",
        one=("o balão", "the bubble"),
        min_length=1,
        max_length=20,
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return next, the one way on."""
        return (Outcome("next", "Seguir", "Next"),)

    def enter(self, turn: Turn) -> Decision:
        """Send every bubble that has something to show."""
        for index, bubble in enumerate(self.bubbles):
            self._send(turn, bubble, f"bubbles.{index}")
        return NEXT

    def _send(self, turn: Turn, bubble: Bubble, path: str) -> None:
        text = turn.text(f"{path}.text")
        url = str(turn.text(f"{path}.url")) if bubble.url else None
        if url is not None and not is_safe_link(url):
            turn.record("link_refused", path=f"{path}.url")
            url = None
        if not text.strip() and url is None:
            return
        turn.say(
            SendMessage(
                node_id=self.id,
                kind=bubble.kind if url is not None or bubble.kind == "text" else "text",
                text=text,
                url=url,
                name=bubble.file_name or None,
                copyable=bubble.copyable,
                typing_s=bubble.typing_s,
            )
        )
