"""A draft that fails is shown at its node, and the talk goes on after the mend."""

import pytest

from flow_runtime.checks import check
from flow_runtime.program import Program, compile_flow
from flow_runtime.simulation import ActionRefused, Press, Say, Setting, begin_talk
from tests.flow_runtime.building import (
    TUESDAY_MORNING,
    WORKSPACE,
    end,
    flow,
    menu,
    message,
    node,
    program,
    question,
)

SETTING = Setting(TUESDAY_MORNING)


def with_text(text: str, **fields: object) -> Program:
    return program(
        [question("nome"), message("hello", text), end(text="Até logo!")],
        ["nome.answered>hello", "hello.next>end"],
        **fields,
    )


def test_a_failing_template_is_shown_at_its_node_with_the_sentence_of_the_check():
    broken = with_text("Olá, {{ nome | }}!")
    talk = begin_talk(broken, SETTING).do(Say("Ana"))
    (failure,) = talk.failures
    assert (failure.code, failure.node_id, failure.stops) == ("formula_invalid", "hello", True)
    problem = failure.problem_in(check(broken.flow, workspace=WORKSPACE))
    assert problem is not None
    assert (problem.code, problem.node_id) == ("text.syntax", "hello")


def test_the_talk_goes_on_after_the_mend_without_starting_again():
    talk = begin_talk(with_text("Olá, {{ nome | }}!"), SETTING).do(Say("Ana"))
    assert talk.is_over
    talk = talk.under(with_text("Olá, {{ nome }}!")).again()
    assert [bubble.text for bubble in talk.bubbles] == ["nome?", "Ana", "Olá, Ana!", "Até logo!"]
    assert talk.failures == ()
    assert talk.outcome == "resolved"


def test_a_loop_is_shown_with_its_nodes_by_name():
    looping = program(
        [message("one", "a"), message("two", "b"), end()], ["one.next>two", "two.next>one"]
    )
    (failure,) = begin_talk(looping, SETTING).failures[:1]
    assert failure.code == "loop"
    assert failure.node_ids == {"one", "two"}
    assert failure.words["pt-BR"].startswith("A conversa girou sem perguntar nada: ")
    problem = failure.problem_in(check(looping.flow, workspace=WORKSPACE))
    assert problem is not None
    assert problem.code == "graph.tight_loop"


def test_a_missing_connection_is_shown_at_its_node():
    half = program([menu("topic", "Fatura", "Entrega"), end()], ["topic.fatura>end"])
    talk = begin_talk(half, SETTING).do(Press("Entrega"))
    (failure,) = talk.failures
    assert failure.node_id == "topic"
    assert failure.words == {
        "pt-BR": "A saída 'Entrega' de 'topic' não leva a lugar nenhum.",
        "en": "The outcome 'Entrega' of 'topic' leads nowhere.",
    }
    problem = failure.problem_in(check(half.flow, workspace=WORKSPACE))
    assert problem is not None
    assert problem.code == "port.open"


def test_a_value_that_is_not_there_is_told_and_stops_nothing():
    talk = begin_talk(with_text("Olá, {{ apelido }}!"), SETTING).do(Say("Ana"))
    (failure,) = talk.failures
    assert (failure.code, failure.node_id, failure.stops) == ("unknown_variable", "hello", False)
    assert "apelido" in failure.words["pt-BR"]
    assert talk.outcome == "resolved"


def test_an_unknown_queue_is_named():
    lost = program([node("person", "handoff", queue="nenhuma"), end()], ["person.resolved>end"])
    failure = begin_talk(lost, SETTING).failures[0]
    assert failure.words["en"] == "'person' uses the queue 'nenhuma', which does not exist."
    assert failure.node_id == "person"


def test_a_flow_without_a_start_says_so_and_nothing_breaks():
    built = with_text("oi")
    nodes = [n for n in built.flow.nodes if n.type != "start"]
    startless = compile_flow(built.flow.model_copy(update={"nodes": tuple(nodes)}))
    talk = begin_talk(startless, SETTING)
    assert talk.is_over
    assert [failure.code for failure in talk.failures][:1] == ["unknown_node"]


def test_when_the_node_is_gone_the_talk_says_so_and_earlier_turns_are_left():
    talk = begin_talk(with_text("oi"), SETTING)
    other = program([message("hello", "oi"), menu("topic", "A"), end()], ["hello.next>topic"])
    assert talk.gone is None
    mended = talk.under(other)
    assert mended.gone == "nome"
    with pytest.raises(ActionRefused, match="is gone"):
        mended.do(Say("Ana"))
    assert mended.again().here == "topic"


def test_a_variable_that_the_mend_declares_has_its_default():
    talk = begin_talk(with_text("oi"), SETTING)
    declared = [{"name": "loja", "default": "Centro"}]
    talk = talk.under(with_text("Loja {{ loja }}", variables=declared)).do(Say("Ana"))
    assert [bubble.text for bubble in talk.bubbles][2] == "Loja Centro"


def test_an_unfinished_node_fails_where_it_stands():
    from flow_runtime.editing.draft_flow import draft_flow

    document = flow([question("nome"), end()], ["nome.answered>end"]).model_dump(mode="json")
    document["nodes"][1]["type"] = "of_another_release"
    talk = begin_talk(compile_flow(draft_flow(document).flow), SETTING)
    failure = talk.failures[0]
    assert (failure.node_id, failure.code) == ("nome", "internal_error")
    assert failure.words["pt-BR"] == "'nome' ainda não está pronto. Veja as pendências dele."
