"""A flow compiled for execution: every text, formula and edge is parsed once, here.

Compiling never fails: a draft with a broken text can still be tried, and the broken part fails at
its node, which takes the error route. Whether a flow is fit for publication is checks.py's word.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from flow_runtime.calendars import OpeningHours, opening_hours
from flow_runtime.conditions import ConditionRow, VariableType, compile_row
from flow_runtime.decisions import IDLE_CLOSE, IDLE_REMIND
from flow_runtime.effects import Fact
from flow_runtime.errors import NodeFailed
from flow_runtime.expressions import parse_expression, parse_pattern, parse_query
from flow_runtime.flow import Command, Flow
from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.nodes.asking import Choices
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.phrases import phrase
from flow_runtime.texts import Text, parse_header, parse_text
from flow_runtime.workspace import Queue, Workspace

DEFAULT_ZONE = "America/Sao_Paulo"

PartType = TypeVar("PartType")
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """A part that does not parse; using it fails the node."""

    reason: str


@dataclass(frozen=True, slots=True)
class Program:
    """A flow ready to run, with the sub-flows and the installation it runs in.

    `targets` maps (node id, outcome) to the next node's id; `entered` and `left` hold the fact of
    each node that is entered and of each connected outcome that is taken; `parts` maps (node id,
    path) to the compiled formula; `texts` does so for each language, and `constants` holds, by
    language, node and path, those texts that are always the same. `reads_business` says whether
    anything may ask for the opening hours; `idle_timers` are the keys and delays of the flow's
    idle rule; `constant_menus` keeps, by node and language, choices that are always the same.
    """

    flow: Flow
    flow_id: str
    version: int
    nodes: Mapping[str, Node]
    targets: Mapping[Key, str]
    parts: Mapping[Key, object]
    texts: Mapping[str, Mapping[Key, object]]
    constants: Mapping[tuple[str, str, str], str]
    commands: Mapping[str, Command]
    variable_types: Mapping[str, VariableType]
    contact_variables: frozenset[str]
    queues: Mapping[str, Queue]
    calendars: Mapping[str, OpeningHours]
    business_calendar: OpeningHours | None
    zone: ZoneInfo
    reads_business: bool = True
    listeners: tuple[Node, ...] = ()
    idle_timers: tuple[tuple[str, timedelta], ...] = ()
    subflows: Mapping[str, "Program"] = field(default_factory=dict)
    constant_menus: dict[Key, Choices] = field(default_factory=dict, repr=False, compare=False)
    entered: Mapping[str, Fact] = field(init=False, repr=False)
    left: Mapping[Key, Fact] = field(init=False, repr=False)
    start: Node | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Write down once the facts that say the same in every turn, and find the start."""
        object.__setattr__(self, "start", self.flow.start)
        object.__setattr__(self, "entered", self._facts_of_entering())
        object.__setattr__(self, "left", self._facts_of_leaving())

    def _facts_of_entering(self) -> dict[str, Fact]:
        return {
            node_id: Fact("node_entered", node_id, {}, self.flow_id, self.version)
            for node_id in self.nodes
        }

    def _facts_of_leaving(self) -> dict[Key, Fact]:
        return {
            (node_id, outcome): Fact(
                "node_left", node_id, {"outcome": outcome}, self.flow_id, self.version
            )
            for node_id, outcome in self.targets
        }

    def text(self, node_id: str, path: str, language: str) -> Text:
        """Return a text in a language, or in the flow's own where it is not translated.

        Raises:
            NodeFailed: The text does not parse.
        """
        texts = self.texts.get(language) or self.texts[self.flow.language]
        return _whole(texts.get((node_id, path)), Text, path)

    def constant(self, node_id: str, path: str, language: str) -> str | None:
        """Return a text that is always the same, or None where it must be rendered."""
        spoken = language if language in self.texts else self.flow.language
        return self.constants.get((spoken, node_id, path))

    def part(self, node_id: str, path: str, part_type: type[PartType]) -> PartType:
        """Return a compiled formula of a node.

        Raises:
            NodeFailed: The formula does not parse.
        """
        return _whole(self.parts.get((node_id, path)), part_type, path)

    def beginning_at(self, node_id: str) -> "Program":
        """Return the program whose conversations begin at a node: the start leads there."""
        start = self.start
        if start is None or start.id == node_id:
            return self
        ways = {(start.id, outcome.id): node_id for outcome in start.outcomes()}
        return replace(self, targets={**self.targets, **ways})

    def first_handoff(self) -> str | None:
        """Return the id of the flow's first node where a person takes over."""
        return next((node.id for node in self.flow.nodes if node.type == "handoff"), None)


def _whole(part: object, part_type: type[PartType], path: str) -> PartType:
    if isinstance(part, part_type):
        return part
    reason = part.reason if isinstance(part, Broken) else "there is no such part"
    raise NodeFailed("formula_invalid", f"{path}: {reason}")


def compile_flow(
    flow: Flow,
    *,
    version: int = 0,
    workspace: Workspace | None = None,
    subflows: Mapping[str, Program] | None = None,
) -> Program:
    """Compile a flow for an installation; `subflows` are the flows it may call, by id."""
    workspace = workspace or Workspace()
    calendars = {calendar.id: opening_hours(calendar) for calendar in workspace.calendars}
    business = calendars[chosen.id] if (chosen := workspace.business_calendar) else None
    texts = {language: _texts_in(flow, language) for language in _languages(flow)}
    return Program(
        flow=flow,
        flow_id=flow.id,
        version=version,
        nodes={node.id: node for node in flow.nodes},
        targets={(edge.source, edge.outcome): edge.target for edge in flow.edges},
        parts=_compiled_parts(flow),
        texts=texts,
        constants=_constants(texts),
        commands=_commands(flow),
        variable_types={variable.name: variable.type for variable in flow.variables},
        contact_variables=frozenset(v.name for v in flow.variables if v.scope == "contact"),
        queues={queue.id: queue for queue in workspace.queues},
        calendars=calendars,
        business_calendar=business,
        zone=business.zone if business else ZoneInfo(DEFAULT_ZONE),
        reads_business=_reads_business(flow),
        listeners=tuple(node for node in flow.nodes if node.LISTENS),
        idle_timers=tuple(_idle_timers(flow)),
        subflows=subflows or {},
    )


def _idle_timers(flow: Flow) -> Iterator[tuple[str, timedelta]]:
    idle = flow.settings.idle
    if idle.remind_after_s is not None and idle.remind_text:
        yield IDLE_REMIND, timedelta(seconds=idle.remind_after_s)
    if idle.close_after_s is not None:
        yield IDLE_CLOSE, timedelta(seconds=idle.close_after_s)


def _languages(flow: Flow) -> tuple[str, ...]:
    return tuple(dict.fromkeys((flow.language, *flow.languages)))


def _constants(texts: Mapping[str, Mapping[Key, object]]) -> dict[tuple[str, str, str], str]:
    return {
        (language, node_id, path): text.source
        for language, translated in texts.items()
        for (node_id, path), text in translated.items()
        if isinstance(text, Text) and text.is_constant
    }


def _reads_business(flow: Flow) -> bool:
    """Say whether the word stands anywhere; working out the opening hours is the dearest value."""
    # A draft may hold stand-ins that are of no type: they are written without a warning.
    return "business" in flow.model_dump_json(warnings=False)


def _commands(flow: Flow) -> dict[str, Command]:
    commands = flow.settings.commands
    return {phrase(words): command for command in commands for words in command.phrases}


_TEXT_PARSERS: Mapping[Role, Callable[[str], Text]] = {
    Role.TEXT: parse_text,
    Role.VALUE: parse_text,
    Role.URL: lambda source: parse_text(source, encode="path"),
    Role.HEADER: parse_header,
}
_PART_PARSERS: Mapping[Role, Callable[[Any], object]] = {
    Role.EXPRESSION: parse_expression,
    Role.QUERY: parse_query,
    Role.PATTERN: parse_pattern,
    Role.CONDITION: compile_row,
}


def _compiled_parts(flow: Flow) -> dict[Key, object]:
    return {
        (owner, use.path): _parsed(_PART_PARSERS[use.role], use.value)
        for owner, use in flow.uses()
        if use.role in _PART_PARSERS
    }


def _texts_in(flow: Flow, language: str) -> dict[Key, object]:
    return {
        (owner, use.path): _parsed(_TEXT_PARSERS[use.role], _source(flow, owner, use, language))
        for owner, use in flow.uses()
        if use.role in _TEXT_PARSERS
    }


def _source(flow: Flow, owner: str, use: FieldUse, language: str) -> str:
    if use.role is not Role.TEXT:
        return str(use.value)
    return flow.text(f"{owner}.{use.path}", use.value, language)


def _parsed(parser: Callable[[Any], object], source: str | ConditionRow) -> object:
    try:
        return parser(source)
    except FormulaInvalid as invalid:
        return Broken(str(invalid))
