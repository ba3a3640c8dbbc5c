"""What would leave the conversation, rendered as the runtime would send it."""

from flow_runtime.simulation import Leaving, Press, Say, Setting, begin_talk
from tests.flow_runtime.building import TUESDAY_MORNING, end, node, program, question
from tests.flow_runtime.scripts.stories import service

SETTING = Setting(TUESDAY_MORNING)


def left(
    *nodes: dict, ways: list[str], said: str = "Ana", language: str = "pt-BR"
) -> list[Leaving]:
    built = program([question("nome"), *nodes], ["nome.answered>x", *ways])
    talk = begin_talk(built, SETTING).do(Say("Ana"))
    return [leaving for leaving in talk.leaving(1, language) if leaving.kind != "timer"]


def test_a_call_is_shown_with_its_address_parameters_and_body():
    call = node(
        "x",
        "api",
        connection="erp",
        method="POST",
        url="/clientes/{{ nome }}",
        query={"canal": "chat"},
        headers={"X-Loja": "{{secret:LOJA}}"},
        body={"cliente.nome": "{{ nome }}"},
        examples=[{"name": "ok"}],
    )
    (leaving,) = left(call, end(), ways=["x.success>end", "x.http_error>end"])
    assert leaving.title == "POST /clientes/Ana"
    assert leaving.lines == (("Conexão", "erp"), ("?canal", "chat"), ("X-Loja", "{{secret:LOJA}}"))
    assert leaving.body == '{\n  "cliente": {\n    "nome": "Ana"\n  }\n}'
    assert leaving.node_id == "x"


def test_a_notice_is_shown_with_its_text():
    notice = node("x", "notify", to="time@loja.example", subject="Oi", text="{{ nome }} espera.")
    (leaving,) = left(notice, end(), ways=["x.sent>end"], language="en")
    assert leaving == Leaving(
        "notice", "E-mail → time@loja.example", (("Subject", "Oi"),), "Ana espera.", "x"
    )


def test_a_ticket_is_shown_with_what_the_attendant_gets():
    handoff = node("x", "handoff", queue="suporte", priority="urgent", summary="{{ nome }} pediu")
    (leaving,) = left(handoff, end(), ways=["x.resolved>end"])
    assert leaving.title == "Chamado na fila Suporte, N1"
    assert leaving.lines == (("Prioridade", "urgente"), ("Resumo", "Ana pediu"), ("nome", "Ana"))


def test_what_is_written_about_the_contact_is_shown():
    saving = node("x", "contact", fields={"name": "{{ nome }}"}, add_tags=["novo"])
    (leaving,) = left(saving, end(), ways=["x.found>end"], language="en")
    assert (leaving.title, leaving.lines) == (
        "Updates the contact",
        (("name", "Ana"), ("Adds", "novo")),
    )


def test_a_timer_is_shown_with_its_moment():
    (leaving,) = begin_talk(service(), SETTING).leaving(0)
    assert leaving == Leaving("timer", "A espera acaba em 10/03/2026 às 10:10", node_id="topic")


def test_bubbles_alone_leave_nothing():
    talk = begin_talk(service(), SETTING).do(Press("Arquivo"))
    assert [leaving.kind for leaving in talk.leaving(1)] == ["timer"]


def test_sensitive_values_are_masked_where_they_stand_alone():
    declared = [{"name": "nome", "sensitivity": "sensitive"}]
    handoff = node("x", "handoff", queue="suporte")
    built = program(
        [question("nome"), handoff, end()],
        ["nome.answered>x", "x.resolved>end"],
        variables=declared,
    )
    talk = begin_talk(built, SETTING).do(Say("Ana"))
    (ticket,) = [leaving for leaving in talk.leaving(1) if leaving.kind == "ticket"]
    assert ticket.lines == (("nome", "•••"),)
