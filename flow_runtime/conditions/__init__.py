"""Conditions as rows: a variable, an operator, a value.

rows.py        the row as a document and compiled
operators.py   the operators, what each accepts, and their words
comparisons.py how values are compared
row_checks.py  what is wrong with a row before it runs
"""

from flow_runtime.conditions.operators import OPERATORS, Operator, OperatorInfo, VariableType
from flow_runtime.conditions.row_checks import RowProblem
from flow_runtime.conditions.rows import (
    CompiledRow,
    ConditionRow,
    compile_row,
    holds,
    value_problems,
)

__all__ = [
    "OPERATORS",
    "CompiledRow",
    "ConditionRow",
    "Operator",
    "OperatorInfo",
    "RowProblem",
    "VariableType",
    "compile_row",
    "holds",
    "value_problems",
]
