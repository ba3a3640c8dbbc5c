"""The grammar of CEL: a parser by descent, one method a rank of operators.

We read the language ourselves because the wrapped Rust evaluator cannot be bounded: it has no
budget, copies whole lists at each step of `map`, and refuses `total + 1` when JSON says 2.5. What
we accept is CEL; the tests compare both on the same expressions.
"""

from collections.abc import Callable
from typing import Final

from flow_runtime.expressions.cel_nodes import (
    Access,
    Call,
    CelNode,
    Chain,
    Conditional,
    Constant,
    Has,
    ListOf,
    Logic,
    Macro,
    Name,
    ObjectOf,
    Unary,
)
from flow_runtime.expressions.cel_tokens import Token, syntax_error, tokens_of
from flow_runtime.expressions.patterns import parse_pattern
from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.limits import (
    MAX_EXPRESSION_CHARACTERS,
    MAX_EXPRESSION_DEPTH,
    MAX_INTEGER_DIGITS,
    MAX_PATH_SEGMENTS,
)

_WORDS: Final = {"true": True, "false": False, "null": None}
# cel-spec, "Syntax": words that may not name a variable.
_RESERVED: Final = frozenset(
    {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "in", "let"}
    | {"loop", "package", "namespace", "return", "var", "void", "while"}
)
MACROS: Final = frozenset({"all", "exists", "exists_one", "filter", "map"})
_NAMESPACES: Final = frozenset({"math"})
_COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})


def parse_cel(source: str) -> CelNode:
    """Parse an expression of at most MAX_EXPRESSION_CHARACTERS characters.

    Raises:
        FormulaInvalid: It does not parse or goes beyond the limits.
    """
    if len(source) > MAX_EXPRESSION_CHARACTERS:
        raise FormulaInvalid(
            "expression_too_long",
            f"A expressão passa de {MAX_EXPRESSION_CHARACTERS} caracteres; divida-a em variáveis.",
            f"The expression has more than {MAX_EXPRESSION_CHARACTERS} characters; split it.",
        )
    return _Parser(source).whole()


class _Parser:
    """The tokens of one source and how far they are read."""

    def __init__(self, source: str) -> None:
        self._tokens = tuple(tokens_of(source))
        self._at = 0
        self._depth = 0

    def whole(self) -> CelNode:
        node = self._expression()
        self._expect_kind("end")
        return node

    # -- tokens ------------------------------------------------------------------------------

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += 1
        return token

    def _took(self, *marks: str) -> str | None:
        token = self._next
        if token.kind in ("mark", "name") and token.text in marks:
            self._at += 1
            return token.text
        return None

    def _expect(self, mark: str) -> None:
        if self._next.kind != "mark" or self._took(mark) is None:
            raise syntax_error(self._next.position)

    def _expect_kind(self, kind: str) -> Token:
        if self._next.kind != kind:
            raise syntax_error(self._next.position)
        return self._next if kind == "end" else self._take()

    # -- ranks, from the loosest to the tightest ----------------------------------------------

    def _expression(self) -> CelNode:
        self._depth += 1
        if self._depth > MAX_EXPRESSION_DEPTH:
            raise _too_nested(self._next.position)
        node = self._logic("||", lambda: self._logic("&&", self._comparison))
        if self._took("?"):
            yes = self._logic("||", lambda: self._logic("&&", self._comparison))
            self._expect(":")
            node = Conditional(node, yes, self._expression())
        self._depth -= 1
        return node

    def _logic(self, operator: str, operand: Callable[[], CelNode]) -> CelNode:
        operands = [operand()]
        while self._took(operator):
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Logic(operator, tuple(operands))

    def _comparison(self) -> CelNode:
        return self._chain(_COMPARISONS, self._sum)

    def _sum(self) -> CelNode:
        return self._chain(frozenset("+-"), self._product)

    def _product(self) -> CelNode:
        return self._chain(frozenset("*/%"), self._unary)

    def _chain(self, operators: frozenset[str], operand: Callable[[], CelNode]) -> CelNode:
        first = operand()
        rest: list[tuple[str, CelNode]] = []
        while operator := self._took(*operators):
            rest.append((operator, operand()))
        return Chain(first, tuple(rest)) if rest else first

    def _unary(self) -> CelNode:
        operator = self._took("!", "-")
        if operator is None:
            return self._member()
        count = 1
        while self._took(operator):
            count += 1
        operand = Unary(operator, self._member())
        return operand if count % 2 else Unary(operator, operand)

    def _member(self) -> CelNode:
        node = self._primary()
        for _ in range(MAX_PATH_SEGMENTS):
            if self._took("."):
                node = self._field_or_method(node)
            elif self._took("["):
                node = Access(node, self._expression())
                self._expect("]")
            else:
                return node
        raise _too_nested(self._next.position)

    # -- the smallest parts ---------------------------------------------------------------------

    def _field_or_method(self, operand: CelNode) -> CelNode:
        token = self._expect_kind("name")
        if token.text in _WORDS or token.text == "in":
            raise syntax_error(token.position)
        if not self._took("("):
            return Access(operand, Constant(_public(token)))
        if token.text in MACROS:
            return self._macro(token, operand)
        arguments = self._items(")")
        if isinstance(operand, Name) and operand.name in _NAMESPACES:
            return Call(f"{operand.name}.{token.text}", arguments)
        return _call(token, (operand, *arguments))

    def _macro(self, token: Token, items: CelNode) -> CelNode:
        arguments = self._items(")")
        fits = len(arguments) == 2 or (token.text == "map" and len(arguments) == 3)
        if not fits or not isinstance(arguments[0], Name):
            raise syntax_error(token.position)
        keep = arguments[1] if len(arguments) == 3 else None
        return Macro(token.text, items, arguments[0].name, arguments[-1], keep)

    def _items(self, closing: str) -> tuple[CelNode, ...]:
        items: list[CelNode] = []
        while not self._took(closing):
            if items:
                self._expect(",")
                if closing != ")" and self._took(closing):
                    break
            items.append(self._expression())
        return tuple(items)

    def _entries(self) -> tuple[tuple[CelNode, CelNode], ...]:
        entries: list[tuple[CelNode, CelNode]] = []
        while not self._took("}"):
            if entries:
                self._expect(",")
                if self._took("}"):
                    break
            key = self._expression()
            self._expect(":")
            entries.append((key, self._expression()))
        return tuple(entries)

    def _primary(self) -> CelNode:
        token = self._take()
        match token.kind, token.text:
            case "text", text:
                return Constant(text)
            case "integer" | "float", _:
                return Constant(_number(token))
            case "mark", "(":
                node = self._expression()
                self._expect(")")
                return node
            case "mark", "[":
                return ListOf(self._items("]"))
            case "mark", "{":
                return ObjectOf(self._entries())
            case "name", _:
                return self._named(token)
        raise syntax_error(token.position)

    def _named(self, token: Token) -> CelNode:
        if token.text in _WORDS:
            return Constant(_WORDS[token.text])
        if token.text in _RESERVED:
            raise syntax_error(token.position)
        if not self._took("("):
            return Name(_public(token))
        arguments = self._items(")")
        if token.text != "has":
            return _call(token, arguments)
        match arguments:
            case (Access(index=Constant(value=str())) as access,):
                return Has(access)
        raise syntax_error(token.position)


def _call(token: Token, arguments: tuple[CelNode, ...]) -> CelNode:
    if token.text != "matches":
        return Call(token.text, arguments)
    match arguments:
        case (text, Constant(value=str() as pattern)):
            return Call(token.text, (text, Constant(parse_pattern(pattern))))
    raise FormulaInvalid(
        "pattern_not_constant",
        'O padrão de matches deve estar escrito na expressão, como em texto.matches("^[0-9]+$").',
        'The pattern of matches must be written in the expression: text.matches("^[0-9]+$").',
        position=token.position,
    )


def _number(token: Token) -> int | float:
    if len(token.text) > MAX_INTEGER_DIGITS:
        raise syntax_error(token.position)
    return int(token.text) if token.kind == "integer" else float(token.text)


def _public(token: Token) -> str:
    if token.text.startswith("_"):
        raise FormulaInvalid(
            "private_name",
            f"“{token.text[:40]}” não pode ser lido: nomes não começam com sublinhado.",
            f'"{token.text[:40]}" cannot be read: names do not begin with an underscore.',
            position=token.position,
        )
    return token.text


def _too_nested(position: int) -> FormulaInvalid:
    return FormulaInvalid(
        "expression_too_nested",
        "A expressão tem parênteses demais, uns dentro dos outros; divida-a em variáveis.",
        "The expression nests too deeply; split it into variables.",
        position=position,
    )
