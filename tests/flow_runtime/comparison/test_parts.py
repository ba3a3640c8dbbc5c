"""Which side of a node a difference touches: reviewers read texts, calls and settings apart."""

from collections.abc import Sequence

import pytest

from flow_runtime.comparison import Difference, Part, Subject, compare
from tests.flow_runtime.building import NodeDocument, end, flow, menu, message, node

CALL = node("call", "api", connection="erp", url="/boletos")


def parts(before: Sequence[NodeDocument], after: Sequence[NodeDocument]) -> list[Part]:
    found = compare(flow([*before, end()], []), flow([*after, end()], []))
    return [one.part for one in found if one.subject is not Subject.WAY]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([message("a", "Oi")], [message("a", "Olá")], [Part.TEXT]),
        ([message("a", "Oi")], [message("a", "Oi", "Tudo bem?")], [Part.TEXT]),
        ([menu("m", "Sim")], [menu("m", "Sim", "Não")], [Part.TEXT]),
        ([message("a", "Oi")], [message("a", "Oi"), message("b", "E aí")], [Part.WHOLE]),
        ([message("a", "Oi"), message("b", "E aí")], [message("a", "Oi")], [Part.WHOLE]),
        ([message("a", "Oi")], [{**message("a", "Oi"), "name": "Saudação"}], [Part.WHOLE]),
        ([CALL], [{**CALL, "url": "/faturas"}], [Part.CALL]),
        ([node("w", "wait", duration_s=5)], [node("w", "wait", duration_s=9)], [Part.SETTING]),
    ],
)
def test_the_part_of_a_difference(
    before: list[NodeDocument], after: list[NodeDocument], expected: list[Part]
) -> None:
    assert parts(before, after) == expected


def test_a_way_belongs_to_no_part() -> None:
    before = flow([message("a", "Oi"), end()], [])
    after = flow([message("a", "Oi"), end()], ["a.next>end"])
    (found,) = compare(before, after)
    assert isinstance(found, Difference)
    assert (found.subject, found.part) == (Subject.WAY, Part.SETTING)
