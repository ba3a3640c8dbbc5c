"""Choosing a folder; a new one is there as soon as it is named."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from pages.texts import texts_of

_ = texts_of("home")

_NEW: Final = "\0new"
_MAX_CHARACTERS: Final = 60


def choose_folder(folders: Sequence[str], current: str, *, key: str) -> str:
    """Let a person choose among the folders or name a new one; "" is no folder."""
    words = {"": _("No folder"), _NEW: _("New folder…")}
    options = list(dict.fromkeys(["", *([current] if current else []), *folders, _NEW]))
    folder = st.selectbox(
        _("Folder"),
        options,
        index=options.index(current),
        format_func=lambda name: words.get(name, name),
        key=f"{key}-folder",
        filter_mode=None,
    )
    if folder != _NEW:
        return folder
    named = st.text_input(
        _("Name of the new folder"),
        key=f"{key}-new-folder",
        max_chars=_MAX_CHARACTERS,
        placeholder=_("For example: Billing"),
    )
    return (named or "").strip() or current
