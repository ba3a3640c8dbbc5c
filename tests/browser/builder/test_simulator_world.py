"""Playing the world around a simulated conversation: time, systems, people, channels, personas."""

import re
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from flow_runtime.conversations.personas import load_personas
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.installation import Builder
from tests.browser.builder.simulator_hand import Talker, keep_shop, title_of
from tests.flow_runtime.building import end, flow, message, node, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ROW: Final = {"start": [80, 80], "a": [400, 80], "b": [720, 80], "c": [1040, 80], "d": [1040, 320]}


def keep_row(
    builder: Builder, flow_id: str, nodes: list[Any], arrows: list[str], **more: Any
) -> None:
    """Store a small flow whose blocks stand in a row."""
    builder.keep(flow(nodes, arrows, id=flow_id, name="Mundo", layout=ROW, **more))


def test_time_passes_and_the_waiting_is_over(builder: Builder, open_editor: OpenEditor) -> None:
    late = question("a", text="Qual é o pedido?", timeout_s=3600, save_as="pedido")
    keep_row(
        builder,
        "sim-time",
        [
            late,
            end("b", text="Obrigado."),
            end("c", "abandoned", "Encerrei por falta de resposta."),
        ],
        ["a.answered>b", "a.timeout>c"],
    )
    talker = Talker(open_editor("sim-time")).begin()
    talker.open("Mundo")
    talker.press("+ 10 min")
    expect(talker.told("Passaram 10 min.")).to_be_visible()
    expect(title_of(talker.here)).to_have_text("a")
    talker.press("+ 2 h")
    expect(talker.bubble("Encerrei por falta de resposta.", "flow")).to_be_visible()
    expect(talker.wire("a", "timeout")).to_have_class(re.compile("fx-taken"))


def keep_order(builder: Builder, flow_id: str) -> None:
    """Store a flow that asks another system for an order."""
    order = node(
        "a",
        "api",
        url="https://pedidos.example.com/42",
        save=[{"query": "status", "variable": "status"}],
        examples=[{"name": "A caminho", "body": {"status": "a caminho"}}],
    )
    keep_row(
        builder,
        flow_id,
        [
            order,
            end("b", text="Seu pedido está {{ status }}."),
            end("c", text="O sistema não respondeu."),
        ],
        ["a.success>b", "a.http_error>c", "a.failed>c"],
        variables=["status"],
    )


def test_a_system_answers_with_its_example(builder: Builder, open_editor: OpenEditor) -> None:
    keep_order(builder, "sim-example")
    talker = Talker(open_editor("sim-example")).begin()
    expect(talker.bubble("Seu pedido está a caminho.", "flow")).to_be_visible()
    talker.open("Passos")
    expect(talker.panel.get_by_text(re.compile("pedidos.example.com/42"))).to_be_visible()


def test_a_person_answers_for_a_system(builder: Builder, open_editor: OpenEditor) -> None:
    keep_order(builder, "sim-by-hand")
    talker = Talker(open_editor("sim-by-hand")).begin()
    talker.open("Mundo")
    talker.panel.get_by_text("Eu respondo pelos outros sistemas").click()
    talker.rest()
    talker.press("Recomeçar")
    expect(talker.told("“a” espera uma resposta")).to_be_visible()
    talker.unfold("Outra resposta")
    answer = talker.panel.get_by_label("Resposta", exact=True)
    answer.fill('{"status": "na portaria"}')
    answer.press("Tab")
    talker.press("Responder com isto")
    expect(talker.bubble("Seu pedido está na portaria.", "flow")).to_be_visible()
    talker.press("Voltar um passo")
    talker.press("Sem resposta")
    expect(talker.bubble("O sistema não respondeu.", "flow")).to_be_visible()


def test_an_attendant_is_played(builder: Builder, open_editor: OpenEditor) -> None:
    keep_shop(builder, "sim-person")
    talker = Talker(open_editor("sim-person")).begin()
    talker.say("Ana")
    talker.press("Atendente")
    expect(talker.bubble("Já vem alguém.", "flow")).to_be_visible()
    talker.panel.get_by_role("radio", name="Atendente").click()
    talker.rest()
    talker.say("Bom dia, sou a Ana do suporte.")
    expect(talker.bubble("Bom dia, sou a Ana do suporte.", "attendant")).to_be_visible()
    talker.open("Mundo")
    talker.press("Resolve")
    expect(talker.bubble("Até logo!", "flow")).to_be_visible()


def test_another_system_tells_something(builder: Builder, open_editor: OpenEditor) -> None:
    keep_row(
        builder,
        "sim-event",
        [
            node("a", "wait", until="event", event="order_shipped", timeout_s=86400),
            end("b", text="Seu pedido saiu!"),
            end("c", "abandoned", "Nada chegou."),
        ],
        ["a.received>b", "a.timeout>c"],
    )
    talker = Talker(open_editor("sim-event")).begin()
    talker.open("Mundo")
    talker.press("order_shipped")
    expect(talker.bubble("Seu pedido saiu!", "flow")).to_be_visible()


def test_a_persona_is_kept_and_writes(builder: Builder, open_editor: OpenEditor) -> None:
    keep_row(
        builder,
        "sim-persona",
        [message("a", "Oi, {{ contact.name }}, do telefone {{ contact.phone }}."), end("b")],
        ["a.next>b"],
    )
    talker = Talker(open_editor("sim-persona")).begin()
    talker.open("Cena")
    talker.unfold("Descrever uma pessoa nova")
    for label, value in (("Nome", "Dona Célia"), ("Telefone", "+5511999990000")):
        field = talker.panel.get_by_label(label, exact=True)
        field.fill(value)
        field.press("Tab")
    talker.press("Guardar esta pessoa")
    expect(talker.panel.get_by_label("Quem escreve", exact=True)).to_have_value(
        re.compile("Dona Célia")
    )
    talker.press("Recomeçar assim")
    told = "Oi, Dona Célia, do telefone +5511999990000."
    expect(talker.bubble(told, "flow")).to_be_visible()
    with builder.database.read() as tx:
        assert "Dona Célia" in [one.name for one in load_personas(tx)]


def test_another_channel_shows_choices_as_it_really_can(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-channel")
    talker = Talker(open_editor("sim-channel")).begin()
    talker.open("Cena")
    talker.choose("Canal", "SMS")
    talker.press("Recomeçar assim")
    talker.say("Ana")
    expect(talker.bubble("1. Pagar", "flow")).to_be_visible()
    expect(talker.page.locator(".st-key-fx-choices")).to_have_count(0)
    talker.say("1")
    expect(talker.bubble("Pronto, Ana: está pago.", "flow")).to_be_visible()


def test_the_flow_speaks_another_language(builder: Builder, open_editor: OpenEditor) -> None:
    keep_row(
        builder,
        "sim-language",
        [question("a", text="Como você se chama?", save_as="nome"), end("b", text="Tchau!")],
        ["a.answered>b"],
        languages=["pt-BR", "en"],
        translations={"en": {"a.text": "What is your name?", "b.text": "Bye!"}},
    )
    talker = Talker(open_editor("sim-language")).begin()
    talker.open("Cena")
    talker.choose("Idioma", "English")
    talker.press("Recomeçar assim")
    expect(talker.bubble("What is your name?", "flow")).to_be_visible()
