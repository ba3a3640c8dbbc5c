"""A simulation becomes a conversation test with one click."""

from dataclasses import replace

import pytest

from flow_runtime.errors import ScriptInvalid
from flow_runtime.program import Program
from flow_runtime.scripts import Conversation, ScriptDocument, dump_script, load_script, run_script
from flow_runtime.simulation import (
    AnswerCall,
    Attend,
    Mock,
    Press,
    ReceiveEvent,
    Say,
    SendFile,
    Setting,
    Talk,
    Wait,
    WaitUntil,
    begin_talk,
    kept_conversation,
    moment_when,
)
from tests.flow_runtime.building import TUESDAY_MORNING, end, menu, node, program, question
from tests.flow_runtime.scripts.stories import service


def begun(**fields: object) -> Talk:
    return begin_talk(service(), Setting(TUESDAY_MORNING, **fields))  # type: ignore[arg-type]


def kept(talk: Talk, built: Program | None = None) -> Conversation:
    """Keep a talk, write it and read it back, and see that it passes."""
    conversation = kept_conversation(talk, "Uma conversa")
    text = dump_script(ScriptDocument(flow="story", conversations=(conversation,)))
    (read,) = load_script(text).conversations
    result = run_script(built or service(), read)
    assert result.passed, [failure.sentence() for failure in result.failures]
    return read


def steps(conversation: Conversation) -> list[dict[str, object]]:
    return [step.model_dump(mode="json", exclude_unset=True) for step in conversation.steps]


def test_what_was_said_and_where_it_ended_is_expected():
    talk = begun(contact={"name": "Ana"}).do(Press("Fatura")).do(Say("529.982.247-25"))
    conversation = kept(talk)
    assert (conversation.name, conversation.at) == ("Uma conversa", TUESDAY_MORNING)
    assert conversation.contact == {"name": "Ana"}
    assert steps(conversation) == [
        {"expect": ["Olá, Ana!", "Como posso ajudar?", "topic?"]},
        {"expect_choices": ["Fatura", "Entrega", "Pessoa", "Arquivo"]},
        {"press": "Fatura"},
        {"expect": "cpf?"},
        {"say": "529.982.247-25"},
        {"expect": ["Sua fatura é R$ 10,00.", "Até logo!"]},
        {"expect_end": "resolved"},
    ]


def test_an_answer_that_is_not_the_example_becomes_a_mock_before_the_act_that_asks():
    chosen = begun(answers={"find": Mock(500, {"error": "x"})})
    by_hand = begun(by_hand=True)
    for talk, answer in ((chosen, ()), (by_hand, (AnswerCall(500, {"error": "x"}),))):
        after = talk.do(Press("Fatura")).do(Say("52998224725"))
        for action in answer:
            after = after.do(action)
        written = steps(kept(after))
        place = written.index({"say": "52998224725"})
        assert written[place - 1] == {"mock": {"find": {"status": 500, "body": {"error": "x"}}}}


def test_a_message_that_was_set_aside_is_left_out():
    talk = begun(by_hand=True).do(Press("Fatura")).do(Say("52998224725")).do(Say("oi?"))
    written = steps(kept(talk.do(AnswerCall(200, {"total": "10.00"}))))
    assert {"say": "oi?"} not in written


def test_time_files_events_and_attendants_are_kept():
    after_hours = moment_when(service(), "closed", TUESDAY_MORNING)
    assert after_hours is not None
    file = begun().do(Press("Arquivo")).do(SendFile("conta.pdf", "application/pdf"))
    assert {"file": {"name": "conta.pdf", "type": "application/pdf"}} in steps(kept(file))
    waited = begun().do(Wait(90)).do(WaitUntil(after_hours.at))
    assert {"wait": "1min 30s"} in steps(kept(waited))
    event = begun().do(Press("Entrega")).do(ReceiveEvent("order_shipped", {"code": "BR1"}))
    assert {"event": {"order_shipped": {"code": "BR1"}}} in steps(kept(event))
    person = begun().do(Press("Pessoa")).do(Attend("reply", "Oi!")).do(Attend("reply", "Já vejo."))
    acts = [step for step in steps(kept(person.do(Attend("resolve")))) if "ticket" in step]
    assert acts == [{"ticket": "assigned"}, {"ticket": "resolved"}]


def test_a_talk_from_the_middle_with_edited_values_is_kept():
    talk = begun(node="invoice", variables={"total": "5.00"})
    assert kept(talk).node == "invoice"
    edited = begun(node="topic").with_variables({"total": "7.00"}).do(Press("Arquivo"))
    assert {"set": {"total": "7.00"}} in steps(kept(edited))


def test_only_what_happened_up_to_where_the_talk_stands_is_kept():
    talk = begun().do(Press("Fatura")).do(Say("zzz")).back_to(1)
    assert {"say": "zzz"} not in steps(kept(talk))


def test_a_choice_that_was_shown_long_ago_is_kept_as_its_words():
    built = program(
        [menu("topic", "Fatura"), menu("sure", "Sim"), end()],
        ["topic.fatura>sure", "sure.sim>end"],
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING)).do(Press("Fatura")).do(Press("Fatura"))
    acts = [step for step in steps(kept(talk, built)) if step.keys() & {"press", "say"}]
    assert acts == [{"press": "Fatura"}, {"say": "Fatura"}]


def test_a_search_answered_by_hand_becomes_a_row_of_the_contact_book():
    built = program(
        [
            question("cpf"),
            node("find", "contact", operation="find", find_by="cpf", find_value="{{ cpf }}"),
            end(text="Olá, {{ contact.name }}!"),
            end("new", text="Quem é?"),
        ],
        ["cpf.answered>find", "find.found>end", "find.not_found>new"],
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING, by_hand=True)).do(Say("529"))
    found = steps(kept(talk.do(AnswerCall(contact={"name": "Ana"})), built))
    assert {"contact_book": [{"name": "Ana", "cpf": "529"}]} in found
    assert {"expect": "Olá, Ana!"} in found


def test_a_call_before_the_first_word_is_prepared_before_the_conversation_begins():
    built = program(
        [
            node("find", "api", url="https://erp.example.com/", examples=[{"name": "ok"}]),
            question("nome"),
            end(),
        ],
        ["find.success>nome", "find.http_error>nome", "nome.answered>find"],
    )
    answers = {"find": Mock(500)}
    talk = begin_talk(built, Setting(TUESDAY_MORNING, answers=answers)).do(Say("Ana"))
    written = steps(kept(talk, built))
    assert written[0] == {"mock": {"find": {"status": 500, "body": None}}}
    assert {"begin": True} in written


def test_what_a_mended_draft_does_not_allow_any_more_is_left_out():
    before = program([menu("topic", "Fatura", "Pessoa"), end()], ["topic.fatura>end"])
    after = program([menu("topic", "Pessoa"), end()], ["topic.pessoa>end"])
    talk = begin_talk(before, Setting(TUESDAY_MORNING)).do(Press("Fatura")).under(after)
    written = steps(kept(talk, after))
    assert {"press": "Fatura"} not in written
    assert written[-1] == {"expect_node": "topic"}


def test_an_edited_value_of_the_contact_is_the_contacts_too():
    declared = [{"name": "plano", "scope": "contact"}]
    built = program(
        [menu("topic", "Ver"), end(text="{{ plano }}, {{ contact.plano }}")],
        ["topic.ver>end"],
        variables=declared,
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING)).with_variables({"plano": "ouro"})
    assert {"expect": "ouro, ouro"} in steps(kept(talk.do(Press("Ver")), built))


def test_a_talk_that_no_test_can_hold_is_refused_with_a_reason():
    built = begun().program
    odd = replace(built, nodes={**built.nodes, "Sem nome": built.nodes["cpf"]})
    talk = begin_talk(odd, Setting(TUESDAY_MORNING, node="Sem nome"))
    with pytest.raises(ScriptInvalid) as refused:
        kept_conversation(talk, "Uma conversa")
    assert "não pode virar um teste" in refused.value.problems[0].sentence()


def test_an_end_without_a_name_is_expected_by_its_words_alone():
    built = program([end(text="Tchau")], [])
    bye = built.nodes["end"].model_copy(update={"outcome": ""})
    talk = begin_talk(replace(built, nodes={**built.nodes, "end": bye}), Setting(TUESDAY_MORNING))
    assert steps(kept_conversation(talk, "  Uma\nconversa ")) == [{"expect": "Tchau"}]
