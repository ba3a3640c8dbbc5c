"""The simulator: a world small enough to hold in a test."""

import pytest

from flow_runtime.events import ApiReturned
from flow_runtime.program import Program
from flow_runtime.simulator import Mock, Simulation
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    menu,
    message,
    node,
    program,
    talk,
    texts,
)

BROKEN = Mock(status=503)


def asking() -> Program:
    """A call whose failure is offered again."""
    return program(
        [
            node("find", "api", url="https://erp.example.com/a"),
            menu("again", "Tentar"),
            end(text="Achei."),
        ],
        ["find.success>end", "find.http_error>again", "find.failed>again", "again.tentar>find"],
    )


def test_mocks_answer_one_after_the_other_and_the_last_for_good():
    simulation = talk(asking(), mocks={"find": (BROKEN, Mock(failure="timeout"), Mock())})
    simulation.press("Tentar")
    assert texts(simulation) == ["again?", "again?"]
    simulation.press("Tentar")
    assert texts(simulation)[-1] == "Achei."


def test_a_call_without_mock_or_example_fails():
    simulation = talk(asking())
    reasons = [fact.data["reason"] for fact in simulation.facts if fact.name == "api_failed"]
    assert reasons == ["no_example"]


def test_a_fork_goes_its_own_way():
    simulation = talk(asking(), mocks={"find": (BROKEN, Mock())})
    twin = simulation.fork()
    twin.press("Tentar")
    assert (twin.session.status, simulation.session.status) == ("ended", "waiting")
    assert texts(simulation) == ["again?"]
    simulation.press("Tentar")
    assert texts(simulation) == texts(twin)


def test_without_answers_a_call_stays_open_for_the_caller():
    simulation = talk(asking(), answers=False)
    assert simulation.session.waiting_for == "api"
    simulation.tell(ApiReturned(simulation.now, simulation.session.step, 200))
    assert texts(simulation) == ["Achei."]


@pytest.mark.parametrize(("mocks", "said"), [({}, "Sim"), ({"mail": (Mock(failure="x"),)}, "Não")])
def test_a_notice_is_delivered_unless_its_mock_fails(mocks, said: str):
    built = program(
        [
            node("mail", "notify", kind="email", to="a@example.com", text="Oi"),
            end(text="Sim"),
            end("lost", text="Não"),
        ],
        ["mail.sent>end", "mail.failed>lost"],
    )
    assert texts(talk(built, mocks=mocks)) == [said]


def test_the_seed_decides_in_every_turn():
    built = program(
        [
            menu("go", "Ir"),
            node(
                "draw",
                "split",
                sticky=False,
                branches=[{"id": side, "name": side, "weight": 1} for side in "ab"],
            ),
            message("left", "A"),
            message("right", "B"),
            end(),
        ],
        ["go.ir>draw", "draw.a>left", "draw.b>right", "left.next>end", "right.next>end"],
    )
    drawn = set()
    for seed in range(20):
        simulation = Simulation(built, TUESDAY_MORNING, seed=seed)
        simulation.start()
        drawn.add(simulation.press("Ir")[0].text)
    assert drawn == {"A", "B"}
