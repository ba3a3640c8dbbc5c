"""What is missing in each of a flow's languages."""

from pages.widgets.panels.translations import other_languages, untranslated
from tests.flow_runtime.building import menu, message

DOCUMENT = {
    "language": "pt-BR",
    "languages": ["pt-BR", "en", "es", "en"],
    "nodes": [message("hello", "Olá!", "{{ name }}", "Tudo bem?"), menu("help", "Sim")],
    "settings": {"idle": {"close_text": "Até logo"}, "error_text": "  "},
    "translations": {
        "en": {"hello.bubbles.0.text": "Hello!", "hello.bubbles.2.text": " ", "help.text": "Help?"}
    },
}


def test_the_other_languages_are_those_beside_the_texts_own():
    assert other_languages(DOCUMENT) == ["en", "es"]
    assert other_languages({"languages": "en"}) == []


def test_missing_texts_are_counted_at_their_blocks_and_in_the_settings():
    missing = untranslated(DOCUMENT)
    assert missing["en"] == {"hello": 1, "help": 1, "settings": 1}
    assert missing["es"] == {"hello": 2, "help": 2, "settings": 1}


def test_one_language_needs_no_translation():
    assert untranslated({"nodes": [message("hello", "Olá!")]}) == {}
