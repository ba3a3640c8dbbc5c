"""How a message really arrives: the channel decides about buttons, lists and long texts."""

import pytest

from flow_runtime.effects import ShownChoice
from flow_runtime.simulation import Bubble, Look, looks_of
from tests.flow_runtime.building import TUESDAY_MORNING


def asked(text: str, *labels: str, **fields: object) -> Bubble:
    choices = tuple(ShownChoice(f"c{number}", label) for number, label in enumerate(labels))
    return Bubble("flow", 0, TUESDAY_MORNING, text, choices=choices, **fields)  # type: ignore[arg-type]


def notes(look: Look, language: str = "pt-BR") -> list[str]:
    return [note[language] for note in look.notes]


def test_the_web_chat_shows_everything_as_it_is():
    look = looks_of(asked("Oi? " * 3_000, *"abcdefghijklm"), "webchat")
    (bubble,) = look.bubbles
    assert len(bubble.buttons) == 13
    assert look.notes == ()


def test_whatsapp_has_three_buttons():
    (bubble,) = looks_of(asked("O que deseja?", "Fatura", "Entrega", "Pessoa"), "whatsapp").bubbles
    assert [button.label for button in bubble.buttons] == ["Fatura", "Entrega", "Pessoa"]
    assert bubble.rows == ()


def test_whatsapp_makes_a_list_of_more_and_cuts_long_labels():
    long = "Quero a segunda via da minha fatura"
    look = looks_of(asked("O que deseja?", long, "Entrega", "Troca", "Pessoa"), "whatsapp")
    (bubble,) = look.bubbles
    assert bubble.opener == "Ver opções"
    assert [row.label for row in bubble.rows] == [
        "Quero a segunda via da…", "Entrega", "Troca", "Pessoa"
    ]  # fmt: skip
    assert len(bubble.rows[0].label) <= 24
    assert bubble.rows[0].choice.label == long
    assert notes(look) == [
        "No WhatsApp, mais de 3 opções viram uma lista.",
        f"'{long}' é longa demais e chega cortada.",
    ]


def test_whatsapp_numbers_what_no_list_holds():
    look = looks_of(asked("Qual loja?", *"abcdefghijk"), "whatsapp", "en")
    (bubble,) = look.bubbles
    assert bubble.text.startswith("Qual loja?\n1. a\n2. b\n")
    assert bubble.text.endswith("\n11. k")
    assert (bubble.buttons, bubble.rows) == ((), ())
    assert notes(look, "en") == [
        "On WhatsApp, the choices arrive as a numbered text: one answers with the number."
    ]


def test_a_long_question_leaves_its_choices_with_its_last_part():
    text = "Uma linha de sessenta letras que se repete muitas vezes aqui.\n" * 30
    first, last = looks_of(asked(text.strip(), "Sim", "Não"), "whatsapp").bubbles
    assert first.buttons == ()
    assert [button.label for button in last.buttons] == ["Sim", "Não"]
    assert len(last.text) <= 1_024
    assert f"{first.text}\n{last.text}" == text.strip()


@pytest.mark.parametrize("channel", ["whatsapp", "telegram", "sms"])
def test_no_text_is_lost_and_no_part_too_long(channel: str):
    text = " ".join(f"palavra{number}" for number in range(2_000))
    look = looks_of(asked(text), channel)
    assert " ".join(bubble.text for bubble in look.bubbles) == text
    assert max(len(bubble.text) for bubble in look.bubbles) <= 4_096
    assert f"chega em {len(look.bubbles)}" in notes(look)[0]


def test_a_text_without_blanks_is_divided_where_it_must_be():
    look = looks_of(asked("x" * 10_000), "telegram")
    assert [len(bubble.text) for bubble in look.bubbles] == [4_096, 4_096, 1_808]


def test_telegram_shows_any_number_of_buttons():
    (bubble,) = looks_of(asked("Qual loja?", *"abcdefghijklmnop"), "telegram").bubbles
    assert len(bubble.buttons) == 16


def test_sms_numbers_the_choices_and_counts_its_parts():
    look = looks_of(asked("O que deseja?", "Fatura", "Pessoa"), "sms")
    (bubble,) = look.bubbles
    assert bubble.text == "O que deseja?\n1. Fatura\n2. Pessoa"
    assert look.segments == 1


def test_an_accent_outside_the_sms_alphabet_makes_more_parts():
    assert looks_of(asked("a" * 160), "sms").segments == 1
    assert looks_of(asked("a" * 161), "sms").segments == 2
    assert looks_of(asked("ã" * 70), "sms").segments == 1
    assert looks_of(asked("ã" * 71), "sms").segments == 2
    assert looks_of(asked("é" * 160), "sms").segments == 1
    assert looks_of(asked("[" * 80), "sms").segments == 1
    assert looks_of(asked("[" * 81), "sms").segments == 2
    assert looks_of(asked("🙂" * 36), "sms").segments == 2
    assert notes(looks_of(asked("ã" * 71), "sms")) == [
        "São 2 SMS, 67 caracteres em cada um, por causa de acentos ou emojis."
    ]


def test_a_file_arrives_by_sms_as_its_address():
    file = asked("Seu boleto", kind="document", url="https://loja.example/b.pdf", name="boleto.pdf")
    look = looks_of(file, "sms")
    (bubble,) = look.bubbles
    assert (bubble.kind, bubble.url) == ("text", None)
    assert bubble.text == "Seu boleto\nhttps://loja.example/b.pdf"
    assert notes(look)[0] == "O SMS não mostra arquivos: chega o endereço."
    (shown,) = looks_of(file, "whatsapp").bubbles
    assert (shown.kind, shown.name) == ("document", "boleto.pdf")
