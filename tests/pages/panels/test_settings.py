"""The settings of a flow: every change is one step of undo, in words that need no manual."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.flow_runtime.building import end, message, node
from tests.pages.panels.paper_desk import PaperDesk, at, desk_of, page, ran, words

DRAWN = "panels.draw_settings"
SECTIONS = ("languages", "brief", "commands", "idle", "failures", "duties", "versions")


def desk(**fields: Any) -> PaperDesk:
    return desk_of(
        [message("hello", "Olá!"), node("person", "handoff", queue="suporte"), end()],
        "start.next>hello",
        **fields,
    )


def opened(on: PaperDesk, section: str, language: str = "pt-BR") -> AppTest:
    """Open the settings with one section unfolded."""
    app = page(on, DRAWN, language)
    app.session_state[f"settings-story-section-{section}"] = True
    return ran(app.run())


def key(name: str) -> str:
    return f"settings-story-{name}"


def test_the_name_is_changed_in_one_step_and_shown_after_undo():
    on = desk()
    app = page(on, DRAWN)
    ran(at(app.text_input, key("name")).set_value("  Segunda via ").run())
    assert on.document["name"] == "Segunda via"
    assert on.kinds == ["rename"]
    on.undo()
    assert at(ran(app.run()).text_input, key("name")).value == "Story"


def test_an_empty_name_is_refused_kindly_and_what_was_typed_stays():
    on = desk()
    app = ran(at(page(on, DRAWN).text_input, key("name")).set_value(" ").run())
    assert on.document["name"] == "Story"
    assert "precisa de um nome" in words(app)
    assert at(app.text_input, key("name")).value == " "


def test_the_category_is_chosen_in_words():
    on = desk()
    app = page(on, DRAWN)
    choice = at(app.selectbox, key("category"))
    assert choice.value == "receptivo"
    assert "receptivo" not in choice.options
    ran(choice.set_value("retencao").run())
    assert on.document["category"] == "retencao"


def test_the_ten_questions_are_asked_in_words_and_counted():
    on = desk(brief={"need": "Receber a fatura"})
    app = opened(on, "brief")
    assert len([area for area in app.text_area if "brief." in area.key]) == 10
    assert "1 de 10" in "".join(expander.label for expander in app.expander)
    ran(at(app.text_area, key("brief.deadlines")).set_value("Dois dias").run())
    assert on.document["brief"] == {"need": "Receber a fatura", "deadlines": "Dois dias"}


def test_a_second_language_says_how_many_texts_are_missing_and_where():
    on = desk()
    app = opened(on, "languages")
    ran(at(app.multiselect, key("languages")).set_value(["en"]).run())
    assert on.document["languages"] == ["pt-BR", "en"]
    app = ran(app.run())
    assert any("1 texto sem tradução" in expander.label for expander in app.expander)
    ran(app.button(key=key("missing-en-hello")).click().run())
    assert on.selection == ("hello",)


def test_a_translated_language_is_said_to_be_complete():
    on = desk(languages=["pt-BR", "en"], translations={"en": {"hello.bubbles.0.text": "Hello!"}})
    assert "tudo traduzido" in words(opened(on, "languages"))


def test_the_default_command_is_shown_and_may_be_removed():
    on = desk()
    app = opened(on, "commands")
    assert "atendente" in at(app.multiselect, key("command-0-phrases")).value
    ran(app.button(key=key("command-0-remove")).click().run())
    assert on.document["settings"]["commands"] == []


def test_a_command_is_added_given_an_action_and_a_block():
    on = desk(settings={"commands": []})
    app = opened(on, "commands")
    at(app.text_input, key("new-command")).set_value("menu")
    app = ran(app.button(key=key("new-command-add")).click().run())
    app = ran(at(app.selectbox, key("command-0-action")).set_value("goto").run())
    ran(at(app.selectbox, key("command-0-target")).set_value("hello").run())
    command = {"phrases": ["menu"], "action": "goto", "target": "hello"}
    assert on.document["settings"]["commands"] == [command]
    assert len(on.kinds) == 3


def test_a_command_without_phrases_is_refused():
    on = desk()
    app = opened(on, "commands")
    app = ran(at(app.multiselect, key("command-0-phrases")).set_value([]).run())
    assert "settings" not in on.document
    assert "precisa de algo" in words(app)


def test_durations_have_units_and_never_is_empty():
    on = desk()
    app = opened(on, "idle")
    assert at(app.text_input, key("idle-close_after_s")).value == "1"
    assert at(app.selectbox, key("idle-close_after_s-unit")).value == "days"
    app = ran(at(app.text_input, key("idle-close_after_s")).set_value("2").run())
    app = ran(at(app.selectbox, key("idle-close_after_s-unit")).set_value("hours").run())
    assert on.document["settings"]["idle"] == {"close_after_s": 7_200}
    ran(at(app.text_input, key("idle-close_after_s")).set_value("").run())
    assert on.document["settings"]["idle"] == {"close_after_s": None}


def test_a_reminder_of_minutes_can_be_typed_in_any_order():
    on = desk()
    app = opened(on, "idle")
    app = ran(at(app.selectbox, key("idle-remind_after_s-unit")).set_value("minutes").run())
    ran(at(app.text_input, key("idle-remind_after_s")).set_value("15").run())
    assert on.document["settings"]["idle"] == {"remind_after_s": 900}


def test_a_duration_that_is_no_number_is_refused():
    on = desk()
    app = opened(on, "idle")
    app = ran(at(app.text_input, key("idle-remind_after_s")).set_value("logo").run())
    assert "número inteiro" in words(app)
    assert on.kinds == []


def test_too_long_a_duration_is_refused():
    on = desk()
    app = opened(on, "idle")
    app = ran(at(app.text_input, key("idle-close_after_s")).set_value("401").run())
    assert "No máximo 400 dias" in words(app)
    assert "settings" not in on.document


def test_the_error_route_is_a_block_chosen_by_its_name():
    on = desk()
    app = opened(on, "failures")
    ran(at(app.selectbox, key("error_route")).set_value("person").run())
    assert on.document["settings"] == {"error_route": "person"}
    ran(at(app.selectbox, key("error_route")).set_value("").run())
    assert on.document["settings"] == {}


def test_an_error_route_that_is_gone_is_shown_as_such():
    on = desk(settings={"error_route": "gone"})
    route = at(opened(on, "failures").selectbox, key("error_route"))
    assert route.value == "gone"
    assert "Bloco que não existe mais" in route.options


def test_duties_are_switched_and_chosen():
    on = desk()
    app = opened(on, "duties")
    app = ran(at(app.toggle, key("sac_mode")).set_value(True).run())
    app = ran(at(app.selectbox, key("legal_basis")).set_value("contract").run())
    ran(at(app.text_input, key("retention_days")).set_value("90").run())
    assert on.document["settings"] == {
        "sac_mode": True,
        "legal_basis": "contract",
        "retention_days": 90,
    }


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_on_a_damaged_document_in_english(section: str):
    on = desk(settings={"commands": [7, {}], "idle": [], "error_route": 3}, brief=[], languages=5)
    opened(on, section, "en")


def test_who_may_only_read_cannot_change_anything():
    on = desk()
    on.read_only = True
    app = opened(on, "duties")
    assert at(app.toggle, key("sac_mode")).disabled
    assert at(app.text_input, key("name")).disabled
