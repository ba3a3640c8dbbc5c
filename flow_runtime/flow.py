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
from flow_runtime.flow_settings import DEFAULT_COMMANDS, Brief, Command, IdleRule, Settings
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
    Line,
    Model,
    Role,
    Slug,
    VariableName,
    form,
    uses,
)

__all__ = [
    "BUILT_IN_NAMES",
    "DEFAULT_COMMANDS",
    "RESERVED_NAMES",
    "SCHEMA_VERSION",
    "Brief",
    "Category",
    "Command",
    "Edge",
    "Flow",
    "Frame",
    "IdleRule",
    "Lane",
    "Language",
    "Note",
    "Settings",
    "Stage",
    "StageColor",
    "Variable",
    "document_sha256",
    "dump_flow",
    "logic_sha256",
    "value_fits",
]

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
    type: VariableType = form(
        "Tipo",
        "Type",
        choices={
            "text": ("Texto", "Text"),
            "number": ("Número", "Number"),
            "boolean": ("Sim ou não", "Yes or no"),
            "date": ("Data", "Date"),
            "datetime": ("Data e hora", "Date and time"),
            "list": ("Lista", "List"),
            "object": ("Objeto", "Object"),
        },
        default="text",
    )
    scope: Literal["conversation", "contact"] = form(
        "Validade",
        "Scope",
        choices={
            "conversation": ("Só nesta conversa", "This conversation"),
            "contact": ("Fica com o cliente", "Stays with the customer"),
        },
        default="conversation",
    )
    sensitivity: Literal["none", "personal", "sensitive"] = form(
        "Sigilo",
        "Sensitivity",
        choices={
            "none": ("Comum", "None"),
            "personal": ("Dado pessoal", "Personal data"),
            "sensitive": ("Dado sensível", "Sensitive data"),
        },
        default="none",
    )
    default: JsonValue = form("Valor inicial", "Default", default=None)
    purpose: Line = form("Finalidade", "Purpose", default="")


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
