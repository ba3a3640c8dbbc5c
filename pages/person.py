"""Who edits: the name a person gave, or that of this machine's user."""

import getpass
from typing import Final

import streamlit as st

from storage.policy import Role, Scope

MAX_NAME_CHARACTERS: Final = 60
_NOBODY: Final = "fluxo"


def current_person() -> str:
    """Return the name under which changes are kept."""
    given = str(st.session_state.get("person") or "").strip()
    return given[:MAX_NAME_CHARACTERS] or _user_of_this_machine()


def current_scope() -> Scope:
    """Return in whose name the page acts."""
    return Scope(current_person(), frozenset(Role))


def _user_of_this_machine() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return _NOBODY
