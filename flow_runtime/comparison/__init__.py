"""What changed between two flows, in sentences of business people; moved cards are no change.

difference.py  one difference: what it is about, its sentence, both values
marks.py       which words of a text came and went
comparing.py   all differences of two flows, in the order in which people read them
nodes.py       nodes that came, went or changed; ways.py, where their outcomes lead
fields.py      two models field by field, by the words of their forms
values.py      a value as a person reads it
conversation_tests.py   the tests of a flow: which came, went or say something else
"""

from flow_runtime.comparison.comparing import compare
from flow_runtime.comparison.conversation_tests import compare_tests
from flow_runtime.comparison.difference import Difference, DifferenceKind, Part, Subject
from flow_runtime.comparison.marks import Mark, MarkKind, marks_of

__all__ = [
    "Difference",
    "DifferenceKind",
    "Mark",
    "MarkKind",
    "Part",
    "Subject",
    "compare",
    "compare_tests",
    "marks_of",
]
