"""What the values of a flow read: every text, formula and condition, parsed once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flow_runtime.checks.subject import Subject
from flow_runtime.conditions import ConditionRow, Operator, compile_row
from flow_runtime.expressions import Expression, parse_expression, parse_pattern, parse_query
from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.nodes.fields import FieldUse, Role
from flow_runtime.texts import Text, parse_header, parse_text
from flow_runtime.texts.parts import Output

_PARSERS: Final[Mapping[Role, Callable[[str], object]]] = {
    Role.TEXT: parse_text,
    Role.VALUE: parse_text,
    Role.URL: lambda source: parse_text(source, encode="path"),
    Role.HEADER: parse_header,
    Role.EXPRESSION: parse_expression,
    Role.QUERY: parse_query,
    Role.PATTERN: parse_pattern,
}
_ASKS_FOR_NOTHING: Final = frozenset({Operator.IS_SET, Operator.IS_EMPTY})


@dataclass(frozen=True, slots=True)
class Reading:
    """The variables that a value reads, as paths.

    `needs` leaves out those for which the author said what to do when they are empty. `invalid` is
    why the value does not parse, if it does not.
    """

    reads: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    invalid: FormulaInvalid | None = None


@dataclass(frozen=True, slots=True)
class ReadUse:
    """A use of a node or of the settings with what it reads; `language` for a translation."""

    owner: str
    use: FieldUse
    reading: Reading
    language: str | None = None


_NOTHING: Final = Reading()


def all_readings(subject: Subject) -> Iterator[ReadUse]:
    """Yield every use with what it reads, each translation after its original."""
    for owner, uses in subject.uses.items():
        for use in uses:
            yield from readings_of(subject, owner, use)


def readings_of(subject: Subject, owner: str, use: FieldUse) -> Iterator[ReadUse]:
    """Yield what one use reads, and what each of its translations does."""
    yield ReadUse(owner, use, reading_of(use))
    if use.role is not Role.TEXT:
        return
    for language, texts in subject.flow.translations.items():
        translated = texts.get(f"{owner}.{use.path}")
        if translated:
            yield ReadUse(owner, use, _parsed(Role.TEXT, translated), language)


def reading_of(use: FieldUse) -> Reading:
    """Return what one use reads."""
    if isinstance(use.value, ConditionRow):
        return _read_by_row(use.value)
    if use.role is Role.READS:
        return Reading(frozenset({use.value}), frozenset({use.value}))
    return _parsed(use.role, use.value) if use.role in _PARSERS else _NOTHING


# Pages check the same flow again after every change; only the changed text is parsed anew.
@lru_cache(maxsize=8_192)
def _parsed(role: Role, source: str) -> Reading:
    try:
        parsed = _PARSERS[role](source)
    except FormulaInvalid as invalid:
        return Reading(invalid=invalid)
    if isinstance(parsed, Text):
        return Reading(parsed.variables, frozenset(_needed_by_text(parsed)))
    if isinstance(parsed, Expression):
        return _read_by_expression(parsed)
    return _NOTHING


def _needed_by_text(text: Text) -> Iterator[str]:
    for part in text.parts:
        if isinstance(part, Output):
            has_default = any(call.filter.name == "default" for call in part.filters)
            paths = part.paths() if not has_default else ()
            yield from (str(path) for path in paths)


def _read_by_expression(expression: Expression) -> Reading:
    """An expression that looks for null, or asks `has(…)`, knows that a value may be missing."""
    is_careful = "null" in expression.source or "has(" in expression.source
    return Reading(expression.variables, frozenset() if is_careful else expression.variables)


def _read_by_row(row: ConditionRow) -> Reading:
    try:
        variables = compile_row(row).variables
    except FormulaInvalid as invalid:
        return Reading(invalid=invalid)
    return Reading(variables, frozenset() if row.operator in _ASKS_FOR_NOTHING else variables)


def root_of(path: str) -> str:
    """Return the variable that a path begins with."""
    return path.partition(".")[0].partition("[")[0]
