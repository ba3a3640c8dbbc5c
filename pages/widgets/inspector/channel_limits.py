"""The small lines beneath texts and options that say what a channel would cut."""

from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st
from pydantic import JsonValue

from pages.texts import plain, texts_of
from pages.widgets.inspector.binding import Bound
from pages.widgets.inspector.channel_lines import (
    Use,
    label_uses,
    options_uses,
    text_uses,
)
from pages.widgets.inspector.notes import draw_warning

_ = texts_of("inspector")

CHANNELS: Final = ("whatsapp",)
"""The channels whose limits are shown when the desk does not say where the flow goes."""

_TEXTS_WITH_CHOICES: Final = frozenset({"text", "retry_text"})


def draw_text_limits(bound: Bound, text: str) -> None:
    """Say how much of a channel's room a text takes, where it is nearly all."""
    with_choices = bound.node.get("type") == "menu" and bound.path in _TEXTS_WITH_CHOICES
    _draw(text_uses(text, channels_of(bound), with_choices=with_choices))


def draw_label_limits(bound: Bound, label: str, count: int) -> None:
    """Say how much room the label of one of `count` options takes."""
    _draw(label_uses(label, count, channels_of(bound)))


def draw_options_limits(bound: Bound, options: Sequence[JsonValue]) -> None:
    """Say where the options become a list or numbers."""
    _draw(options_uses(options, channels_of(bound)))


def channels_of(bound: Bound) -> Sequence[str]:
    """Return the kinds of channel that the flow is for."""
    channels: Sequence[str] = getattr(bound.desk, "channels", CHANNELS)
    return channels or CHANNELS


def _draw(uses: Iterable[Use]) -> None:
    for use in uses:
        if use.is_over:
            draw_warning(sentence_of(use))
        else:
            st.caption(plain(sentence_of(use)))


def sentence_of(use: Use) -> str:
    """Return a use in words: `WhatsApp: 24 de 20 caracteres no botão`."""
    values = {"channel": use.channel, "used": use.used, "limit": use.limit}
    match use.where:
        case "text":
            return _("{channel}: {used} of {limit} characters", **values)
        case "question":
            return _("{channel}: {used} of {limit} characters in a question with choices", **values)
        case "button":
            return _("{channel}: {used} of {limit} characters on the button", **values)
        case "row":
            return _("{channel}: {used} of {limit} characters in the list", **values)
        case "buttons":
            return _("{channel}: {used} options become a list (buttons: up to {limit})", **values)
    return _("{channel}: {used} options become a numbered text (up to {limit} fit)", **values)
