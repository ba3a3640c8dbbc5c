"""Talking to a draft beside its drawing."""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.builder.axe import serious_violations
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.installation import Builder
from tests.browser.builder.simulator_hand import Talker, keep_shop, title_of
from tests.flow_runtime.building import end, flow, question

WATCH_CARDS: Final = """() => {
  const canvas = document.querySelector(".fx-canvas")
    ?? [...document.querySelectorAll("*")].find((e) => e.shadowRoot?.querySelector(".fx-canvas"))
      .shadowRoot.querySelector(".fx-canvas");
  window.fluxoMadeCards = 0;
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes)
        if (node.classList?.contains("react-flow__node") || node.querySelector?.(".fx-card"))
          window.fluxoMadeCards += 1;
  }).observe(canvas, { childList: true, subtree: true });
}"""
"""Counts the cards that are made anew; pieces on a card, such as its number, are none."""

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_a_conversation_paints_its_way_and_the_card_where_it_waits(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-way")
    talker = Talker(open_editor("sim-way")).begin()
    expect(talker.bubble("Como você se chama?", "flow")).to_be_visible()
    expect(title_of(talker.here)).to_have_text("name")
    talker.say("Ana")
    expect(talker.bubble("Oi, Ana! Como posso ajudar?", "flow")).to_be_visible()
    expect(title_of(talker.here)).to_have_text("choose")
    expect(talker.wire("start", "next")).to_have_class(re.compile("fx-taken"))
    expect(talker.wire("name", "answered")).to_have_class(re.compile("fx-taken"))
    assert talker.steps == {"start": "1", "name": "2", "choose": "3"}
    expect(talker.editor.card("name").locator(".fx-value")).to_have_text("nome: Ana")
    expect(talker.editor.card("choose")).to_have_attribute(
        "aria-label", re.compile("a conversa está aqui")
    )


def test_choices_are_buttons_and_a_conversation_comes_to_its_end(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-choices")
    talker = Talker(open_editor("sim-choices")).begin()
    talker.say("Ana")
    talker.press("Pagar")
    expect(talker.bubble("Pronto, Ana: está pago.", "flow")).to_be_visible()
    expect(talker.bubble("Até logo!", "flow")).to_be_visible()
    expect(talker.told("A conversa terminou.")).to_be_visible()
    expect(talker.here).to_have_count(0)
    talker.press("Recomeçar")
    expect(talker.bubble("Pronto, Ana: está pago.")).to_have_count(0)
    expect(title_of(talker.here)).to_have_text("name")


def test_the_play_button_of_a_card_begins_there_with_given_values(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-here")
    editor = open_editor("sim-here")
    talker = Talker(editor)
    editor.card("choose").hover()
    editor.card("choose").get_by_role("button", name="Simular daqui").click()
    expect(talker.told("Começar em “choose”")).to_be_visible()
    field = talker.panel.get_by_label("nome", exact=True)
    field.fill("Rita")
    field.press("Tab")
    talker.press("Começar")
    expect(talker.bubble("Oi, Rita! Como posso ajudar?", "flow")).to_be_visible()
    expect(talker.told("Desde “choose”")).to_be_visible()
    assert talker.steps == {"choose": "1"}


def test_keys_on_the_drawing_begin_at_the_start_and_at_a_card(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-keys")
    editor = open_editor("sim-keys")
    talker = Talker(editor)
    editor.press("Control+Enter")
    expect(talker.bubble("Como você se chama?", "flow")).to_be_visible()
    editor.press("Home")
    editor.select("bye")
    editor.press("Shift+Enter")
    expect(talker.bubble("Até logo!", "flow")).to_be_visible()
    expect(talker.told("Desde “bye”")).to_be_visible()


def test_a_bubble_shows_its_block_and_a_block_marks_its_bubbles(
    builder: Builder, open_editor: OpenEditor
) -> None:
    keep_shop(builder, "sim-marks")
    editor = open_editor("sim-marks")
    talker = Talker(editor).begin()
    talker.say("Ana")
    talker.bubble("Como você se chama?").click()
    expect(editor.card("name")).to_have_class(re.compile("fx-selected"))
    shadow = re.compile("rgb")
    first, second = talker.bubble("Como você se chama?"), talker.bubble("Oi, Ana!")
    expect(first.get_by_test_id("stChatMessage")).to_have_css("box-shadow", shadow)
    editor.select("choose")
    expect(second.get_by_test_id("stChatMessage")).to_have_css("box-shadow", shadow)
    expect(first.get_by_test_id("stChatMessage")).to_have_css("box-shadow", "none")
    expect(talker.talk).to_be_visible()


def test_the_customer_sends_a_file(
    builder: Builder, open_editor: OpenEditor, tmp_path: Path
) -> None:
    builder.keep(
        flow(
            [
                question("proof", "file", text="Mande o comprovante.", save_as="arquivo"),
                end("bye", text="Recebi {{ arquivo.name }}."),
            ],
            ["proof.answered>bye"],
            variables=[{"name": "arquivo", "type": "object"}],
            id="sim-file",
            name="Comprovante",
            layout={"start": [80, 80], "proof": [400, 80], "bye": [720, 80]},
        )
    )
    talker = Talker(open_editor("sim-file")).begin()
    picture = tmp_path / "recibo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with talker.editor.page.expect_response(lambda answer: "upload_file" in answer.url):
        talker.panel.locator("input[type=file]").set_input_files(picture)
    expect(talker.panel.get_by_text("recibo.png")).to_be_visible()
    expect(talker.panel.get_by_role("progressbar")).to_have_count(0)
    talker.field.press("Enter")
    expect(talker.bubble("Recebi recibo.png.", "flow")).to_be_visible()
    expect(talker.bubble("recibo.png", "customer")).to_be_visible()


def test_a_missing_wire_is_shown_at_its_block_and_the_chat_goes_on_after_the_mend(
    builder: Builder, open_editor: OpenEditor
) -> None:
    builder.keep(
        flow(
            [
                question("name", text="Como você se chama?", save_as="nome"),
                end("bye", text="Tchau, {{ nome }}!"),
            ],
            [],
            id="sim-mend",
            name="Quebrado",
            layout={"start": [80, 80], "name": [400, 80], "bye": [720, 80]},
        )
    )
    editor = open_editor("sim-mend")
    talker = Talker(editor).begin()
    talker.say("Ana")
    trouble = talker.page.locator(".st-key-fx-troubles")
    expect(trouble.get_by_text("name", exact=True)).to_be_visible()
    sentences = [p.sentence("pt-BR") for p in editor.examined().problems if p.node_id == "name"]
    expect(trouble.get_by_text(sentences[0])).to_be_visible()
    editor.connect("name", "Respondeu", "bye")
    editor.wait_until_stored(lambda stored: "'target': 'bye'" in str(stored["edges"]))
    talker.press("Tentar este passo de novo")
    expect(talker.bubble("Tchau, Ana!", "flow")).to_be_visible()
    expect(talker.bubble("Como você se chama?", "flow")).to_be_visible()
    expect(trouble).to_have_count(0)


def test_a_turn_does_not_draw_the_canvas_again(
    builder: Builder, open_editor: OpenEditor, page: Page
) -> None:
    keep_shop(builder, "sim-still")
    talker = Talker(open_editor("sim-still")).begin()
    page.evaluate(WATCH_CARDS)
    talker.say("Ana")
    expect(title_of(talker.here)).to_have_text("choose")
    made = page.evaluate("() => window.fluxoMadeCards")
    assert made == 0
    assert serious_violations(page) == []


def test_less_motion_is_respected_and_more_motion_pulses(
    builder: Builder, open_editor: OpenEditor, page: Page
) -> None:
    keep_shop(builder, "sim-motion")
    talker = Talker(open_editor("sim-motion")).begin()
    animation = "e => getComputedStyle(e, '::after').animationName"
    assert talker.here.evaluate(animation) == "none"
    page.emulate_media(reduced_motion="no-preference")
    assert talker.here.evaluate(animation) == "fx-pulse"
