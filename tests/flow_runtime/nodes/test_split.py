"""Chance that is fair over many customers and faithful to each of them."""

from collections import Counter

import pytest

from flow_runtime.program import Program
from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import TUESDAY_MORNING, end, node, program

CUSTOMERS = 600


def divided(*weights: int, sticky: bool = True) -> Program:
    names = "abc"[: len(weights)]
    branches = [
        {"id": name, "name": name, "weight": weight}
        for name, weight in zip(names, weights, strict=True)
    ]
    ends = [end(f"end_{name}", name) for name in names]
    test = node("test", "split", branches=branches, sticky=sticky)
    return program([test, *ends], [f"test.{name}>end_{name}" for name in names])


def way(built: Program, contact: str, seed: int = 0) -> str:
    conversation = Simulation(built, TUESDAY_MORNING, contact={"id": contact}, seed=seed)
    conversation.start()
    return str(conversation.session.outcome)


@pytest.mark.parametrize("weights", [(1, 1), (1, 3), (70, 20, 10)])
def test_each_way_gets_its_share_of_the_customers(weights: tuple[int, ...]):
    built = divided(*weights)
    ways = Counter(way(built, f"contact-{number}") for number in range(CUSTOMERS))
    for name, weight in zip("abc", weights, strict=False):
        expected = CUSTOMERS * weight / sum(weights)
        # Four standard deviations of a binomial count: the draw is fixed, so it cannot flicker.
        assert abs(ways[name] - expected) < 4 * (expected * (1 - weight / sum(weights))) ** 0.5


def test_a_customer_always_goes_the_same_way():
    built = divided(1, 1)
    for number in range(20):
        assert len({way(built, f"contact-{number}", seed) for seed in range(5)}) == 1


def test_without_stickiness_each_conversation_is_drawn_anew():
    built = divided(1, 1, sticky=False)
    assert {way(built, "the same", seed) for seed in range(20)} == {"a", "b"}


def test_two_tests_do_not_send_the_same_customers_the_same_way():
    first, second = divided(1, 1), divided(1, 1)
    renamed = {**second.flow.model_dump(mode="json"), "id": "another"}
    other = program(renamed["nodes"][1:], [
        f"{e['source']}.{e['outcome']}>{e['target']}" for e in renamed["edges"][1:]
    ], id="another")  # fmt: skip
    ways = [(way(first, f"c{number}"), way(other, f"c{number}")) for number in range(50)]
    assert len(set(ways)) == 4
