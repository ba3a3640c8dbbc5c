"""`notify`: tells staff by e-mail or webhook."""

from collections.abc import Iterator
from typing import Literal

from flow_runtime.decisions import Decision, Go, Wait
from flow_runtime.effects import NotificationKind, Notify
from flow_runtime.events import Event, NotificationFinished
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import ConnectionRef, StaffText, form
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn


class NotifyNode(Node):
    """Sends a notice; the flow waits for its delivery only where `failed` leads somewhere."""

    INFO = NodeInfo(
        family=Family.DO,
        icon="bell",
        name={"pt-BR": "Avisar a equipe", "en": "Notify staff"},
        description={
            "pt-BR": "Envia um aviso por e-mail, webhook, Slack ou Teams.",
            "en": "Sends a notice by e-mail, webhook, Slack or Teams.",
        },
        template={"text": ("Um cliente pediu ajuda.", "A customer asked for help.")},
        card=("kind", "to", "text"),
    )

    type: Literal["notify"]
    kind: NotificationKind = form(
        "Por",
        "By",
        choices={
            "email": ("E-mail", "E-mail"),
            "webhook": ("Webhook", "Webhook"),
            "slack": ("Slack", "Slack"),
            "teams": ("Teams", "Teams"),
        },
        default="email",
    )
    to: StaffText = form("Para (e-mail ou caminho)", "To (e-mail or path)", default="")
    connection: ConnectionRef | None = form(
        "Conexão", "Connection", widget="connection", default=None
    )
    subject: StaffText = form("Assunto", "Subject", default="")
    text: StaffText = form("Texto", "Text", widget="text", min_length=1)

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return sent and failed, which counts as sent unless connected."""
        return (
            Outcome("sent", "Enviado", "Sent"),
            Outcome("failed", "Falhou", "Failed", falls_to="sent"),
        )

    def enter(self, turn: Turn) -> Decision:
        """Ask for the notice; wait for its result where that matters."""
        waits = turn.is_connected("failed")
        turn.ask_of_world(
            Notify(
                node_id=self.id,
                kind=self.kind,
                to=turn.text("to").strip(),
                subject=" ".join(turn.text("subject").split()),
                text=turn.text("text"),
                connection=self.connection,
                step=turn.session.step if waits else None,
                idempotency_key=turn.idempotency_key,
            )
        )
        return Wait("notification") if waits else Go("sent")

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Leave by the result of the delivery."""
        if not isinstance(event, NotificationFinished):
            return super().resume(turn, event)
        return Go("sent" if event.delivered else "failed")

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield both results."""
        for delivered in (True, False):
            yield NotificationFinished(turn.now, turn.session.step, delivered=delivered)

    def problems(self) -> Iterator[Problem]:
        """An e-mail needs an address; the others need a connection."""
        if self.kind == "email" and not self.to:
            yield problem(
                "notify.to",
                "Diga para quem vai o e-mail.",
                "Say who gets the e-mail.",
                pointer="/to",
            )
        if self.kind != "email" and self.connection is None:
            yield problem(
                "notify.connection",
                "Escolha a conexão por onde o aviso sai.",
                "Choose the connection that carries the notice.",
                pointer="/connection",
            )
