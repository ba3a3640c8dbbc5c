"""Stories about what goes wrong: the error route, loops and bounds."""

from flow_runtime.engine import new_session, resume_point
from flow_runtime.events import (
    ConversationStarted,
)
from flow_runtime.limits import MAX_MESSAGES_PER_TURN, MAX_SESSION_BYTES
from flow_runtime.steps import fail
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    fact_names,
    message,
    node,
    program,
    question,
    talk,
    texts,
)

HANDOFF = node("person", "handoff", queue="suporte", text="Já vem alguém.")


# -- failures ----------------------------------------------------------------------------------


def test_a_failing_node_says_nothing_of_its_own_and_takes_the_error_route():
    built = program(
        [
            message("hello", "Olá!"),
            node("lost", "handoff", queue="gone", text="Nunca dito"),
            message("sorry", "Tivemos um problema."),
            end(),
        ],
        ["hello.next>lost", "sorry.next>end"],
        settings={"error_route": "sorry"},
    )
    simulation = talk(built)
    assert texts(simulation) == ["Olá!", "Tivemos um problema."]
    failed = next(fact for fact in simulation.facts if fact.name == "node_failed")
    assert (failed.node_id, failed.data["code"]) == ("lost", "unknown_queue")


def test_an_error_route_that_fails_ends_as_failed_and_still_answers():
    lost = node("lost", "handoff", queue="gone")
    built = program([lost, end()], ["lost.resolved>end"], settings={"error_route": "lost"})
    simulation = talk(built)
    assert simulation.session.status == "failed"
    assert texts(simulation) == [
        "Desculpe, tivemos um problema do nosso lado e não consegui continuar por aqui."
    ]


def test_a_loop_without_a_wait_is_stopped_and_named():
    built = program(
        [
            message("a", "."),
            node("b", "set", assignments=[{"variable": "x", "literal": 1}]),
            HANDOFF,
        ],
        ["a.next>b", "b.next>a"],
        variables=[{"name": "x", "type": "number"}],
    )
    simulation = talk(built)
    failed = next(fact for fact in simulation.facts if fact.name == "node_failed")
    assert failed.data["code"] in ("loop", "too_many_messages")
    assert simulation.session.waiting_for == "ticket"


def test_a_silent_loop_is_named_by_its_nodes():
    assignment = [{"variable": "x", "action": "increment"}]
    built = program(
        [node("a", "set", assignments=assignment), node("b", "set", assignments=assignment)],
        ["a.next>b", "b.next>a"],
        variables=[{"name": "x", "type": "number"}],
    )
    simulation = talk(built)
    failed = next(fact for fact in simulation.facts if fact.name == "node_failed")
    assert set(str(failed.data["detail"]).split(" → ")) == {"a", "b"}


def test_a_loop_over_api_calls_is_stopped_too():
    built = program(
        [
            node("call", "api", url="https://x.example.com/", examples=[{"name": "ok", "body": 1}]),
            end(),
        ],
        ["call.success>call", "call.http_error>end"],
    )
    simulation = talk(built)
    assert simulation.session.status == "ended"
    assert "node_failed" in fact_names(simulation)


def test_a_turn_sends_no_more_than_a_customer_can_bear():
    bubbles = [{"text": str(number)} for number in range(20)]
    many = [node(f"m{index}", "message", bubbles=bubbles) for index in range(4)]
    built = program([*many, end()], ["m0.next>m1", "m1.next>m2", "m2.next>m3", "m3.next>end"])
    simulation = talk(built)
    assert len(texts(simulation)) <= MAX_MESSAGES_PER_TURN + 1


def test_a_session_that_grows_too_large_takes_the_error_route():
    grow = {"variable": "x", "cel": "x + x"}
    built = program(
        [question("x"), node("grow", "set", assignments=[grow]), message("again", ".")],
        ["x.answered>grow", "grow.next>again", "again.next>grow"],
    )
    simulation = talk(built)
    simulation.say("a" * 4000)
    assert len(simulation.turns[-1].session_json) <= MAX_SESSION_BYTES


def test_no_contact_makes_a_session_larger_than_its_bound():
    built = program([question("name", "name"), end()], ["name.answered>end"])
    huge = {"id": 1, **{f"field{number}": "x" * 1_000 for number in range(90)}}
    simulation = talk(built, contact=huge)
    assert all(len(turn.session_json) <= MAX_SESSION_BYTES for turn in simulation.turns)
    assert simulation.session.outcome == "error"
    assert texts(simulation)[-1].startswith("Desculpe")


def test_a_contact_that_would_grow_too_large_is_left_as_it_was():
    save = node("save", "contact", fields={"note": "{{ note }}"})
    built = program(
        [question("note"), save, end(), message("sorry", "Não consegui guardar."), end("bad")],
        ["note.answered>save", "save.found>end", "sorry.next>bad"],
        settings={"error_route": "sorry"},
    )
    simulation = talk(built, contact={"id": 1, "kept": "y" * 15_000})
    simulation.say("x" * 4_000)
    assert texts(simulation)[-1] == "Não consegui guardar."
    assert "note" not in simulation.session.contact


def test_an_unforeseen_error_names_its_place_and_no_value():
    built = program([question("name"), end()], ["name.answered>end"])
    turn = resume_point(built, new_session(built), ConversationStarted(TUESDAY_MORNING))
    try:
        {}["529.982.247-25"]
    except KeyError as error:
        fail(turn, error)
    assert str(turn.facts[0].data["detail"]).startswith(f"KeyError in {__name__}:")
    assert "529" not in str(turn.facts[0].data)
