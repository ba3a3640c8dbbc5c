"""Texts with variables: parsed once, rendered in one pass, never stopping a conversation.

A text is Liquid with outputs and filters only. What a customer typed is substituted and shown; it
is never parsed, whatever braces it holds. Rendering never raises: what cannot be shown is empty,
and `on_problem` hears why.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from pydantic import JsonValue

from flow_runtime.formula_errors import OnProblem, TextInvalid, ignore_problem
from flow_runtime.limits import MAX_FILTERED_CHARACTERS, MAX_TEXT_CHARACTERS
from flow_runtime.paths import MISSING, Path, reads_moment
from flow_runtime.texts.encodings import (
    Encoding,
    UrlEncoding,
    encoded,
    refuse_variable_host,
    with_one_slash,
)
from flow_runtime.texts.filter_values import FilterFailed
from flow_runtime.texts.parts import Argument, FilterCall, Literal, Output, Part, parse_parts
from flow_runtime.texts.printing import printed
from flow_runtime.texts.secrets import SECRET_MARK, SecretMark, parse_secret_parts

# Walking over one item of a list costs about as much as over so many characters of a text.
_CHARACTERS_PER_ITEM: Final = 128


@dataclass(frozen=True, slots=True)
class Text:
    """A parsed text; immutable, may be shared between threads.

    `variables` are the paths it reads, as people write them; `secrets` the names that the host
    fills in when it sends (headers only). `is_constant` says that it is always the same,
    `reads_moment` that it may show the time, the day or the opening hours; `names` has, for each
    part, the variable that it shows as it is, if it does.
    """

    source: str
    parts: tuple[Part | SecretMark, ...]
    variables: frozenset[str]
    secrets: frozenset[str] = frozenset()
    encoding: Encoding | None = None
    is_constant: bool = field(init=False)
    reads_moment: bool = field(init=False)
    names: tuple[str | None, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out once what each rendering asks."""
        names = tuple(None if self.encoding else _bare_name(part) for part in self.parts)
        object.__setattr__(self, "names", names)
        is_constant = all(isinstance(part, str) for part in self.parts)
        object.__setattr__(self, "is_constant", is_constant)
        object.__setattr__(self, "reads_moment", reads_moment(self.variables))

    def render(self, scope: Mapping[str, object], *, language: str, on_problem: OnProblem) -> str:
        """Return the text with its values, at most MAX_TEXT_CHARACTERS characters; never raises."""
        if self.is_constant:
            return self.source[:MAX_TEXT_CHARACTERS]
        rendering = _Rendering(scope, language, on_problem, encoding=self.encoding)
        pieces: list[str] = []
        length = 0
        for part, name in zip(self.parts, self.names, strict=True):
            value = part if name is None else scope.get(name)
            if isinstance(value, str) and self.encoding is None:
                piece = value[:MAX_TEXT_CHARACTERS]
            elif name is not None and value is not None:
                piece = rendering.printed(value)
            else:
                piece = rendering.piece(part)
            pieces.append(piece)
            length += len(piece)
            if length > MAX_TEXT_CHARACTERS:
                on_problem("text_too_long", f"cut at {MAX_TEXT_CHARACTERS} characters")
                break
        rendered = "".join(pieces)[:MAX_TEXT_CHARACTERS]
        return with_one_slash(rendered, self.source) if self.encoding == "path" else rendered

    def render_value(
        self,
        scope: Mapping[str, object],
        *,
        language: str = "pt-BR",
        on_problem: OnProblem = ignore_problem,
    ) -> JsonValue:
        """Return the JSON value itself when the text is one bare `{{ path }}`, else the text.

        An unknown variable gives None; never raises.
        """
        match self.parts:
            case (Output(head=Path() as path, filters=()),) if self.encoding is None:
                value = _Rendering(scope, language, on_problem).read(path)
                return cast(JsonValue, value)
        return self.render(scope, language=language, on_problem=on_problem)


def _bare_name(part: Part | SecretMark) -> str | None:
    """Return the name of a part that is a variable and nothing else, such as `{{ cpf }}`."""
    if isinstance(part, Output) and isinstance(part.head, Path) and not part.filters:
        return part.head.root if len(part.head.segments) == 1 else None
    return None


@dataclass(slots=True)
class _Rendering:
    """One rendering of one text: the values, who hears of problems and how much work is left."""

    scope: Mapping[str, object]
    language: str
    on_problem: OnProblem
    encoding: Encoding | None = None
    characters_left: int = MAX_FILTERED_CHARACTERS

    def piece(self, part: Part | SecretMark) -> str:
        if isinstance(part, Output):
            if self.encoding is None and not part.filters:
                return self._bare(part.head)
            return encoded(self._shown(part), self.encoding, self.on_problem)
        if isinstance(part, SecretMark):
            return part.spelled
        if self.encoding == "path" and "?" in part:
            self.encoding = "query"
        return part

    def _bare(self, head: Argument) -> str:
        value = head.value if isinstance(head, Literal) else self.read(head)
        return value[:MAX_TEXT_CHARACTERS] if isinstance(value, str) else self.printed(value)

    def _shown(self, output: Output) -> str:
        return self.printed(self._filtered(output))

    def printed(self, value: object) -> str:
        try:
            return printed(value)
        except (ValueError, TypeError, RecursionError) as error:
            self.on_problem("value_not_printable", str(error))
            return ""

    def _filtered(self, output: Output) -> object:
        value = self._head(output)
        for call in output.filters:
            try:
                value = self._apply(call, value)
            except FilterFailed as failure:
                self.on_problem("filter_failed", str(failure))
        return value

    def _head(self, output: Output) -> object:
        # A text that says what to show instead knows that the variable may be missing.
        expected = bool(output.filters) and output.filters[0].filter.name == "default"
        return self._value(output.head, quietly=expected)

    def _apply(self, call: FilterCall, value: object) -> object:
        if self.characters_left < 0:
            raise FilterFailed(f"{call.filter.name}: the text takes too much work")
        arguments = tuple(self._value(argument) for argument in call.arguments)
        keywords = {name: self._value(argument) for name, argument in call.keywords}
        result = call.filter.apply(value, arguments, keywords=keywords, language=self.language)
        self.characters_left -= _work(result)
        return result[:MAX_TEXT_CHARACTERS] if isinstance(result, str) else result

    def _value(self, argument: Argument, *, quietly: bool = False) -> object:
        if isinstance(argument, Literal):
            return argument.value
        return self.read(argument, quietly=quietly)

    def read(self, path: Path, *, quietly: bool = False) -> object:
        value = path.read(self.scope)
        if value is not MISSING:
            return value
        if not quietly:
            self.on_problem("unknown_variable", str(path))
        return None


def _work(result: object) -> int:
    if isinstance(result, list):
        return len(result) * _CHARACTERS_PER_ITEM
    return len(result) if isinstance(result, str) else 1


def parse_text(source: str, *, encode: UrlEncoding | None = None) -> Text:
    """Parse a text.

    Args:
        source: At most MAX_TEMPLATE_CHARACTERS characters of Liquid.
        encode: Where each value is percent-encoded (reliability.md T07): "path" for an address,
            whose host must stand in the source itself and which may go on with a query; "query"
            for the value of one parameter.

    Raises:
        TextInvalid: The text does not parse, names a secret, or goes beyond the limits.
    """
    _refuse_secrets(source)
    parts = parse_parts(source)
    if encode == "path":
        refuse_variable_host(parts)
    return Text(source, parts, _variables(parts), encoding=encode)


def parse_header(source: str) -> Text:
    """Parse a header's value, which may also name secrets: `Bearer {{secret:ERP_TOKEN}}`.

    Rendering leaves each secret's name in its place for the host that sends. A value can neither
    end the header's line nor name a secret itself.

    Raises:
        TextInvalid: The text or a secret's name does not parse.
    """
    parts = parse_secret_parts(source)
    secrets = frozenset(part.name for part in parts if isinstance(part, SecretMark))
    return Text(source, parts, _variables(parts), secrets, encoding="header")


def split_secrets(source: str) -> frozenset[str]:
    """Return the names of the secrets that a header or an authorization field uses.

    Raises:
        TextInvalid: The source does not parse.
    """
    return parse_header(source).secrets


def fill_secrets(rendered: str, secrets: Mapping[str, str]) -> str:
    """Put the secrets into a rendered header; only the host that sends it may do so.

    Raises:
        KeyError: A secret of this name is not known.
    """
    return SECRET_MARK.sub(lambda mark: secrets[mark[1]], rendered)


def _refuse_secrets(source: str) -> None:
    position = source.find("{{secret:")
    found = SECRET_MARK.search(source)
    if found is None and position < 0:
        return
    raise TextInvalid(
        "secret_not_allowed",
        "Segredos não podem aparecer em textos; use-os no cabeçalho de uma conexão.",
        "Secrets cannot appear in texts; use them in a header of a connection.",
        position=found.start() if found else position,
    )


def _variables(parts: tuple[Part | SecretMark, ...]) -> frozenset[str]:
    return frozenset(str(path) for part in parts for path in _paths(part))


def _paths(part: Part | SecretMark) -> Iterator[Path]:
    if isinstance(part, Output):
        yield from part.paths()
