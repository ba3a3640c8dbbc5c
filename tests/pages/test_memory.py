"""What the browser remembers of a person, and the header that shows it."""

from pathlib import Path
from typing import ClassVar
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from pages import memory
from pages.person import current_person
from pages.texts import LANGUAGES
from pages.theme.framework_words import framework_words

SCRIPT = """
import streamlit as st
from pages.memory import draw_shell, keep_language_in_address, recall
from pages.person import current_person
from pages.widgets.header import draw_header, title_slot

def home(): title_slot().markdown("A title")
recall()
page = st.Page(home, title="Home", default=True)
chosen = st.navigation([page], position="hidden")
draw_shell(["/"])
draw_header(page)
chosen.run()
keep_language_in_address()
st.text(current_person())
"""


def page(language: str | None = None) -> AppTest:
    app = AppTest.from_string(SCRIPT, default_timeout=20)
    if language:
        app.query_params["language"] = language
    return app.run()


@pytest.fixture
def cookie(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    sent: dict[str, str] = {}

    class Context:
        cookies = sent
        headers: ClassVar[dict[str, str]] = {}
        url = None

    monkeypatch.setattr(memory.st, "context", Context())
    return sent


def test_header_shows_the_page_the_language_and_the_machines_user() -> None:
    app = page()
    assert not app.exception
    assert app.session_state["language"] == "pt-BR"
    assert app.text[0].value == current_person()
    assert "A title" in [each.value for each in app.markdown]


def test_what_was_remembered_is_there_at_the_first_look(cookie: dict[str, str]) -> None:
    cookie["fluxo_person"] = quote('{"person": "Ána & Bia", "language": "en", "theme": "dark"}')
    app = page()
    assert app.session_state["language"] == "en"
    assert app.session_state["theme"] == "dark"
    assert app.text[0].value == "Ána & Bia"
    assert "en" in app.query_params["language"]


def test_the_address_says_the_language_rather_than_the_memory(cookie: dict[str, str]) -> None:
    cookie["fluxo_person"] = quote('{"language": "en"}')
    assert page("pt-BR").session_state["language"] == "pt-BR"


@pytest.mark.parametrize(
    "written", ["", "{", "[]", "null", "7", '{"person": 7, "language": "xx", "theme": []}']
)
def test_a_cookie_of_somebody_else_harms_nobody(cookie: dict[str, str], written: str) -> None:
    cookie["fluxo_person"] = quote(written)
    app = page()
    assert not app.exception
    assert app.session_state["language"] == "pt-BR"
    assert app.text[0].value == current_person()


def test_a_long_name_is_cut_and_spaces_are_nobody(cookie: dict[str, str]) -> None:
    cookie["fluxo_person"] = quote(f'{{"person": "{"a" * 500}"}}')
    assert page().text[0].value == "a" * 60
    cookie["fluxo_person"] = quote('{"person": "   "}')
    assert page().text[0].value == current_person()


def test_choices_are_handed_to_the_browser(cookie: dict[str, str]) -> None:
    app = page()
    app.text_input(key="person").set_value(" Ana ").run()
    app.segmented_control(key="language").set_value("en").run()
    assert app.session_state["changed_by_person"] == {"person": "Ana", "language": "en"}
    assert "en" in app.query_params["language"]
    app.segmented_control(key="language").set_value("pt-BR").run()
    assert "language" not in app.query_params


def test_streamlits_words_have_words_of_ours_in_every_language() -> None:
    for language in LANGUAGES:
        words = framework_words()
        assert all(words.values()), language
        assert not [said for said in words.values() if "Streamlit" in said]
        for theirs, ours in words.items():
            assert theirs.count("*") >= ours.count("*"), theirs


def test_the_script_reads_its_own_cookie() -> None:
    script = Path(memory.__file__).parent / "theme" / "shell.js"
    assert f'"{memory.COOKIE}"' in script.read_text(encoding="utf-8")
