"""What there is to translate in a node."""

from pages.widgets.inspector.customer_texts import customer_texts, missing_translations
from tests.pages.inspector.desks import document_of

MENU = {
    "id": "m", "type": "menu", "name": "M", "text": "Resolveu?",
    "options": [{"id": "y", "label": "Sim"}, {"id": "n", "label": "{{ contact.name }}"}],
}  # fmt: skip


def test_texts_with_words_are_found_by_the_form():
    assert [text.path for text in customer_texts(MENU)] == ["text", "options.0.label"]


def test_a_text_by_default_is_one_too():
    consent = {"id": "c", "type": "consent", "text": "Posso?", "purpose": "x"}
    assert "accept_label" in [text.path for text in customer_texts(consent)]


def test_texts_for_staff_are_not_translated():
    handoff = {"id": "h", "type": "handoff", "queue": "q", "summary": "Resumo"}
    assert customer_texts(handoff) == []


def test_what_is_missing_is_counted_by_language():
    document = document_of(
        MENU,
        languages=["pt-BR", "en", "es"],
        translations={"en": {"m.text": "Solved?", "m.options.0.label": " "}},
    )
    assert missing_translations(document, MENU) == {"en": 1, "es": 2}


def test_an_unknown_type_has_no_texts():
    assert customer_texts({"id": "x", "type": "hologram", "text": "Oi"}) == []
