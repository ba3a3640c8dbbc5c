"""How much of a channel's limits a text uses."""

from flow_runtime.checks.channels import LIMITS
from pages.widgets.inspector.channel_lines import Use, label_uses, options_uses, text_uses

WHATSAPP = ["whatsapp"]


def test_a_short_text_is_not_spoken_of():
    assert text_uses("Olá!", WHATSAPP, with_choices=False) == []


def test_variables_do_not_count_for_they_may_be_empty():
    long = LIMITS["whatsapp"].text - 1
    uses = text_uses("a" * long + "{{ contact.name }}", WHATSAPP, with_choices=False)
    assert uses == [Use("WhatsApp", "text", long, LIMITS["whatsapp"].text)]
    assert not uses[0].is_over


def test_a_label_of_three_options_is_a_button_and_of_four_a_row():
    assert label_uses("a" * 24, 3, WHATSAPP) == [Use("WhatsApp", "button", 24, 20)]
    assert label_uses("a" * 24, 4, WHATSAPP) == [Use("WhatsApp", "row", 24, 24)]
    assert label_uses("a" * 90, 11, WHATSAPP) == [], "they are a numbered text"


def test_many_options_become_a_list_and_then_a_text():
    assert options_uses([{}] * 3, WHATSAPP) == []
    assert options_uses([{}] * 4, WHATSAPP) == [Use("WhatsApp", "buttons", 4, 3)]
    assert options_uses([{}] * 11, WHATSAPP) == [Use("WhatsApp", "rows", 11, 10)]


def test_a_channel_without_known_limits_says_nothing():
    assert text_uses("a" * 99_999, ["webchat"], with_choices=True) == []
