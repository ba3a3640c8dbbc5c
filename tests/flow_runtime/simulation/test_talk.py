"""Talking to a draft: every action gives a new talk, and the way back stays open."""

import pytest

from flow_runtime.program import Program
from flow_runtime.simulation import (
    ActionRefused,
    Press,
    Say,
    Setting,
    Talk,
    Wait,
    begin_talk,
)
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    end,
    menu,
    message,
    node,
    program,
    question,
)


def shop() -> Program:
    return program(
        [
            message("hello", "Olá!"),
            menu("topic", "Fatura", "Pessoa", timeout_s=600),
            question("cpf", "cpf", max_invalid=3),
            node("person", "handoff", queue="suporte", text="Já vem alguém."),
            end(text="Até logo!"),
            end("gone", "abandoned", "Encerramos por aqui."),
        ],
        [
            "hello.next>topic",
            "topic.fatura>cpf",
            "topic.pessoa>person",
            "topic.timeout>gone",
            "cpf.answered>end",
            "person.resolved>end",
        ],
    )


def begun(**fields: object) -> Talk:
    return begin_talk(shop(), Setting(TUESDAY_MORNING, **fields))  # type: ignore[arg-type]


def said(talk: Talk) -> list[str]:
    return [f"{bubble.author}: {bubble.shown()}" for bubble in talk.bubbles]


def test_a_conversation_from_hello_to_goodbye():
    talk = begun().do(Press("Fatura")).do(Say("529.982.247-25"))
    assert said(talk) == [
        "flow: Olá!",
        "flow: topic?",
        "customer: Fatura",
        "flow: cpf?",
        "customer: 529.982.247-25",
        "flow: Até logo!",
    ]
    assert talk.is_over
    assert talk.outcome == "resolved"
    assert talk.here is None


def test_the_way_taken_and_the_node_where_it_waits_are_known():
    talk = begun().do(Press("Fatura"))
    assert talk.path == (
        ("start", "next", "hello"),
        ("hello", "next", "topic"),
        ("topic", "fatura", "cpf"),
    )
    assert talk.here == "cpf"
    assert [bubble.node_id for bubble in talk.bubbles] == ["hello", "topic", None, "cpf"]
    assert [bubble.turn for bubble in talk.bubbles] == [0, 0, 1, 1]


def test_the_variables_say_what_the_last_turn_changed():
    talk = begun().do(Press("Fatura")).do(Say("529.982.247-25"))
    assert [(line.name, line.value, line.changed) for line in talk.variables] == [
        ("cpf", "52998224725", True)
    ]


def test_going_back_and_another_way_leaves_the_first_talk_as_it_was():
    first = begun().do(Press("Fatura")).do(Say("zzz"))
    second = first.back_to(0).do(Press("Pessoa"))
    assert second.here == "person"
    assert not second.can_go_forward
    assert first.here == "cpf"
    assert len(first.turns) == 3


def test_a_talk_can_begin_at_any_node():
    talk = begun(node="cpf")
    assert said(talk) == ["flow: cpf?"]
    assert talk.path == ()
    assert talk.here == "cpf"


def test_time_that_passes_fires_what_is_due():
    talk = begun().do(Wait(600))
    assert said(talk)[-2:] == ["world: Passaram 10 min.", "flow: Encerramos por aqui."]
    assert talk.outcome == "abandoned"


def test_what_cannot_happen_is_refused_with_a_reason():
    talk = begun()
    with pytest.raises(ActionRefused, match="is not shown"):
        talk.do(Press("Nada disso"))
    with pytest.raises(ActionRefused, match="is over"):
        talk.do(Wait(600)).do(Say("oi"))
