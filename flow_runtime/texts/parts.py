"""Liquid sources taken apart by python-liquid into what our texts are made of.

Only outputs and filters: the environment knows no tag at all, so nothing can loop, branch, assign
or include. The library parses; paths, limits and evaluation are ours, because values of a
conversation are plain data and a text must never stop one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from liquid import Environment
from liquid.ast import Node
from liquid.builtin import content, illegal, output
from liquid.builtin.content import ContentNode
from liquid.builtin.expressions import FilteredExpression, tokenize
from liquid.builtin.expressions import Path as LiquidPath
from liquid.builtin.expressions.filtered import Filter as LiquidFilter
from liquid.builtin.expressions.primitive import Literal as LiquidLiteral
from liquid.builtin.expressions.primitive import Nil
from liquid.builtin.output import OutputNode
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.stream import TokenStream
from liquid.token import (
    TOKEN_EXPRESSION,
    TOKEN_FALSE,
    TOKEN_NIL,
    TOKEN_NULL,
    TOKEN_OUTPUT,
    TOKEN_TRUE,
    TOKEN_WORD,
    Token,
)

from flow_runtime.formula_errors import FormulaInvalid, TextInvalid
from flow_runtime.limits import (
    MAX_FILTERS_PER_OUTPUT,
    MAX_OUTPUT_CHARACTERS,
    MAX_TEMPLATE_CHARACTERS,
    MAX_TEMPLATE_OUTPUTS,
)
from flow_runtime.paths import Path, make_path
from flow_runtime.texts.filters import FILTERS, Filter


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the text itself."""

    value: str | int | float | bool | None


Argument = Path | Literal


@dataclass(frozen=True, slots=True)
class FilterCall:
    """A filter with its arguments."""

    filter: Filter
    arguments: tuple[Argument, ...] = ()
    keywords: tuple[tuple[str, Argument], ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One `{{ … }}`."""

    head: Argument
    filters: tuple[FilterCall, ...] = field(default=())

    def paths(self) -> Iterator[Path]:
        """Yield every path that the output reads."""
        arguments = [self.head]
        for call in self.filters:
            arguments += [*call.arguments, *(value for _, value in call.keywords)]
        yield from (argument for argument in arguments if isinstance(argument, Path))


Part = str | Output


_VALUE_WORDS: Final = frozenset({TOKEN_TRUE, TOKEN_FALSE, TOKEN_NIL, TOKEN_NULL})


class _PlainOutput(output.Output):
    """An output in which the words of Liquid's tags, such as `limit`, may name a variable."""

    def parse(self, stream: TokenStream) -> OutputNode:
        token = stream.eat(TOKEN_OUTPUT)
        expression = stream.expect(TOKEN_EXPRESSION)
        words = map(_as_name, tokenize(expression.value, expression))
        return self.node_class(token, FilteredExpression.parse(self.env, TokenStream(words)))


def _as_name(token: Token) -> Token:
    # The lexer gives a keyword its own text as its kind.
    is_keyword = token.kind == token.value and token.kind not in _VALUE_WORDS
    return token._replace(kind=TOKEN_WORD) if is_keyword and token.value.isalpha() else token


class _OutputsOnly(Environment):
    """Liquid without a single tag."""

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        for tag in (content.Literal, _PlainOutput, illegal.Illegal):
            self.add_tag(tag)


_LIQUID: Final = _OutputsOnly()


def parse_parts(source: str) -> tuple[Part, ...]:
    """Take a source apart into its constant pieces and its outputs.

    Raises:
        TextInvalid: The source does not parse or goes beyond the limits.
    """
    _refuse_long(source)
    if "{{" not in source and "{%" not in source:
        return (source,) if source else ()
    _refuse_tags(source)
    _refuse_unbalanced(source)
    try:
        nodes = _LIQUID.from_string(source).nodes
    except LiquidError as error:
        raise _syntax(source, error) from error
    return tuple(_part(node) for node in nodes)


def _refuse_long(source: str) -> None:
    if len(source) > MAX_TEMPLATE_CHARACTERS:
        raise TextInvalid(
            "text_too_long",
            f"O texto passa de {MAX_TEMPLATE_CHARACTERS} caracteres; divida-o.",
            f"The text has more than {MAX_TEMPLATE_CHARACTERS} characters; split it.",
        )


def _refuse_tags(source: str) -> None:
    position = source.find("{%")
    if position >= 0:
        raise TextInvalid(
            "tags_not_allowed",
            "Textos não aceitam comandos {% … %}; use {{ variável }} e o bloco Condição.",
            "Texts take no {% … %} commands; use {{ variable }} and the Condition block.",
            position=position,
        )


def _refuse_unbalanced(source: str) -> None:
    # Also what keeps the library's lexer linear: it never searches for an end that is not there.
    outputs, position = 0, source.find("{{")
    while position >= 0:
        end = source.find("}}", position + 2)
        if end < 0 or "{{" in source[position + 2 : end]:
            raise TextInvalid(
                "output_not_closed",
                "Falta fechar a variável com }}.",
                "The variable is not closed with }}.",
                position=position,
            )
        outputs += 1
        _refuse_large(outputs, end - position, position)
        position = source.find("{{", end + 2)


def _refuse_large(outputs: int, characters: int, position: int) -> None:
    if characters > MAX_OUTPUT_CHARACTERS:
        raise TextInvalid(
            "output_too_long",
            f"O que está entre {{{{ e }}}} passa de {MAX_OUTPUT_CHARACTERS} caracteres;"
            " simplifique.",
            f"What stands between {{{{ and }}}} has more than {MAX_OUTPUT_CHARACTERS} characters;"
            " simplify it.",
            position=position,
        )
    if outputs > MAX_TEMPLATE_OUTPUTS:
        raise TextInvalid(
            "too_many_outputs",
            f"O texto usa mais de {MAX_TEMPLATE_OUTPUTS} variáveis; divida-o.",
            f"The text uses more than {MAX_TEMPLATE_OUTPUTS} variables; split it.",
            position=position,
        )


def _syntax(source: str, error: LiquidError) -> TextInvalid:
    found = error.token.start_index if error.token is not None else -1
    position = found if found >= 0 else source.find("{{")
    return TextInvalid(
        "text_syntax",
        "Entre {{ e }} só cabem o nome de uma variável e filtros, como {{ nome | upcase }}.",
        "Between {{ and }} stand only a variable's name and filters, as in {{ name | upcase }}.",
        position=position,
    )


def _part(node: Node) -> Part:
    if isinstance(node, ContentNode):
        return node.text
    if not isinstance(node, OutputNode) or not isinstance(node.expression, FilteredExpression):
        raise _not_a_value(-1)
    filters = node.expression.filters or []
    position = node.token.start_index
    if len(filters) > MAX_FILTERS_PER_OUTPUT:
        raise TextInvalid(
            "too_many_filters",
            f"A variável passa por mais de {MAX_FILTERS_PER_OUTPUT} filtros; tire alguns.",
            f"The variable goes through more than {MAX_FILTERS_PER_OUTPUT} filters; remove some.",
            position=position,
        )
    return Output(_argument(node.expression.left, position), tuple(map(_filter_call, filters)))


def _argument(expression: Expression, position: int) -> Argument:
    if isinstance(expression, LiquidPath):
        return _path(expression, position)
    if isinstance(expression, Nil):
        return Literal(None)
    if isinstance(expression, LiquidLiteral) and isinstance(expression.value, str | int | float):
        return Literal(expression.value)
    raise _not_a_value(position)


def _path(expression: LiquidPath, position: int) -> Path:
    segments = [part for part in expression.path if isinstance(part, str | int)]
    if len(segments) != len(expression.path):
        raise TextInvalid(
            "key_not_constant",
            "Entre colchetes só cabem um número ou um texto entre aspas, como faturas[0].",
            "Brackets take only a number or a quoted text, as in invoices[0].",
            position=position,
        )
    try:
        return make_path(segments, position=position)
    except FormulaInvalid as error:
        sentence = error.sentence
        raise TextInvalid(
            error.code, sentence["pt-BR"], sentence["en"], position=position
        ) from error


def _filter_call(call: LiquidFilter) -> FilterCall:
    position = call.token.start_index
    known = FILTERS.get(call.name)
    if known is None:
        raise TextInvalid(
            "unknown_filter",
            f"Não existe o filtro “{call.name[:40]}”.",
            f'There is no filter "{call.name[:40]}".',
            position=position,
        )
    values = [(getattr(arg, "name", ""), _argument(arg.value, position)) for arg in call.args]
    positional = tuple(value for name, value in values if not name)
    keywords = tuple((name, value) for name, value in values if name)
    fits = known.min_arguments <= len(positional) <= known.max_arguments
    if not fits or not {name for name, _ in keywords} <= known.keywords:
        raise TextInvalid(
            "filter_arguments",
            f"O filtro “{call.name}” não aceita estes argumentos.",
            f'The filter "{call.name}" does not take these arguments.',
            position=position,
        )
    return FilterCall(known, positional, keywords)


def _not_a_value(position: int) -> TextInvalid:
    return TextInvalid(
        "text_syntax",
        "Entre {{ e }} só cabem o nome de uma variável ou um valor, e filtros.",
        "Between {{ and }} stand only a variable's name or a value, and filters.",
        position=max(position, 0),
    )
