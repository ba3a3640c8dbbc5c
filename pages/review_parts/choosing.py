"""Choosing which two states of the flow are looked at; the address keeps the choice."""

from typing import Final

import streamlit as st

from pages.review_parts.pairs import NOTHING
from pages.review_parts.standing import Standing
from pages.sharing_parts.editions import edition_name, moment
from pages.texts import texts_of
from pages.widgets.shown import shown_key, told

_ = texts_of("review")

_DRAFT: Final = "draft"
_BEFORE: Final = "from"
_AFTER: Final = "version"
_MOST_DIGITS: Final = 9

State = int | None
"""The number of a version, `NOTHING`, or None for the draft."""


def chosen_states(standing: Standing) -> tuple[State, State]:
    """Return what the address names, which may not be there, or what one looks at first."""
    after = _named(_AFTER, standing.usual_after())
    return _named(_BEFORE, standing.usual_before(after)), after


def _named(parameter: str, otherwise: State) -> State:
    written = st.query_params.get(parameter, "")
    if written == _DRAFT:
        return None
    is_number = written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS
    return int(written) if is_number else otherwise


def choose_before(standing: Standing, current: State) -> None:
    """Let one choose the older state."""
    states: list[State] = [*standing.numbers, None, NOTHING]
    _draw(_("Before"), _BEFORE, states, current, standing)


def choose_after(standing: Standing, current: State) -> None:
    """Let one choose the newer state."""
    _draw(_("After"), _AFTER, [None, *standing.numbers], current, standing)


def _draw(
    label: str, parameter: str, states: list[State], current: State, standing: Standing
) -> None:
    # The draft has a name here too: no choice of a list may be None.
    words: dict[object, str] = {
        _written(state): f"{label}: {state_words(standing, state)}" for state in states
    }
    written = [_written(state) for state in states]
    st.selectbox(
        label,
        written,
        index=written.index(_written(current)) if current in states else None,
        format_func=words.__getitem__,
        key=shown_key(f"review-{parameter}", _written(current), words),
        label_visibility="collapsed",
        filter_mode=None,
        on_change=_take,
        args=(parameter,),
    )


def _take(parameter: str) -> None:
    state = told(f"review-{parameter}")
    if isinstance(state, str):
        st.query_params[parameter] = state


def _written(state: State) -> str:
    return _DRAFT if state is None else str(state)


def state_words(standing: Standing, state: State) -> str:
    """Return what a state is called, with what is most worth knowing of it."""
    if state == NOTHING:
        return _("nothing (first version)")
    if state is None:
        return _("draft of {date}", date=moment(standing.draft_at))
    head = standing.head(state)
    name = edition_name(state)
    if state in standing.live:
        return _("{version}, live on {channels}", version=name, channels=_live(standing, state))
    if head is not None and head.verdict is not None:
        said = _("approved") if head.verdict == "approved" else _("sent back")
        return f"{name}, {said}"
    if head is not None and head.submitted_by is not None:
        return _("{version}, waits for review", version=name)
    return name


def _live(standing: Standing, state: int) -> str:
    return ", ".join(standing.live[state])
