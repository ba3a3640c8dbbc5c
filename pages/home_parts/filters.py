"""The line above the cards: search, folder, category and state."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from pages.home_parts.choosing import STATES, Choice, State, counts, folders
from pages.home_parts.rows import Row
from pages.texts import texts_of

_ = texts_of("home")

_KEYS: Final = ("home-words", "home-folder", "home-category", "home-state")
_EVERYTHING: Final = ("", "", "", "all")
_WIDTHS: Final = (2.2, 1, 1.3)


def choose(rows: Sequence[Row], categories: Mapping[str, str]) -> Choice:
    """Draw the filters and return what is looked for."""
    words, folder, category = st.columns(_WIDTHS, gap="small")
    with words:
        said = st.text_input(
            _("Search flows"),
            key=_KEYS[0],
            type="search",
            live=True,
            icon=":material/search:",
            placeholder=_("Search by name, objective or category"),
            label_visibility="collapsed",
            persist_state="session",
        )
    with folder:
        in_folder = _choose_folder(folders(rows))
    with category:
        of_category = _choose_category(rows, categories)
    return Choice(said or "", in_folder, of_category, _choose_state(rows))


def clear() -> None:
    """Look for everything again; a value that is only forgotten stays in the browser's field."""
    st.session_state.update(dict(zip(_KEYS, _EVERYTHING, strict=True)))


def _choose_folder(known: Mapping[str, int]) -> str | None:
    _forget_gone(_KEYS[1], known)
    folder: str = st.selectbox(
        _("Folder"),
        ["", *known],
        format_func=lambda name: f"{name} ({known[name]})" if name else _("All folders"),
        key=_KEYS[1],
        label_visibility="collapsed",
        filter_mode=None,
        persist_state="session",
    )
    return folder or None


def _choose_category(rows: Sequence[Row], categories: Mapping[str, str]) -> str | None:
    used = {row.flow.category for row in rows}
    known = [category for category in categories if category in used]
    _forget_gone(_KEYS[2], known)
    category: str = st.selectbox(
        _("Category"),
        ["", *known],
        format_func=lambda category: categories[category] if category else _("All categories"),
        key=_KEYS[2],
        label_visibility="collapsed",
        filter_mode=None,
        persist_state="session",
    )
    return category or None


def _choose_state(rows: Sequence[Row]) -> State:
    found, words = counts(rows), _state_words()
    state: State = st.segmented_control(
        _("State"),
        STATES,
        default="all",
        required=True,
        format_func=lambda state: f"{words[state]} · {found[state]}",
        key=_KEYS[3],
        label_visibility="collapsed",
        persist_state="session",
    )
    return state


def _state_words() -> dict[State, str]:
    return {
        "all": _("All"),
        "live": _("Live"),
        "draft": _("Drafts"),
        "problems": _("With problems"),
        "archived": _("Archived"),
    }


def _forget_gone(key: str, known: Mapping[str, object] | Sequence[str]) -> None:
    """Look for everything again when what was chosen is not there any more."""
    if st.session_state.get(key) not in (None, "", *known):
        st.session_state.pop(key)
