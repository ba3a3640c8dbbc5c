"""The rules of a whole flow, and the designer's brief."""

from typing import Literal

from flow_runtime.nodes.fields import (
    CustomerText,
    Group,
    Line,
    Model,
    NodeRef,
    Seconds,
    form,
)


class Command(Model):
    """Phrases that work at every wait, whatever the flow is asking."""

    phrases: tuple[Line, ...] = form("Frases", "Phrases", min_length=1, max_length=30)
    action: Literal["goto", "handoff", "end", "back"] = form(
        "Ação",
        "Action",
        choices={
            "goto": ("Ir para um bloco", "Go to a node"),
            "handoff": ("Falar com uma pessoa", "Talk to a person"),
            "end": ("Encerrar", "End"),
            "back": ("Voltar", "Go back"),
        },
    )
    target: NodeRef | None = form("Bloco de destino", "Target node", widget="node", default=None)


DEFAULT_COMMANDS = (
    Command(
        phrases=(
            "atendente",
            "falar com atendente",
            "falar com um atendente",
            "quero falar com um atendente",
            "falar com uma pessoa",
            "agent",
            "human",
            "talk to a person",
        ),
        action="handoff",
    ),
)


class IdleRule(Model):
    """What happens when the customer stops answering; times count from the last message."""

    remind_after_s: Seconds | None = form(
        "Lembrar depois de", "Remind after", widget="duration", default=None
    )
    remind_text: CustomerText = form("Lembrete", "Reminder", widget="text", default="")
    close_after_s: Seconds | None = form(
        "Encerrar depois de", "Close after", widget="duration", default=24 * 3600
    )
    close_text: CustomerText = form("Despedida", "Goodbye", widget="text", default="")


class Settings(Model):
    """Rules of the whole flow."""

    commands: tuple[Command, ...] = form(
        "Comandos", "Commands", default=DEFAULT_COMMANDS, max_length=30
    )
    idle: IdleRule = form("Quando o cliente some", "When the customer is gone", default=IdleRule())
    invalid_text: CustomerText = form(
        "Quando não entender",
        "When not understood",
        group=Group.UNDERSTOOD,
        widget="text",
        default="",
    )
    error_text: CustomerText = form(
        "Quando algo falhar",
        "When something fails",
        group=Group.FAILURE,
        widget="text",
        default="",
    )
    error_route: NodeRef | None = form(
        "Caminho de erro", "Error route", group=Group.FAILURE, widget="node", default=None
    )
    version_policy: Literal["pinned", "migrate"] = form(
        "Conversas em andamento, ao publicar",
        "Running conversations, on publishing",
        group=Group.ADVANCED,
        choices={
            "pinned": ("Terminam na versão em que começaram", "End in the version they began in"),
            "migrate": ("Passam para a nova versão", "Move to the new version"),
        },
        default="pinned",
    )
    sac_mode: bool = form(
        "Regras do SAC (Decreto 11.034/2022)",
        "Rules of the SAC (Decreto 11.034/2022)",
        group=Group.ADVANCED,
        default=False,
    )
    legal_basis: Literal["contract", "consent", "legitimate_interest", "legal_duty"] | None = form(
        "Base legal (LGPD)",
        "Legal basis (LGPD)",
        group=Group.ADVANCED,
        choices={
            "contract": ("Execução de contrato", "Contract"),
            "consent": ("Consentimento", "Consent"),
            "legitimate_interest": ("Legítimo interesse", "Legitimate interest"),
            "legal_duty": ("Obrigação legal", "Legal duty"),
        },
        default=None,
    )
    retention_days: int | None = form(
        "Guardar as conversas por (dias)",
        "Keep conversations for (days)",
        group=Group.ADVANCED,
        default=None,
        ge=1,
        le=3_650,
    )


class Brief(Model):
    """The ten key questions about a service flow (service.md S3.16), in the designer's words."""

    customer_type: str = form(
        "Quem é o cliente?", "Who is the customer?", default="", max_length=2_000
    )
    need: str = form(
        "De que o cliente precisa?", "What does the customer need?", default="", max_length=2_000
    )
    channel: str = form(
        "Por qual canal ele chega?", "By which channel do they come?", default="", max_length=2_000
    )
    steps: str = form(
        "Quais são as etapas do atendimento?",
        "What are the steps of the service?",
        default="",
        max_length=2_000,
    )
    forwarded_to: str = form(
        "Para quem o caso é encaminhado?",
        "To whom is the case forwarded?",
        default="",
        max_length=2_000,
    )
    priority_criteria: str = form(
        "O que torna um caso prioritário?",
        "What makes a case urgent?",
        default="",
        max_length=2_000,
    )
    shareable_information: str = form(
        "Que informações podem ser passadas ao cliente?",
        "Which information may be given to the customer?",
        default="",
        max_length=2_000,
    )
    procedures: str = form(
        "Que procedimentos o atendente segue?",
        "Which procedures does the attendant follow?",
        default="",
        max_length=2_000,
    )
    systems: str = form(
        "Que sistemas são consultados?",
        "Which systems are consulted?",
        default="",
        max_length=2_000,
    )
    deadlines: str = form(
        "Quais são os prazos?", "What are the deadlines?", default="", max_length=2_000
    )
