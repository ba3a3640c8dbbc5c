"""One variable renamed inside one value: a Liquid text, a CEL expression, a path, a condition row.

The value is read by its own grammar, so that a word of prose, a key of an object, a quoted text or
the variable of a CEL macro of the same name stay as they are. What does not parse stays too.
JMESPath queries look into answers, not into variables, and so never change.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from liquid.builtin.expressions import tokenize
from liquid.exceptions import LiquidError
from liquid.token import (
    TOKEN_COLON,
    TOKEN_DOT,
    TOKEN_EXPRESSION,
    TOKEN_IDENTSTRING,
    TOKEN_PIPE,
    Token,
)

from flow_runtime.checks.reading import reading_of, root_of
from flow_runtime.expressions import parse_expression
from flow_runtime.expressions.cel_syntax import MACROS
from flow_runtime.expressions.cel_tokens import Token as Word
from flow_runtime.expressions.cel_tokens import tokens_of
from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.nodes.fields import FieldUse, Role

_OUTPUT: Final = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_QUOTED_ROOT: Final = re.compile(r"""\[\s*(['"])(?P<name>[^'"]*)\1""")


class NewNameDoesNotFit(Exception):
    """A formula that reads the variable would mean something else with its new name."""


def renamed(role: Role, value: str, old: str, new: str) -> str:
    """Return a value of a role with a variable renamed in it.

    Raises:
        NewNameDoesNotFit: The new name is a word of the formula's language.
    """
    change = _BY_ROLE.get(role)
    return value if change is None or old not in value else change(value, old, new)


def names_in(role: Role, value: str) -> frozenset[str]:
    """Return the names of the variables that a value reads or writes; none if it does not parse."""
    if role is Role.WRITES:
        return frozenset({value})
    return frozenset(root_of(path) for path in reading_of(FieldUse("", role, value)).reads)


def _path(value: str, old: str, new: str) -> str:
    return f"{new}{value.removeprefix(old)}" if root_of(value) == old else value


# -- texts -----------------------------------------------------------------------------------------


def _text(value: str, old: str, new: str) -> str:
    places = [
        place
        for output in _OUTPUT.finditer(value)
        for place in _places_in_output(value, output.start(1), output[1], old)
    ]
    return _replaced(value, dict.fromkeys(places, new), len(old))


def _places_in_output(value: str, begins: int, inside: str, name: str) -> Iterator[int]:
    try:
        tokens = list(tokenize(inside, Token(TOKEN_EXPRESSION, inside, begins, value)))
    except LiquidError:
        return
    for position, token in enumerate(tokens):
        before = tokens[position - 1].kind if position else ""
        after = tokens[position + 1].kind if position + 1 < len(tokens) else ""
        if token.value != name or before in (TOKEN_DOT, TOKEN_PIPE):
            continue
        if token.kind == TOKEN_IDENTSTRING:
            quoted = _QUOTED_ROOT.match(value, token.start_index)
            if quoted is not None and before in ("", TOKEN_COLON):
                yield quoted.start("name")
        elif after != TOKEN_COLON and value.startswith(name, token.start_index):
            yield token.start_index


# -- expressions -----------------------------------------------------------------------------------


def _expression(value: str, old: str, new: str) -> str:
    try:
        before = parse_expression(value).variables
        words = list(tokens_of(value))
    except FormulaInvalid:
        return value
    free = _free(words, old)
    if not free:
        return value
    changes = {words[index].position: (len(old), new) for index in free}
    if any(words[index].text == new for index in _bound(words, new)):
        changes |= _moved_aside(words, new)
    changed = _spelled(value, changes)
    wanted = frozenset(_path(path, old, new) for path in before)
    if _variables(changed) != wanted:
        raise NewNameDoesNotFit(value)
    return changed


def _variables(value: str) -> frozenset[str] | None:
    try:
        return parse_expression(value).variables
    except FormulaInvalid:
        return None


def _moved_aside(words: Sequence[Word], name: str) -> dict[int, tuple[int, str]]:
    """Give a macro's own variable of that name another one, so that it hides nothing."""
    known = {word.text for word in words}
    fresh = next(f"{name}_{n}" for n in range(2, len(known) + 3) if f"{name}_{n}" not in known)
    return {words[index].position: (len(name), fresh) for index in _bound(words, name)}


def _free(words: Sequence[Word], name: str) -> list[int]:
    """Return where a name stands for the variable of the conversation."""
    bound = set(_bound(words, name))
    return [index for index in _mentions(words, name) if index not in bound]


def _mentions(words: Sequence[Word], name: str) -> Iterator[int]:
    for index, word in enumerate(words):
        is_field = index > 0 and words[index - 1].text == "." and words[index - 1].kind == "mark"
        is_call = index + 1 < len(words) and words[index + 1].text == "("
        if word.kind == "name" and word.text == name and not is_field and not is_call:
            yield index


def _bound(words: Sequence[Word], name: str) -> list[int]:
    """Return where a name stands for the variable of a macro: `items.map(name, name.total)`."""
    found: list[int] = []
    for index in _mentions(words, name):
        if _is_macro_variable(words, index):
            ends = _closing(words, index - 1)
            found += [place for place in _mentions(words, name) if index <= place < ends]
    return found


def _is_macro_variable(words: Sequence[Word], index: int) -> bool:
    texts = [word.text for word in words[max(index - 3, 0) : index + 2]]
    match texts:
        case [".", macro, "(", _, ","]:
            return macro in MACROS
    return False


def _closing(words: Sequence[Word], opening: int) -> int:
    depth = 0
    for index in range(opening, len(words)):
        if words[index].kind == "mark":
            depth += (words[index].text in "([{") - (words[index].text in ")]}")
        if depth == 0:
            return index
    return len(words)


def _spelled(value: str, changes: Mapping[int, tuple[int, str]]) -> str:
    for position in sorted(changes, reverse=True):
        length, text = changes[position]
        value = f"{value[:position]}{text}{value[position + length :]}"
    return value


def _replaced(value: str, changes: Mapping[int, str], length: int) -> str:
    return _spelled(value, {position: (length, text) for position, text in changes.items()})


_BY_ROLE: Final[Mapping[Role, Callable[[str, str, str], str]]] = {
    Role.TEXT: _text,
    Role.VALUE: _text,
    Role.URL: _text,
    Role.HEADER: _text,
    Role.EXPRESSION: _expression,
    Role.READS: _path,
    Role.WRITES: _path,
}
