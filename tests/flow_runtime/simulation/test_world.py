"""Playing the world: other systems, attendants, events and time, by hand or by themselves."""

from datetime import timedelta

import pytest

from flow_runtime.effects import CallApi, FindContact, Notify
from flow_runtime.simulation import (
    ActionRefused,
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
    timer_words,
)
from tests.flow_runtime.building import TUESDAY_MORNING, end, node, program
from tests.flow_runtime.scripts.stories import service


def begun(**fields: object) -> Talk:
    return begin_talk(service(), Setting(TUESDAY_MORNING, **fields))  # type: ignore[arg-type]


def asked(**fields: object) -> Talk:
    """Return a talk that has just asked the ERP."""
    return begun(**fields).do(Press("Fatura")).do(Say("52998224725"))


def last(talk: Talk) -> str:
    return talk.bubbles[-1].shown()


# -- other systems -----------------------------------------------------------------------------


def test_a_call_answers_from_its_example():
    assert "Sua fatura é R$ 10,00." in [bubble.text for bubble in asked().bubbles]


def test_a_call_answers_what_was_chosen_for_its_node():
    talk = asked(answers={"find": Mock(200, {"total": "99.90"})})
    assert "Sua fatura é R$ 99,90." in [bubble.text for bubble in talk.bubbles]
    talk = asked(answers={"find": Mock(failure="timeout")})
    assert "O sistema não respondeu." in [bubble.text for bubble in talk.bubbles]


def test_by_hand_a_call_stays_open_with_its_rendered_request():
    talk = asked(by_hand=True)
    (call,) = talk.waiting_calls
    assert isinstance(call, CallApi)
    assert call.url == "/faturas/52998224725"
    assert talk.here == "find"
    talk = talk.do(AnswerCall(200, {"total": "7.00"}))
    assert talk.waiting_calls == ()
    assert [bubble.shown() for bubble in talk.bubbles][-3:] == [
        "O sistema respondeu 200.", "Sua fatura é R$ 7,00.", "Até logo!"
    ]  # fmt: skip


def test_a_message_while_a_call_is_open_is_set_aside():
    talk = asked(by_hand=True).do(Say("oi?"))
    assert len(talk.waiting_calls) == 1
    texts = [line.text for line in talk.trace(talk.turn)]
    assert texts == ["Deixou a mensagem de lado: espera o outro sistema."]


def test_who_answers_can_change_on_the_way():
    talk = begun(by_hand=True).do(Press("Fatura")).answering(by_hand=False)
    talk = talk.answering(answers={"find": Mock(500)}).do(Say("52998224725"))
    assert talk.waiting_calls == ()
    assert "O sistema não respondeu." in [bubble.text for bubble in talk.bubbles]


def test_nothing_is_answered_that_was_not_asked():
    with pytest.raises(ActionRefused, match="Nothing waits"):
        begun().do(AnswerCall())


def test_a_search_of_the_contact_book_is_answered_by_hand():
    built = program(
        [
            node("find", "contact", operation="find", find_by="cpf", find_value="529"),
            end(text="Olá, {{ contact.name }}!"),
            end("new", text="Quem é?"),
        ],
        ["find.found>end", "find.not_found>new"],
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING, by_hand=True))
    (search,) = talk.waiting_calls
    assert isinstance(search, FindContact)
    assert last(talk.do(AnswerCall(contact={"name": "Ana"}))) == "Olá, Ana!"
    unknown = talk.do(AnswerCall())
    assert [bubble.shown() for bubble in unknown.bubbles] == [
        "O contato não foi encontrado.", "Quem é?"
    ]  # fmt: skip
    book = ({"cpf": "529", "name": "Rui"},)
    assert last(begin_talk(built, Setting(TUESDAY_MORNING, contact_book=book))) == "Olá, Rui!"


def test_a_notice_is_delivered_or_not():
    built = program(
        [
            node("tell", "notify", to="time@loja.example", text="Um cliente espera."),
            end(text="Avisado"),
            end("lost", text="Não deu"),
        ],
        ["tell.sent>end", "tell.failed>lost"],
    )
    talk = begin_talk(built, Setting(TUESDAY_MORNING, by_hand=True))
    (notice,) = talk.waiting_calls
    assert isinstance(notice, Notify)
    assert last(talk.do(AnswerCall())) == "Avisado"
    assert last(talk.do(AnswerCall(failure="mailbox_full"))) == "Não deu"


def test_an_event_of_another_system_comes_by_a_button():
    talk = begun().do(Press("Entrega")).do(ReceiveEvent("order_shipped", {"code": "BR1"}))
    assert [bubble.shown() for bubble in talk.bubbles][-3:] == [
        "Chegou o evento 'order_shipped'.", "Seu pedido saiu: BR1", "Até logo!"
    ]  # fmt: skip
    with pytest.raises(ActionRefused, match="order_shipped"):
        begun().do(ReceiveEvent("Pedido Enviado"))


# -- attendants --------------------------------------------------------------------------------


def test_an_attendant_takes_replies_and_resolves():
    talk = begun().do(Press("Pessoa")).do(Attend("reply", "Oi, sou a Bia.", "Bia"))
    assert talk.session.owner == "person"
    (bubble,) = [bubble for bubble in talk.bubbles if bubble.author == "attendant"]
    assert (bubble.text, bubble.who) == ("Oi, sou a Bia.", "Bia")
    talk = talk.do(Say("Obrigado!")).do(Attend("resolve", attendant="Bia"))
    assert last(talk) == "Até logo!"
    assert talk.bubbles[-2].shown() == "Bia resolveu o chamado."


def test_nobody_is_there_or_the_wait_expires():
    assert begun().do(Press("Pessoa")).do(Attend("nobody")).outcome == "abandoned"
    assert begun().do(Press("Pessoa")).do(Attend("expire")).outcome == "abandoned"


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Attend("take"), "Somebody has the ticket"),
        (Attend("reply", "  "), "Write what"),
    ],
)
def test_what_an_attendant_cannot_do(action: Attend, words: str):
    talk = begun().do(Press("Pessoa")).do(Attend("take"))
    with pytest.raises(ActionRefused, match=words):
        talk.do(action)
    with pytest.raises(ActionRefused, match="no open ticket"):
        begun().do(Attend("take"))


# -- time --------------------------------------------------------------------------------------


def test_the_timers_are_shown_in_the_zone_of_the_business():
    (timer,) = begun().timers
    assert timer_words(timer, "pt-BR") == "A espera acaba em 10/03/2026 às 10:10"
    assert timer_words(timer, "en") == "The wait ends on Mar 10, 2026, 10:10"


def test_time_passes_until_a_moment():
    talk = begun().do(WaitUntil(TUESDAY_MORNING + timedelta(minutes=9)))
    assert last(talk) == "Agora são 10/03/2026 às 10:09."
    assert not talk.is_over
    talk = talk.do(Wait(60))
    assert talk.bubbles[-2].shown("en") == "1 min passed."
    assert last(talk) == "Encerramos por falta de resposta."


@pytest.mark.parametrize("action", [Wait(0), Wait(-5), WaitUntil(TUESDAY_MORNING)])
def test_time_does_not_go_back(action: Wait | WaitUntil):
    with pytest.raises(ActionRefused, match="is past"):
        begun().do(action)


def test_a_file_is_shown_as_what_it_is():
    talk = begun().do(Press("Arquivo")).do(SendFile("conta.pdf", "application/pdf"))
    file = talk.bubbles[-2]
    assert (file.author, file.kind, file.name) == ("customer", "document", "conta.pdf")
