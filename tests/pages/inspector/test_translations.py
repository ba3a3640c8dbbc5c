"""The texts of a node side by side with their translations."""

from tests.pages.inspector.desks import document_of, inspect

MESSAGE = {
    "id": "m", "type": "message", "name": "Oi", "bubbles": [{"text": "Olá!"}, {"text": "Tchau!"}],
}  # fmt: skip
DOCUMENT = document_of(
    MESSAGE,
    languages=["pt-BR", "en"],
    translations={"en": {"m.bubbles.0.text": "Hi!"}},
)
FIRST, SECOND = "bubbles.0.text/translation/en", "bubbles.1.text/translation/en"


def test_a_flow_in_one_language_has_nothing_to_translate():
    inspector = inspect(document_of(MESSAGE), "m")
    assert "Traduções" not in [expander.label for expander in inspector.app.expander]


def test_what_is_missing_is_counted_before_it_is_opened():
    assert "1 texto sem tradução" in inspect(DOCUMENT, "m").shown


def test_a_translation_is_written_for_its_text():
    inspector = inspect(DOCUMENT, "m").open("translations").type_in(SECOND, "Bye!")
    assert inspector.desk.document["translations"] == {
        "en": {"m.bubbles.0.text": "Hi!", "m.bubbles.1.text": "Bye!"}
    }
    assert inspector.desk.kinds == ["set_text"]


def test_an_emptied_translation_is_taken_away():
    inspector = inspect(DOCUMENT, "m").open("translations").type_in(FIRST, "")
    assert not inspector.desk.document["translations"]


def test_moving_a_bubble_takes_its_translation_along():
    inspector = inspect(DOCUMENT, "m").act("bubbles/0", "down").open("translations")
    assert inspector.widget(SECOND).value == "Hi!"
    assert inspector.widget(FIRST).value == ""


def test_a_translation_that_does_not_parse_is_told():
    inspector = inspect(DOCUMENT, "m").open("translations").type_in(FIRST, "Hi {{ name")
    assert "Falta fechar a variável" in inspector.shown
