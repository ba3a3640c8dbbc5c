"""The document of conversation tests: `NAME.tests.yaml` beside `NAME.json`.

load_script(bytes or text) -> ScriptDocument     or ScriptInvalid with located problems
read_conversation(JSON value) -> Conversation    the same for one conversation that is kept as JSON
dump_script(document) -> str                     YAML that load_script reads back
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal

import orjson
from pydantic import AwareDatetime, Field, JsonValue, ValidationError

from flow_runtime.errors import ScriptInvalid
from flow_runtime.events import TicketStatus
from flow_runtime.expressions import parse_pattern
from flow_runtime.flow import Language
from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.limits import MAX_ANSWER_CHARACTERS, MAX_PATTERN_CHARACTERS, MAX_PROBLEMS
from flow_runtime.model_problems import problems_of
from flow_runtime.nodes.fields import Line, Model, Slug, VariableName, VariablePath
from flow_runtime.problems import Problem, problem
from flow_runtime.scripts.durations import parse_duration
from flow_runtime.scripts.reading import Place, ReadDocument, at_line, read_yaml
from flow_runtime.scripts.writing import write_yaml

MAX_CONVERSATIONS: Final = 500
MAX_STEPS: Final = 1_000
MAX_NAME_CHARACTERS: Final = 200

Said = Annotated[str, Field(max_length=MAX_ANSWER_CHARACTERS)]
Expected = Annotated[str, Field(min_length=1, max_length=MAX_ANSWER_CHARACTERS)]


class MockedAnswer(Model):
    """What a server answers: a status and a body, or the reason why no answer comes."""

    status: int = Field(default=200, ge=100, le=599)
    body: JsonValue = None
    failure: Slug | None = None


class SentFile(Model):
    """A file that the customer sends."""

    name: Line = Field(min_length=1)
    type: Line = Field(min_length=1)


class Step(Model):
    """One thing that happens or is expected; exactly one field is set.

    The conversation begins before the first step that is no `mock` or `contact_book`; `begin` lets
    it begin sooner, between two of these.
    """

    begin: Literal[True] | None = None
    expect: Expected | tuple[Expected, ...] | None = None
    expect_pattern: str | None = Field(default=None, max_length=MAX_PATTERN_CHARACTERS)
    expect_choices: tuple[Said, ...] | None = None
    expect_nothing: bool | None = None
    expect_variable: dict[VariablePath, JsonValue] | None = None
    expect_node: Slug | None = None
    expect_end: Slug | None = None
    say: Said | None = None
    press: Said | None = None
    file: SentFile | None = None
    mock: dict[Slug, MockedAnswer | tuple[MockedAnswer, ...]] | None = None
    contact_book: tuple[dict[str, JsonValue], ...] | None = None
    wait: Line | None = None
    at: AwareDatetime | None = None
    ticket: TicketStatus | None = None
    event: dict[Slug, dict[str, JsonValue]] | None = Field(default=None, max_length=1)
    set: dict[VariableName, JsonValue] | None = None

    @property
    def kind(self) -> str:
        """Return the name of the field that is set."""
        return next(name for name in type(self).model_fields if name in self.model_fields_set)

    @property
    def is_preparation(self) -> bool:
        """Say whether the step only prepares the world, so that it may stand before the start."""
        return self.kind in ("mock", "contact_book")


class Conversation(Model):
    """One test: how the conversation begins and what happens in it.

    `node` is where it begins, None at the start; `text` is what the customer wrote first, `seed`
    decides where chance does.
    """

    name: Line = Field(min_length=1)
    node: Slug | None = None
    at: AwareDatetime | None = None
    language: Language | None = None
    channel: dict[str, JsonValue] | None = None
    contact: dict[str, JsonValue] = Field(default_factory=dict)
    contact_book: tuple[dict[str, JsonValue], ...] = ()
    text: Said = ""
    payload: Line | None = None
    variables: dict[str, JsonValue] = Field(default_factory=dict)
    seed: int = Field(default=0, ge=0)
    steps: tuple[Step, ...] = Field(default=(), max_length=MAX_STEPS)


class ScriptDocument(Model):
    """The tests of one flow."""

    flow: Slug
    conversations: tuple[Conversation, ...] = Field(min_length=1, max_length=MAX_CONVERSATIONS)


# -- reading -----------------------------------------------------------------------------------

_TEXT_FIELDS: Final = frozenset({"flow", "name", "node", "language", "text", "payload", "at"})
_TEXT_STEPS: Final = frozenset(Step.model_fields) - {
    "begin",
    "expect_nothing",
    "expect_variable",
    "mock",
    "contact_book",
    "event",
    "set",
}


def load_script(data: bytes | str) -> ScriptDocument:
    """Read the tests of a flow from YAML.

    Raises:
        ScriptInvalid: The text is no valid file of tests; its problems say what and where.
    """
    read = read_yaml(data, _is_text)
    if not isinstance(read.value, dict):
        raise ScriptInvalid([_shape_problem()])
    try:
        document = ScriptDocument.model_validate_json(orjson.dumps(read.value))
    except ValidationError as error:
        raise ScriptInvalid(_with_lines(problems_of(error, read.value), read)) from None
    problems = list(_problems_of_steps(document))[:MAX_PROBLEMS]
    if problems:
        raise ScriptInvalid(_with_lines(problems, read))
    return document


def read_conversation(value: JsonValue) -> Conversation:
    """Read one conversation from the JSON value that `model_dump` wrote, or that people made.

    Raises:
        ScriptInvalid: It is no valid conversation; its problems say what and where.
    """
    try:
        conversation = Conversation.model_validate_json(orjson.dumps(value))
    except ValidationError as error:
        document = value if isinstance(value, dict) else {}
        raise ScriptInvalid(problems_of(error, document)) from None
    problems = list(_problems_of_conversation(conversation, ""))[:MAX_PROBLEMS]
    if problems:
        raise ScriptInvalid(problems)
    return conversation


def _is_text(path: Place) -> bool:
    match path:
        case (str() as field,) | ("conversations", int(), str() as field):
            return field in _TEXT_FIELDS
        case ("conversations", int(), "steps", int(), str() as field, *_):
            return field in _TEXT_STEPS
    return False


def _shape_problem() -> Problem:
    return problem(
        "yaml.shape",
        "O arquivo não contém testes: ele começa com 'flow:' e 'conversations:'.",
        "The file holds no tests: it begins with 'flow:' and 'conversations:'.",
    )


def _with_lines(problems: list[Problem] | tuple[Problem, ...], read: ReadDocument) -> list[Problem]:
    return [_with_line(found, read.line_of(found.pointer)) for found in problems]


def _with_line(found: Problem, line: int | None) -> Problem:
    pt, en = found.sentence("pt-BR"), found.sentence("en")
    return problem(
        found.code,
        at_line(pt, line, "Linha"),
        at_line(en, line, "Line"),
        pointer=found.pointer,
    )


# -- what no single field can say --------------------------------------------------------------


def _problems_of_steps(document: ScriptDocument) -> Iterator[Problem]:
    for place, conversation in enumerate(document.conversations):
        yield from _problems_of_conversation(conversation, f"/conversations/{place}")


def _problems_of_conversation(conversation: Conversation, pointer: str) -> Iterator[Problem]:
    for index, step in enumerate(conversation.steps):
        yield from _step_problems(step, f"{pointer}/steps/{index}")


def _step_problems(step: Step, pointer: str) -> Iterator[Problem]:
    fields = step.model_fields_set
    if len(fields) != 1 or getattr(step, step.kind) is None:
        yield problem(
            "step.single",
            "Cada passo diz uma coisa só, como 'say: oi'. Separe ou complete este passo.",
            "Each step says one thing only, such as 'say: hi'. Divide or complete this step.",
            pointer=pointer,
        )
        return
    if step.wait is not None and parse_duration(step.wait) is None:
        yield problem(
            "step.wait",
            "Escreva a espera como 30s, 10min, 2h, 3d ou '1d 2h' (até 400 dias).",
            "Write the wait as 30s, 10min, 2h, 3d or '1d 2h' (up to 400 days).",
            pointer=f"{pointer}/wait",
        )
    if step.expect_pattern is not None:
        yield from _pattern_problems(step.expect_pattern, f"{pointer}/expect_pattern")


def _pattern_problems(pattern: str, pointer: str) -> Iterator[Problem]:
    try:
        parse_pattern(pattern)
    except FormulaInvalid as invalid:
        yield Problem("step.pattern", invalid.sentence, pointer=pointer)


# -- writing -----------------------------------------------------------------------------------


def dump_script(document: ScriptDocument) -> str:
    """Return the document as YAML that `load_script` reads back to the same."""
    return write_yaml(document.model_dump(mode="json", exclude_unset=True))
