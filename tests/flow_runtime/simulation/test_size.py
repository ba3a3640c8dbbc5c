"""A long talk with a large flow stays small, and can be told about."""

import tracemalloc

from flow_runtime.program import Program
from flow_runtime.simulation import Say, Setting, begin_talk
from tests.flow_runtime.building import TUESDAY_MORNING, end, message, program, question

TURNS = 100
MOST_BYTES = 5 * 1024 * 1024


def large() -> Program:
    """A flow of 500 nodes and 250 variables."""
    nodes, arrows = [], []
    for number in range(250):
        nodes += [question(f"q{number}"), message(f"m{number}", f"Olá, {{{{ q{number} }}}}!")]
        arrows += [f"q{number}.answered>m{number}", f"m{number}.next>q{number + 1}"]
    arrows[-1] = "m249.next>end"
    return program([*nodes, end()], arrows)


def test_a_long_talk_with_a_large_flow():
    talk = begin_talk(large(), Setting(TUESDAY_MORNING))
    tracemalloc.start()
    try:
        for _ in range(TURNS):
            talk = talk.do(Say("Ana Souza"))
        assert tracemalloc.get_traced_memory()[0] < MOST_BYTES
    finally:
        tracemalloc.stop()
    talk = talk.do(Say("Ana Souza"))
    assert talk.bubbles
    assert talk.variables
    assert talk.trace(talk.turn)
