"""The words of a CEL expression (the lexis of the Common Expression Language, cel-spec)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flow_runtime.formula_errors import FormulaInvalid

_TOKEN: Final = re.compile(
    r"""
    (?P<space>[\t\n\f\r ]+|//[^\n]*)
  | (?P<float>\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)
  | (?P<integer>\d+)(?P<unsigned>[uU]?)
  | (?P<raw>[rR](?:"[^"\n]*"|'[^'\n]*'))
  | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<mark>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]{}])
    """,
    re.VERBOSE | re.ASCII,
)
_ESCAPE: Final = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|[xX]([0-9a-fA-F]{2})|([0-3][0-7]{2})|(.))",
    re.DOTALL,
)
_SIMPLE_ESCAPES: Final = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
    "'": "'",
    "`": "`",
    "?": "?",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the source: its kind (float, integer, text, name, mark, end) and its text."""

    kind: str
    text: str
    position: int


def syntax_error(position: int) -> FormulaInvalid:
    """Return the error of an expression that does not parse at a place."""
    return FormulaInvalid(
        "expression_syntax",
        f"A expressão tem um erro de escrita perto do caractere {position + 1};"
        ' um exemplo certo: total > 100 && plano == "ouro".',
        f"The expression is misspelled near character {position + 1};"
        ' a correct example: total > 100 && plan == "gold".',
        position=position,
    )


def tokens_of(source: str) -> Iterator[Token]:
    """Yield the words of a source and then one of kind "end".

    Raises:
        FormulaInvalid: A character begins no word of the language.
    """
    position = 0
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise syntax_error(position)
        if match["space"] is None:
            yield _token(match)
        position = match.end()
    yield Token("end", "", position)


def _token(match: re.Match[str]) -> Token:
    position = match.start()
    for kind in ("float", "integer", "name", "mark"):
        if match[kind] is not None:
            return Token(kind, match[kind], position)
    if match["raw"] is not None:
        return Token("text", match["raw"][2:-1], position)
    return Token("text", _unescaped(match["text"][1:-1], position), position)


def _unescaped(text: str, position: int) -> str:
    def meant(escape: re.Match[str]) -> str:
        four, eight, two, octal, simple = escape.groups()
        if simple is not None:
            if simple not in _SIMPLE_ESCAPES:
                raise syntax_error(position)
            return _SIMPLE_ESCAPES[simple]
        code = int(octal, 8) if octal else int(four or eight or two, 16)
        if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
            raise syntax_error(position)
        return chr(code)

    return _ESCAPE.sub(meant, text)
