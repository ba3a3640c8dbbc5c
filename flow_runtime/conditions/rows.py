"""Condition rows: a variable, an operator and a value, as people put them together on a page.

A row never stops a conversation: values that cannot be compared make it false, and `on_problem`
hears why. `compile_row` parses what a row holds once; `value_problems` says before publication what
would go wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from flow_runtime.conditions.comparisons import (
    COMPARISONS,
    Circumstances,
    Comparison,
    Mismatch,
)
from flow_runtime.conditions.operators import (
    NEGATIVE,
    Operator,
    VariableType,
)
from flow_runtime.conditions.row_checks import RowProblem, value_problems_of
from flow_runtime.expressions.patterns import Pattern, parse_pattern
from flow_runtime.formula_errors import FormulaInvalid, OnProblem, ignore_problem
from flow_runtime.paths import MISSING, Path, parse_path, reads_moment
from flow_runtime.texts import Text, parse_text
from flow_runtime.texts.filter_values import FilterFailed, is_blank

_OWN_VARIABLES: Final[Mapping[Operator, str]] = {
    Operator.HAS_TAG: "contact.tags",
    Operator.ON_CHANNEL: "channel",
}


class ConditionRow(BaseModel):
    """One row of a condition."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        use_attribute_docstrings=True,
    )

    variable: str = Field(default="", max_length=300)
    """A variable or a path into one; `has_tag` and `on_channel` need none."""
    # Strict would refuse the operator's name in data that was not read from JSON text.
    operator: Annotated[Operator, Field(strict=False)]
    value: JsonValue = None
    """A literal, a text such as "{{ limit }}", or a list of them."""
    exact: bool = False
    """Whether texts compare with their case and accents."""


RowValue = JsonValue | Text | Pattern | tuple[JsonValue | Text, ...]


@dataclass(frozen=True, slots=True)
class CompiledRow:
    """A row whose path, texts and pattern are parsed; may be shared between threads.

    `reads_moment` says that it may read the time, the day or the opening hours by name;
    `spelled` is the path as people write it, `compare` what its operator does with a value that
    is there, and `holds_without` says whether it holds where there is none.
    """

    row: ConditionRow
    path: Path
    value: RowValue
    variables: frozenset[str]
    reads_moment: bool = field(init=False)
    spelled: str = field(init=False)
    compare: Comparison = field(init=False)
    holds_without: bool = field(init=False)

    def __post_init__(self) -> None:
        """Work out once what each turn asks."""
        object.__setattr__(self, "spelled", str(self.path))
        object.__setattr__(self, "reads_moment", reads_moment(self.variables))
        operator = self.row.operator
        object.__setattr__(self, "compare", _COMPARISONS[operator])
        without = operator in NEGATIVE or operator is Operator.IS_EMPTY
        object.__setattr__(self, "holds_without", without)

    def holds(
        self,
        scope: Mapping[str, object],
        *,
        now: datetime,
        language: str,
        types: Mapping[str, VariableType],
        on_problem: OnProblem = ignore_problem,
    ) -> bool:
        """Say whether the row is true; never raises.

        Args:
            scope: Every value that the row may read.
            now: The aware time of the event; days are those of its zone.
            language: The language in which texts of the row are rendered.
            types: The declared type of each variable, by name.
            on_problem: Hears "unknown_variable" or "type_mismatch".
        """
        left = self.path.read(scope)
        if left is MISSING:
            on_problem("unknown_variable", str(self.path))
        if left is MISSING or left is None:
            return self.holds_without
        around = Circumstances(now, self.row.exact, types.get(self.spelled))
        right = _current(self.value, scope, language=language, on_problem=on_problem)
        try:
            return self.compare(left, right, around)
        except (Mismatch, FilterFailed, ValueError, RecursionError) as failure:
            on_problem("type_mismatch", f"{self.path} {self.row.operator}: {failure}")
            return False


def _is_empty(value: object) -> bool:
    # False is an answer like any other, so it is not empty.
    if isinstance(value, str):
        return not value.strip()
    return value is not False and is_blank(value)


_COMPARISONS: Final[Mapping[Operator, Comparison]] = {
    **COMPARISONS,
    Operator.IS_SET: lambda left, _, __: not _is_empty(left),
    Operator.IS_EMPTY: lambda left, _, __: _is_empty(left),
}


def _current(
    value: RowValue, scope: Mapping[str, object], *, language: str, on_problem: OnProblem
) -> object:
    if isinstance(value, Text):
        return value.render_value(scope, language=language, on_problem=on_problem)
    if isinstance(value, tuple):
        return [_current(item, scope, language=language, on_problem=on_problem) for item in value]
    return value


def compile_row(row: ConditionRow) -> CompiledRow:
    """Parse what a row holds.

    Raises:
        FormulaInvalid: The path, a text or the pattern does not parse.
    """
    path = parse_path(row.variable or _OWN_VARIABLES.get(row.operator, ""))
    value = _compiled_value(row)
    items = value if isinstance(value, tuple) else (value,)
    read = [item.variables for item in items if isinstance(item, Text)]
    return CompiledRow(row, path, value, frozenset({str(path)}).union(*read))


def _compiled_value(row: ConditionRow) -> RowValue:
    if row.operator is Operator.MATCHES and isinstance(row.value, str):
        # Ignoring case is the pattern's own business; accents count, or `[^a-z]` would lie.
        return parse_pattern(row.value if row.exact else f"(?i){row.value}")
    if isinstance(row.value, list):
        return tuple(_compiled_item(item) for item in row.value)
    return _compiled_item(row.value)


def _compiled_item(item: JsonValue) -> JsonValue | Text:
    if isinstance(item, str) and "{{" in item:
        return parse_text(item)
    return item


def holds(
    row: ConditionRow,
    scope: Mapping[str, object],
    *,
    now: datetime,
    language: str,
    types: Mapping[str, VariableType],
    on_problem: OnProblem = ignore_problem,
) -> bool:
    """Compile a row and say whether it is true; never raises, an invalid row is false."""
    try:
        compiled = compile_row(row)
    except FormulaInvalid as invalid:
        on_problem(invalid.code, str(invalid))
        return False
    return compiled.holds(scope, now=now, language=language, types=types, on_problem=on_problem)


def value_problems(row: ConditionRow, variable_type: VariableType | None) -> list[RowProblem]:
    """Return what is wrong with a row, before it ever runs.

    Args:
        row: The row.
        variable_type: The declared type of its variable; None when nobody declared one.
    """
    try:
        compile_row(row)
    except FormulaInvalid as invalid:
        return [RowProblem(invalid.code, invalid.sentence)]
    return value_problems_of(row.operator, row.value, variable_type)
