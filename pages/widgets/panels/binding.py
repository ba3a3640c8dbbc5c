"""Widgets bound to a place of the document: they show its newest value and save what is typed.

Streamlit keeps what a widget was last given, so a value that changed by undo or by another person
is put into its state before it is drawn. A save that refuses returns the sentence why; it stands
under the widget until something else is typed, with what was typed still there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import streamlit as st

from pages.texts import plain

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

    @property
    def common(self) -> dict[str, Any]:
        """Return the arguments that every widget takes."""
        visibility = "collapsed" if self.hidden_label else "visible"
        return {
            "key": self.key,
            "help": self.help,
            "disabled": self.disabled,
            "label_visibility": visibility,
        }


def line(at: Bound, value: str, save: Save[str], *, max_chars: int | None = 200) -> None:
    """Draw a line of text."""
    refresh(at.key, value)
    st.text_input(
        at.label,
        max_chars=max_chars,
        placeholder=at.placeholder,
        on_change=saved,
        args=(at.key, save),
        **at.common,
    )
    _say_refusal(at.key)


def area(
    at: Bound, value: str, save: Save[str], *, max_chars: int | None = None, rows: int = 0
) -> None:
    """Draw a text of several lines; `rows` of 0 lets it grow with its text."""
    refresh(at.key, value)
    st.text_area(
        at.label,
        max_chars=max_chars,
        placeholder=at.placeholder,
        height=24 * rows + 24 if rows else "content",
        on_change=saved,
        args=(at.key, save),
        **at.common,
    )
    _say_refusal(at.key)


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
    refresh(at.key, shown)
    st.selectbox(
        at.label,
        list(said) if shown in said else [shown, *said],
        format_func=lambda option: said.get(option) or option,
        on_change=saved,
        args=(at.key, lambda chosen: save(chosen or None)),
        accept_new_options=accepts_new,
        placeholder=at.placeholder or "",
        **at.common,
    )
    _say_refusal(at.key)


def switch(at: Bound, value: bool, save: Save[bool]) -> None:
    """Draw a switch."""
    refresh(at.key, value)
    st.toggle(at.label, on_change=saved, args=(at.key, save), **at.common)
    _say_refusal(at.key)


def number(
    at: Bound, value: int | None, save: Save[int | None], *, least: int = 1, most: int | None = None
) -> None:
    """Draw a whole number that may be empty."""
    refresh(at.key, value)
    st.number_input(
        at.label,
        value=None,
        min_value=least,
        max_value=most,
        step=1,
        placeholder=at.placeholder,
        on_change=saved,
        args=(at.key, save),
        **at.common,
    )
    _say_refusal(at.key)


def phrases(at: Bound, value: Sequence[str], save: Save[list[str]]) -> None:
    """Draw a list of short texts, to which new ones are typed."""
    refresh(at.key, list(value))
    st.multiselect(
        at.label,
        list(value),
        accept_new_options=True,
        placeholder=at.placeholder,
        on_change=saved,
        args=(at.key, save),
        **at.common,
    )
    _say_refusal(at.key)


def several(
    at: Bound, value: Sequence[str], words: Mapping[str, str], save: Save[list[str]]
) -> None:
    """Draw a choice of any number."""
    refresh(at.key, list(value))
    st.multiselect(
        at.label,
        list(words),
        format_func=lambda option: words.get(option, option),
        placeholder=at.placeholder,
        on_change=saved,
        args=(at.key, save),
        **at.common,
    )
    _say_refusal(at.key)


def refresh(key: str, value: object) -> None:
    """Put a document's value into a widget's state when it is not what was last shown."""
    shown = f"{key}~shown"
    if key not in st.session_state or st.session_state.get(shown) != value:
        st.session_state[key] = value
        st.session_state[shown] = value
        st.session_state.pop(f"{key}~refused", None)


def saved(key: str, save: Save[Any]) -> None:
    """Save what a widget holds now, and keep the sentence of a refusal."""
    refused = save(st.session_state[key])
    if refused is None:
        st.session_state.pop(f"{key}~refused", None)
    else:
        st.session_state[f"{key}~refused"] = refused


def _say_refusal(key: str) -> None:
    sentence = st.session_state.get(f"{key}~refused")
    if sentence:
        st.error(plain(sentence), icon=":material/error:")
