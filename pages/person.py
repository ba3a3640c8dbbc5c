"""In whose name a page acts: who signed in, or, in the open demo, this machine's user."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import Final

import streamlit as st

from pages.signing.who import Asking, token_of, who
from storage.policy import NOBODY, Scope

MAX_NAME_CHARACTERS: Final = 60

_ACTS_FOR: Final = "acts_for"
_settled: Final[ContextVar[Scope | None]] = ContextVar("settled_scope", default=None)


def current_scope() -> Scope:
    """Return in whose name the page acts; NOBODY when the sign-in is over.

    Every run of a page asks anew: a web socket outlives the sign-in that opened it.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong.
        storage.errors.StorageError: The database does not answer.
    """
    return _settled.get() or _found()


@contextmanager
def acting_as(scope: Scope) -> Iterator[None]:
    """Settle in whose name a run of a page acts, so that it asks once."""
    before = _settled.set(scope)
    try:
        yield
    finally:
        _settled.reset(before)


def current_person() -> str:
    """Return the name under which changes are kept."""
    return current_scope().person


def is_signed_in() -> bool:
    """Say whether somebody signed in with an account; nobody does in the open demo."""
    return current_scope().person_id is not None


def current_token() -> str | None:
    """Return the token of the sign-in that the page was opened with; never draw it.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong, or the secret key is missing.
    """
    return token_of(_browser())


def _browser() -> Asking:
    return Asking(st.context.cookies, st.context.headers)


def _found() -> Scope:
    scope = who(_browser())
    if scope != NOBODY and scope.person_id is None:
        given = str(st.session_state.get("person") or "").strip()[:MAX_NAME_CHARACTERS]
        scope = replace(scope, person=given or scope.person)
    # A connection that came back with another sign-in must not find what the first one left.
    acts_for = st.session_state.setdefault(_ACTS_FOR, scope.person_id)
    return scope if acts_for == scope.person_id else NOBODY
