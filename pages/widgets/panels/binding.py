"""Widgets bound to a place of the document: they show its newest value and save what is typed.

A value that changed by undo or by another person gets a fresh widget (shown.py). A save that
refuses returns the sentence why; it stands under the widget until something else is typed, with
what was typed still there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from pages.texts import plain, texts_of
from pages.widgets.shown import current_key, is_news, shown_key, told

_ = texts_of("panels")
V = TypeVar("V")
Save = Callable[[V], str | None]


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a widget stands: its key, its label and whether it may be used.

    `label` is shown as it is: escape what a person wrote (`plain`).
    """

    key: str
    label: str
    disabled: bool = False
    help: str | None = None
    placeholder: str | None = None
    hidden_label: bool = False

    def common(
        self, value: object, save: Save[Any], words: Mapping[Any, str] | None = None
    ) -> dict[str, Any]:
        """Return the arguments that every widget takes; `value` is what it begins with."""
        return {
            "key": shown_key(self.key, value, words),
            "help": self.help,
            "disabled": self.disabled,
            "label_visibility": "collapsed" if self.hidden_label else "visible",
            "on_change": saved,
            "args": (self.key, save),
        }


def line(at: Bound, value: str, save: Save[str], *, max_chars: int | None = 200) -> None:
    """Draw a line of text."""
    st.text_input(
        at.label,
        value,
        max_chars=_room(value, max_chars),
        placeholder=at.placeholder,
        **at.common(value, save),
    )
    _say_refusal(at.key)


def area(at: Bound, value: str, save: Save[str], *, max_chars: int | None = None) -> None:
    """Draw a text of several lines, which grows with its text."""
    st.text_area(
        at.label,
        value,
        height="content",
        max_chars=_room(value, max_chars),
        placeholder=at.placeholder,
        **at.common(value, save),
    )
    _say_refusal(at.key)


def _room(value: str, limit: int | None) -> int | None:
    """Return a limit that what stands there keeps: a longer text is the checks' matter."""
    return max(limit, len(value)) if limit is not None else None


def choice(
    at: Bound,
    value: str | None,
    words: Mapping[str, str] | Mapping[str | None, str],
    save: Save[str | None],
    *,
    accepts_new: bool = False,
) -> None:
    """Draw a choice of one; a value that is none of the choices is kept and shown as it is.

    None is a choice like others when it has words. Streamlit takes None for "nothing chosen yet",
    so an empty text stands for it in the widget.
    """
    said = {option or "": text for option, text in words.items()}
    shown = value or ""
    options = list(said) if shown in said else [shown, *said]
    st.selectbox(
        at.label,
        options,
        options.index(shown),
        format_func=lambda option: said.get(option) or option,
        accept_new_options=accepts_new,
        placeholder=at.placeholder or "",
        **at.common(shown, lambda chosen: save(chosen or None), said),
    )
    _say_refusal(at.key)


def switch(at: Bound, value: bool, save: Save[bool]) -> None:
    """Draw a switch."""
    st.toggle(at.label, value, **at.common(value, save))
    _say_refusal(at.key)


def number(
    at: Bound, value: int | None, save: Save[int | None], *, least: int = 1, most: int = 99_999
) -> None:
    """Draw a whole number that may be empty, which Streamlit's own field cannot become again."""

    def read(typed: str) -> str | None:
        digits = typed.strip()
        if not digits:
            return save(None)
        if not (digits.isascii() and digits.isdigit()) or not least <= int(digits) <= most:
            return _("Write a whole number from {least} to {most}.", least=least, most=most)
        return save(int(digits))

    line(at, "" if value is None else str(value), read, max_chars=10)


def phrases(at: Bound, value: Sequence[str], save: Save[list[str]]) -> None:
    """Draw a list of short texts, to which new ones are typed."""
    st.multiselect(
        at.label,
        list(value),
        list(value),
        accept_new_options=True,
        placeholder=at.placeholder,
        **at.common(list(value), save),
    )
    _say_refusal(at.key)


def several(
    at: Bound, value: Sequence[str], words: Mapping[str, str], save: Save[list[str]]
) -> None:
    """Draw a choice of any number."""
    st.multiselect(
        at.label,
        list(dict.fromkeys((*words, *value))),
        list(value),
        format_func=lambda option: words.get(option, option),
        placeholder=at.placeholder,
        **at.common(list(value), save, words),
    )
    _say_refusal(at.key)


def saved(key: str, save: Save[Any]) -> None:
    """Save what a widget holds now if that is news, and keep the sentence of a refusal."""
    if not is_news(key) and _refusal_of(key) not in st.session_state:
        return
    refused = save(told(key))
    if refused is None:
        st.session_state.pop(_refusal_of(key), None)
    else:
        st.session_state[_refusal_of(key)] = refused


def _say_refusal(key: str) -> None:
    sentence = st.session_state.get(_refusal_of(key))
    if sentence:
        st.error(plain(sentence), icon=":material/error:")


def _refusal_of(key: str) -> str:
    """Return where the refusal of what a widget holds is kept: a fresh widget has none."""
    return f"{current_key(key)}~refused"
