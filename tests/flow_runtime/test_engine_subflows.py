"""Stories about flows that call flows."""

from flow_runtime.program import Program
from tests.flow_runtime.building import (
    end,
    node,
    program,
    question,
    talk,
    texts,
)

HANDOFF = node("person", "handoff", queue="suporte", text="Já vem alguém.")


# -- sub-flows ---------------------------------------------------------------------------------


def called() -> Program:
    return program(
        [question("cpf", "cpf", max_invalid=1), end("done"), end("no", "failed")],
        ["cpf.answered>done", "cpf.invalid>no"],
        id="called",
    )


def caller() -> Program:
    return program(
        [
            node(
                "identify", "subflow", flow="called", outputs=[{"variable": "doc", "result": "cpf"}]
            ),
            end("ok", text="CPF {{ doc }}"),
            end("bad", "unidentified"),
            HANDOFF,
        ],
        ["identify.done>ok", "identify.failed>bad"],
        variables=["doc"],
        subflows={"called": called()},
    )


def test_a_sub_flow_returns_its_result():
    simulation = talk(caller())
    assert simulation.session.flow_id == "called"
    simulation.say("529.982.247-25")
    assert texts(simulation)[-1] == "CPF 52998224725"
    assert simulation.session.flow_id == "story"


def test_a_sub_flow_that_ends_failed_leaves_by_failed():
    simulation = talk(caller())
    simulation.say("?")
    assert simulation.session.outcome == "unidentified"


def test_a_command_of_the_caller_works_inside_the_sub_flow():
    simulation = talk(caller())
    simulation.say("atendente")
    assert simulation.session.waiting_for == "ticket"
    assert simulation.session.stack == ()


def test_the_idle_rule_of_the_caller_speaks_inside_the_sub_flow():
    built = program(
        [node("ask", "subflow", flow="called"), end()],
        ["ask.done>end", "ask.failed>end"],
        variables=[{"name": "cpf", "default": "do titular"}],
        settings={
            "idle": {
                "remind_after_s": 60,
                "remind_text": "E o CPF {{ cpf }}?",
                "close_after_s": 120,
                "close_text": "Até logo!",
            }
        },
        subflows={"called": called()},
    )
    simulation = talk(built)
    simulation.wait(60)
    assert texts(simulation)[-1] == "E o CPF do titular?"
    simulation.wait(60)
    assert texts(simulation)[-1] == "Até logo!"


def test_a_flow_that_calls_itself_is_stopped():
    recursive = program(
        [node("again", "subflow", flow="story"), end()],
        ["again.done>end", "again.failed>end"],
    )
    built = program(
        [node("again", "subflow", flow="story"), end()],
        ["again.done>end", "again.failed>end"],
        subflows={"story": recursive},
    )
    simulation = talk(built)
    assert simulation.session.status in ("ended", "failed")


def test_a_fact_of_a_sub_flow_says_whose_it_is():
    simulation = talk(caller())
    simulation.say("529.982.247-25")
    entered = {
        fact.node_id: fact.flow_id for fact in simulation.facts if fact.name == "node_entered"
    }
    assert entered == {
        "start": "called",
        "identify": "story",
        "cpf": "called",
        "done": "called",
        "ok": "story",
    }
