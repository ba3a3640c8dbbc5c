"""Formulas of flow authors, parsed once and bounded in time and size.

expression.py  CEL: a value or a decision (cel_*.py: tokens, syntax, values, evaluation)
queries.py     JMESPath: a value inside an API's answer
patterns.py    RE2: patterns that a text follows
sizes.py       what is too large to work on
"""

from flow_runtime.expressions.expression import Expression, parse_expression
from flow_runtime.expressions.patterns import Pattern, parse_pattern
from flow_runtime.expressions.queries import Query, parse_query

__all__ = ["Expression", "Pattern", "Query", "parse_expression", "parse_pattern", "parse_query"]
