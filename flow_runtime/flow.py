"""The flow document: what a designer draws, as frozen data (flow-format.md).

`Flow` is what files, drafts and versions hold. The layout stands apart from the logic: moving a
card changes no hash. Reading a file, with every problem located, is loading.py.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Literal

import orjson
from pydantic import Field, JsonValue

from flow_runtime.conditions import VariableType
from flow_runtime.limits import (
    MAX_EDGES,
    MAX_GROUPS,
    MAX_NODES,
    MAX_NOTES,
    MAX_STAGES,
    MAX_VARIABLES,
)
from flow_runtime.nodes import AnyNode
from flow_runtime.nodes.base import SETTINGS_ID, Node
from flow_runtime.nodes.fields import (
    CustomerText,
    FieldUse,
    Group,
    Line,
    Model,
    NodeRef,
    Role,
    Seconds,
    Slug,
    VariableName,
    form,
    uses,
)

SCHEMA_VERSION = 1
_NOT_LOGIC = frozenset({"layout", "lanes", "notes", "groups"})

Language = Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Category = Literal[
    "receptivo",
    "ativo",
    "ativacao",
    "retencao",
    "pesquisa_solicitacao",
    "pesquisa_empresa",
    "triagem",
    "reativacao",
    "monitoramento",
]
StageColor = Literal["gray", "blue", "green", "amber", "red", "violet", "teal", "pink"]

BUILT_IN_NAMES = frozenset(
    {"contact", "channel", "conversation", "now", "today", "business", "last_message", "item"}
)
RESERVED_NAMES = BUILT_IN_NAMES | {"secrets", "secret", "env", "session", "flow"}


class Edge(Model):
    """A connection from one outcome of a node to the next node; one per outcome."""

    source: Slug
    outcome: Slug
    target: Slug


class Stage(Model):
    """A lane of the drawing and of the reports."""

    id: Slug
    name: Line = Field(min_length=1)
    color: StageColor = "gray"


class Variable(Model):
    """A named value of a conversation or of a contact."""

    name: VariableName
    type: VariableType = "text"
    scope: Literal["conversation", "contact"] = "conversation"
    sensitivity: Literal["none", "personal", "sensitive"] = "none"
    default: JsonValue = None
    purpose: Line = ""


class Note(Model):
    """A sticky note on the canvas; `place` is its upper left corner, in canvas pixels."""

    id: Slug
    text: str = Field(max_length=2_000)
    color: StageColor = "amber"
    place: tuple[float, float] = (0.0, 0.0)
    size: tuple[float, float] = (240.0, 120.0)


class Lane(Model):
    """The column of a stage on the canvas: its left edge and width, in canvas pixels."""

    x: float = 0.0
    width: float = 640.0
    collapsed: bool = False


class Frame(Model):
    """A frame round some cards of the canvas."""

    id: Slug
    name: Line = ""
    nodes: tuple[Slug, ...] = Field(default=(), max_length=MAX_NODES)


class Command(Model):
    """Phrases that work at every wait, whatever the flow is asking."""

    phrases: tuple[Line, ...] = Field(min_length=1, max_length=30)
    action: Literal["goto", "handoff", "end", "back"]
    target: NodeRef | None = None


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

    remind_after_s: Seconds | None = form("Lembrar depois de", "Remind after", default=None)
    remind_text: CustomerText = form("Lembrete", "Reminder", default="")
    close_after_s: Seconds | None = form("Encerrar depois de", "Close after", default=24 * 3600)
    close_text: CustomerText = form("Despedida", "Goodbye", default="")


class Settings(Model):
    """Rules of the whole flow."""

    commands: tuple[Command, ...] = form(
        "Comandos", "Commands", default=DEFAULT_COMMANDS, max_length=30
    )
    idle: IdleRule = form("Quando o cliente some", "When the customer is gone", default=IdleRule())
    invalid_text: CustomerText = form(
        "Quando não entender", "When not understood", group=Group.UNDERSTOOD, default=""
    )
    error_text: CustomerText = form(
        "Quando algo falhar", "When something fails", group=Group.FAILURE, default=""
    )
    error_route: NodeRef | None = form(
        "Caminho de erro", "Error route", group=Group.FAILURE, default=None
    )
    version_policy: Literal["pinned", "migrate"] = "pinned"
    sac_mode: bool = False
    legal_basis: Literal["contract", "consent", "legitimate_interest", "legal_duty"] | None = None
    retention_days: int | None = Field(default=None, ge=1, le=3_650)


class Brief(Model):
    """The ten key questions about a service flow (service.md S3.16), in the designer's words."""

    customer_type: str = Field(default="", max_length=2_000)
    need: str = Field(default="", max_length=2_000)
    channel: str = Field(default="", max_length=2_000)
    steps: str = Field(default="", max_length=2_000)
    forwarded_to: str = Field(default="", max_length=2_000)
    priority_criteria: str = Field(default="", max_length=2_000)
    shareable_information: str = Field(default="", max_length=2_000)
    procedures: str = Field(default="", max_length=2_000)
    systems: str = Field(default="", max_length=2_000)
    deadlines: str = Field(default="", max_length=2_000)


class Flow(Model):
    """A whole flow: nodes, edges, variables, texts in other languages, settings and layout."""

    schema_version: Literal[1]
    id: Slug
    name: Annotated[Line, Field(min_length=1)]
    objective: str = Field(default="", max_length=1_000)
    category: Category = "receptivo"
    language: Language = "pt-BR"
    languages: tuple[Language, ...] = Field(default=("pt-BR",), min_length=1, max_length=20)
    variables: tuple[Variable, ...] = Field(default=(), max_length=MAX_VARIABLES)
    nodes: tuple[AnyNode, ...] = Field(default=(), max_length=MAX_NODES)
    edges: tuple[Edge, ...] = Field(default=(), max_length=MAX_EDGES)
    stages: tuple[Stage, ...] = Field(default=(), max_length=MAX_STAGES)
    notes: tuple[Note, ...] = Field(default=(), max_length=MAX_NOTES)
    translations: dict[Language, dict[str, CustomerText]] = Field(default_factory=dict)
    settings: Settings = Settings()
    brief: Brief = Brief()
    layout: dict[str, tuple[float, float]] = Field(default_factory=dict)
    lanes: dict[Slug, Lane] = Field(default_factory=dict)
    groups: tuple[Frame, ...] = Field(default=(), max_length=MAX_GROUPS)

    def node(self, node_id: str) -> Node | None:
        """Return a node by its id."""
        return next((node for node in self.nodes if node.id == node_id), None)

    @property
    def start(self) -> Node | None:
        """Return the node where conversations begin, if there is exactly one."""
        starts = [node for node in self.nodes if node.type == "start"]
        return starts[0] if len(starts) == 1 else None

    def uses(self) -> Iterator[tuple[str, FieldUse]]:
        """Yield (node id, use) of every text, formula and reference of the flow.

        Those of the settings come under `SETTINGS_ID`.
        """
        for node in self.nodes:
            for use in uses(node):
                yield node.id, use
        for use in uses(self.settings):
            yield SETTINGS_ID, use

    def called_flows(self) -> list[str]:
        """Return the ids of the flows that this one calls, in the order of its nodes."""
        called = (use.value for _, use in self.uses() if use.role is Role.FLOW)
        return list(dict.fromkeys(called))

    def text(self, key: str, source: str, language: str) -> str:
        """Return a text in a language; `key` is `node.path`, `source` the original."""
        if language == self.language:
            return source
        return self.translations.get(language, {}).get(key) or source


def dump_flow(flow: Flow, *, indented: bool = True) -> bytes:
    """Return the flow as JSON with sorted keys and without defaults, always the same bytes."""
    options = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    if indented:
        options |= orjson.OPT_INDENT_2
    return orjson.dumps(flow.model_dump(mode="json", exclude_defaults=True), option=options)


def logic_sha256(flow: Flow) -> str:
    """Return the hash of what the flow does: without layout, lanes, notes and groups."""
    return document_sha256(flow.model_dump(mode="json", exclude_defaults=True))


def document_sha256(document: Mapping[str, JsonValue]) -> str:
    """Return the hash of a stored document's logic.

    It is taken of the document as it stands, so that a later release's defaults change no hash.
    """
    logic = {key: value for key, value in document.items() if key not in _NOT_LOGIC}
    return hashlib.sha256(orjson.dumps(logic, option=orjson.OPT_SORT_KEYS)).hexdigest()


def value_fits(value: JsonValue, variable_type: VariableType) -> bool:
    """Say whether a value is of a variable's type; None always fits."""
    if value is None:
        return True
    match variable_type:
        case "text":
            return isinstance(value, str)
        case "number":
            return isinstance(value, int | float | str) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "list":
            return isinstance(value, list)
        case "object":
            return isinstance(value, dict)
        case "date" | "datetime":
            return isinstance(value, str) and _is_iso(value, variable_type)


def _is_iso(value: str, variable_type: VariableType) -> bool:
    try:
        date.fromisoformat(value) if variable_type == "date" else datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
