"""What the drawing is told of a conversation."""

from flow_runtime.simulation import Press, Say
from pages.simulating.painting import run_of, short_value
from tests.flow_runtime.building import end, flow, question
from tests.pages.simulating.talking import simulator


def test_nothing_is_painted_without_a_conversation() -> None:
    assert run_of(None) is None


def test_cards_are_numbered_as_they_were_come_to_and_wires_are_taken() -> None:
    one = simulator()
    one.do(Say("Ana"))
    assert run_of(one.talk) == {
        "steps": {"start": 1, "name": 2, "choose": 3},
        "taken": ["start/next", "name/answered"],
        "here": "choose",
        "values": {"name": ["nome: Ana"]},
    }


def test_a_conversation_that_is_over_waits_nowhere() -> None:
    one = simulator()
    one.do(Say("Ana"))
    one.do(Press("Pagar"))
    run = run_of(one.talk)
    assert isinstance(run, dict)
    assert run["here"] is None
    assert run["steps"] == {"start": 1, "name": 2, "choose": 3, "bye": 4}


def test_sensitive_values_are_masked() -> None:
    secret = {"name": "senha", "type": "text", "sensitivity": "sensitive"}
    story = flow(
        [question("ask", save_as="senha"), end()], ["ask.answered>end"], variables=[secret]
    )
    one = simulator(story)
    one.do(Say("abc123"))
    run = run_of(one.talk)
    assert isinstance(run, dict)
    assert run["values"] == {"ask": ["senha: •••"]}


def test_long_values_are_shortened_to_one_line() -> None:
    assert short_value("a\n b") == "a b"
    assert len(short_value("x" * 500)) == 60
    assert short_value(["a", 1]) == '["a",1]'
