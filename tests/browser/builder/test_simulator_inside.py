"""Looking into a simulated conversation: steps, values, time travel, tests that are kept."""

import re

import pytest
from playwright.sync_api import expect

from flow_runtime.conversations.testing import load_tests
from flow_runtime.loading import load_document
from flow_runtime.program import compile_flow
from flow_runtime.scripts import run_script
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.installation import Builder
from tests.browser.builder.simulator_hand import Talker, keep_shop, title_of
from tests.flow_runtime.building import end, flow, question

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_the_steps_say_what_was_understood_and_why(
    builder: Builder, open_editor: OpenEditor
) -> None:
    builder.keep(
        flow(
            [
                question("when", "date", text="Para quando?", save_as="dia"),
                end("bye", text="Marcado."),
            ],
            ["when.answered>bye"],
            variables=[{"name": "dia", "type": "date"}],
            id="sim-steps",
            name="Marcar",
            layout={"start": [80, 80], "when": [400, 80], "bye": [720, 80]},
        )
    )
    talker = Talker(open_editor("sim-steps")).begin()
    talker.open("Passos")
    talker.say("qualquer coisa")
    expect(talker.told("1. “qualquer coisa”")).to_be_visible()
    expect(talker.panel.get_by_text(re.compile("1 de 2|1 de 3"))).to_be_visible()
    talker.say("amanhã")
    expect(talker.panel.get_by_text(re.compile(r"'amanhã' → \d\d/\d\d/\d{4}"))).to_be_visible()
    expect(talker.panel.get_by_text("Chegou a 'bye'.")).to_be_visible()


def test_values_show_what_changed_and_take_another_value(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-values")
    talker = Talker(open_editor("sim-values")).begin()
    talker.say("Ana")
    talker.open("Valores")
    field = talker.panel.get_by_label(re.compile("^nome"))
    expect(field).to_have_value("Ana")
    expect(talker.told("mudou")).to_be_visible()
    field.fill("Beatriz")
    field.press("Tab")
    expect(talker.told("Você alterou: nome.")).to_be_visible()
    talker.press("Pagar")
    expect(talker.bubble("Pronto, Beatriz: está pago.", "flow")).to_be_visible()


def test_an_earlier_step_is_gone_back_to_and_another_way_taken(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-back")
    talker = Talker(open_editor("sim-back")).begin()
    talker.say("Ana")
    talker.press("Pagar")
    talker.press("Voltar um passo")
    expect(title_of(talker.here)).to_have_text("choose")
    expect(talker.bubble("Pronto, Ana: está pago.")).to_have_count(0)
    talker.press("Avançar um passo")
    expect(talker.bubble("Pronto, Ana: está pago.")).to_be_visible()
    talker.open("Passos")
    talker.press("Começo")
    expect(title_of(talker.here)).to_have_text("name")
    talker.say("Rita")
    expect(talker.bubble("Oi, Rita!", "flow")).to_be_visible()
    expect(talker.button("Avançar um passo")).to_have_count(0)


def test_a_conversation_is_kept_as_a_test_that_passes(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-test")
    talker = Talker(open_editor("sim-test")).begin()
    talker.say("Ana")
    talker.press("Pagar")
    talker.press("Guardar como teste")
    popover = talker.page.get_by_test_id("stPopoverBody")
    name = popover.get_by_label("Nome", exact=True)
    expect(name).to_have_value("Ana → Pagar")
    name.fill("Ana paga")
    name.press("Tab")
    popover.get_by_role("button", name=re.compile("Guardar$")).click()
    expect(popover.get_by_text("Guardado como “Ana paga”.")).to_be_visible()
    expect(popover.get_by_text("Cliente: Pagar")).to_be_visible()
    with builder.database.read() as tx:
        [kept] = load_tests(tx, "sim-test")
    assert kept.name == "Ana paga"
    program = compile_flow(load_document(dict(builder.draft("sim-test"))).flow)
    result = run_script(program, kept.conversation)
    assert result.passed, result


def test_what_no_test_reaches_is_painted_on_the_drawing(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-covered")
    editor = open_editor("sim-covered")
    talker = Talker(editor).begin()
    talker.say("Ana")
    talker.press("Pagar")
    talker.press("Guardar como teste")
    page = talker.page
    page.locator(".st-key-simulate-keep-test").get_by_role("button").click()
    page.get_by_role("link", name=re.compile("Ver os testes")).click()
    page.get_by_role("button", name=re.compile("Ver no desenho")).first.click()
    expect(editor.canvas).to_be_visible()
    editor.press("Home")
    expect(editor.card("person").locator(".fx-untested-tag")).to_have_text(re.compile("Sem teste"))
    expect(talker.wire("choose", "atendente")).to_have_class(re.compile("fx-untested"))
    page.locator(".st-key-hide-coverage").get_by_role("button").first.click()
    expect(editor.card("person").locator(".fx-untested-tag")).to_have_count(0)


def test_a_simulation_writes_nothing_of_its_own(builder: Builder, open_editor: OpenEditor) -> None:
    keep_shop(builder, "sim-trace")
    before = rows(builder)
    talker = Talker(open_editor("sim-trace")).begin()
    talker.say("Ana")
    talker.press("Atendente")
    expect(talker.bubble("Já vem alguém.", "flow")).to_be_visible()
    assert rows(builder) == before


def rows(builder: Builder) -> dict[str, int]:
    """Count what real conversations leave."""
    names = ("conversations", "contacts", "tickets", "events", "outbox")
    with builder.database.read() as tx:
        there = {
            str(name)
            for (name,) in tx.exec_driver_sql("select name from sqlite_master where type='table'")
        }
        return {
            name: tx.exec_driver_sql(f"select count(*) from {name}").scalar_one()  # noqa: S608
            for name in names
            if name in there
        }
