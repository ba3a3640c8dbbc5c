"""Conversations that are had again by themselves: run, looked at, put right, changed, proposed."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from flow_runtime.scripts import Conversation, Step, dump_script, load_script
from flow_runtime.scripts.document import ScriptDocument
from tests.browser.builder.installation import Builder
from tests.browser.builder.tests_hand import PAYS, Tests, service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

LEAVES = Conversation(name="Sai", steps=(Step(press="Sair"), Step(expect="Tudo bem")))
OpenTests = Callable[..., Tests]


@pytest.fixture
def open_tests(page: Page, builder: Builder) -> OpenTests:
    """Make a flow with tests of its own and open them; `changed` is how the flow speaks now."""

    def begin(flow_id: str, *conversations: Conversation, **changed: str) -> Tests:
        builder.keep(service(flow_id, **changed))
        return Tests(page, builder, flow_id).open(*conversations)

    return begin


def test_all_tests_run_when_one_comes_and_say_how_it_went(open_tests: OpenTests) -> None:
    tests = open_tests("all-run", PAYS, LEAVES)
    expect(tests.figures).to_contain_text("2 de 2 passam")
    expect(tests.figures).to_contain_text("100 % de cobertura")
    expect(tests.figures).to_contain_text("Nada ficou de fora")
    expect(tests.test).to_contain_text("O fluxo responde como esperado.")
    tests.choose("Sai")
    expect(tests.test).to_contain_text("Tudo bem")


def test_a_failure_is_a_difference_at_its_step_and_leads_to_its_block(
    open_tests: OpenTests,
) -> None:
    tests = open_tests("differs", PAYS, here="Segue o boleto que você pediu.")
    expect(tests.figures).to_contain_text("0 de 1 passam")
    expect(tests.difference).to_contain_text("Esperado: Aqui está")
    expect(tests.difference).to_contain_text("Agora: Segue o boleto que você pediu.")
    expect(tests.difference.locator("del")).to_contain_text("Aqui está")
    tests.page.get_by_role("link", name="Ver o bloco “Entregar”").click()
    expect(tests.page).to_have_url(re.compile(r"/editor\?flow=differs"))
    panel = tests.page.locator(".st-key-fx-side")
    expect(panel.get_by_role("textbox").first).to_be_visible()
    expect(panel).to_contain_text("Mensagem")


def test_changed_words_are_taken_over_after_one_look_and_can_be_had_back(
    open_tests: OpenTests,
) -> None:
    tests = open_tests("reworded", PAYS, LEAVES, here="Segue o boleto.", label="Segunda via")
    tests.press("Ver e atualizar")
    expect(tests.difference.first).to_contain_text("Segunda via")
    tests.press("Atualizar 1 teste")
    expect(tests.notice).to_contain_text("1 teste foi atualizado.")
    expect(tests.figures).to_contain_text("2 de 2 passam")
    assert tests.stored[0].conversation.steps[1] == Step(press="Segunda via")
    assert tests.stored[0].conversation.steps[3] == PAYS.steps[3]
    tests.press("Desfazer")
    expect(tests.figures).to_contain_text("1 de 2 passam")
    assert tests.stored[0].conversation == PAYS


def test_a_test_is_changed_step_by_step_and_named(open_tests: OpenTests) -> None:
    tests = open_tests("changed", PAYS)
    tests.press("Alterar")
    tests.editing.get_by_label("O que o teste mostra").fill("Paga pelo botão")
    tests.act(3, "Alterar")
    tests.page.locator(".st-key-ts-step-form").get_by_role("textbox").first.fill("Aqui está o")
    tests.press("Pronto")
    tests.act(3, "Inserir abaixo")
    tests.say("Fluxo diz", "Até mais!")
    tests.act(1, "Excluir")
    expect(tests.editing.get_by_role("button", name=re.compile(r"^Passo \d$"))).to_have_count(4)
    tests.press("Salvar")
    expect(tests.notice).to_contain_text("“Paga pelo botão” foi salvo.")
    expect(tests.test).to_contain_text("O fluxo responde como esperado.")
    [kept] = tests.stored
    assert kept.name == "Paga pelo botão"
    assert kept.conversation.steps == (
        Step(press="Boleto"),
        Step(expect="Aqui está o"),
        Step(expect="Até mais!"),
        Step(expect_end="resolved"),
    )


def test_what_cannot_be_read_stays_open_with_the_reason(open_tests: OpenTests) -> None:
    tests = open_tests("unreadable", PAYS)
    tests.press("Alterar")
    tests.press("Adicionar passo")
    form = tests.page.locator(".st-key-ts-step-form")
    form.get_by_role("combobox").first.click()
    tests.page.get_by_role("option", name="O tempo passa", exact=True).click()
    form.get_by_role("textbox").first.fill("daqui a pouco")
    tests.press("Salvar")
    expect(form).to_contain_text("Escreva a espera como 30s, 10min, 2h")
    form.get_by_role("textbox").first.fill("10min")
    tests.press("Salvar")
    expect(tests.notice).to_contain_text("foi salvo")
    assert tests.stored[0].conversation.steps[-1] == Step(wait="10min")


def test_a_new_test_is_written_by_hand(open_tests: OpenTests) -> None:
    tests = open_tests("by-hand", PAYS)
    tests.press("Novo")
    tests.say("Cliente escreve", "sair")
    tests.press("Adicionar passo")
    tests.say("Fluxo diz", "Tudo bem")
    tests.editing.get_by_label("O que o teste mostra").fill("Escreve em vez de apertar")
    tests.press("Salvar")
    expect(tests.test).to_contain_text("Escreve em vez de apertar")
    expect(tests.figures).to_contain_text("2 de 2 passam")


def test_a_deleted_test_can_be_had_back(open_tests: OpenTests) -> None:
    tests = open_tests("deleted", PAYS, LEAVES)
    tests.press("Excluir", tests.test)
    expect(tests.notice).to_contain_text("“Recebe o boleto” foi excluído.")
    expect(tests.figures).to_contain_text("1 de 1 passam")
    tests.press("Desfazer")
    expect(tests.figures).to_contain_text("2 de 2 passam")


def test_the_explorer_proposes_what_is_missed_and_a_click_keeps_it(open_tests: OpenTests) -> None:
    tests = open_tests("proposed", PAYS)
    expect(tests.figures).to_contain_text("1 bloco de fora")
    tests.press("Quais são")
    expect(tests.page.get_by_test_id("stPopoverBody")).to_contain_text("Sair")
    tests.page.keyboard.press("Escape")
    tests.press("Explorar")
    proposal = tests.page.locator(".st-key-ts-proposal-0")
    expect(proposal).to_contain_text("Escolher › Sair")
    proposal.get_by_text("Ver a conversa").click()
    expect(proposal).to_contain_text("Tudo bem.")
    tests.press("Guardar como teste", proposal)
    expect(tests.notice).to_contain_text("1 teste foi guardado.")
    expect(tests.figures).to_contain_text("100 % de cobertura")
    assert [test.name for test in tests.stored] == ["Recebe o boleto", "Escolher › Sair"]


def test_a_flow_without_tests_shows_the_ways_to_the_first_one(open_tests: OpenTests) -> None:
    tests = open_tests("none-yet")
    expect(tests.page.get_by_text("Ainda não há testes")).to_be_visible()
    tests.press("Propor conversas")
    expect(tests.page.locator(".st-key-ts-proposal-0")).to_contain_text("Escolher › Boleto")
    tests.press("Guardar as 2")
    expect(tests.figures).to_contain_text("2 de 2 passam")


def test_what_no_test_reaches_is_painted_on_the_drawing_until_it_is_hidden(
    open_tests: OpenTests,
) -> None:
    tests = open_tests("painted", PAYS)
    tests.press("Ver no desenho")
    expect(tests.page).to_have_url(re.compile(r"/editor\?flow=painted"))
    expect(tests.page.locator(".fx-untested").first).to_be_attached()


def test_tests_go_into_a_file_and_come_in_from_one(open_tests: OpenTests, tmp_path: Path) -> None:
    tests = open_tests("files", PAYS)
    tests.press("Arquivo")
    with tests.page.expect_download() as download:
        tests.press("Salvar os testes")
    assert download.value.suggested_filename == "files.tests.yaml"
    assert load_script(Path(download.value.path()).read_bytes()).conversations == (PAYS,)
    path = tmp_path / "mine.tests.yaml"
    script = ScriptDocument(flow="files", conversations=(LEAVES,))
    path.write_text(dump_script(script), encoding="utf-8")
    tests.page.locator("input[type=file]").set_input_files(path)
    tests.press("Trazer 1 teste")
    expect(tests.figures).to_contain_text("2 de 2 passam")


def test_a_file_that_holds_no_tests_says_where_it_is_wrong(
    open_tests: OpenTests, tmp_path: Path
) -> None:
    tests = open_tests("bad-file", PAYS)
    path = tmp_path / "wrong.yaml"
    path.write_text("flow: bad-file\nconversations:\n  - name: x\n    steps: [{wait: já}]\n")
    tests.press("Arquivo")
    tests.page.locator("input[type=file]").set_input_files(path)
    menu = tests.page.get_by_test_id("stPopoverBody")
    expect(menu).to_contain_text("Este arquivo não pode ser trazido")
    expect(menu).to_contain_text("Linha 4: Escreva a espera")
    assert len(tests.stored) == 1
