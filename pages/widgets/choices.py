"""A row of buttons of which one is chosen, by a click or by the page itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import streamlit as st

Name = TypeVar("Name", bound=str)


@dataclass(slots=True)
class Choice(Generic[Name]):
    """What is chosen, and how often the page itself chose.

    A browser tells what it shows with everything it sends, also before it has drawn such a turn.
    So every turn gets a key of its own: what is told under an earlier one turns nothing back.
    """

    value: Name
    turns: int = 0

    def turn_to(self, value: Name) -> None:
        """Choose something, as a key or a gesture asks for."""
        if value != self.value:
            self.value = value
            self.turns += 1


def draw_choice(
    choice: Choice[Name],
    label: str,
    options: tuple[Name, ...],
    name_of: Callable[[str], str],
    *,
    key: str,
    width: Literal["content", "stretch"],
) -> None:
    """Draw the buttons; `key` is the beginning of the key under which the browser knows them."""
    turn = f"{key}-{choice.turns}"
    if st.session_state.get(turn) != choice.value:
        st.session_state[turn] = choice.value
    st.segmented_control(
        label,
        options,
        format_func=name_of,
        key=turn,
        required=True,
        label_visibility="collapsed",
        width=width,
        on_change=_take,
        args=(choice, turn, choice.turns),
    )


def _take(choice: Choice[Name], key: str, turn: int) -> None:
    told = st.session_state[key]
    # A row that is being drawn anew may tell nothing for a moment.
    if turn == choice.turns and told is not None:
        choice.value = told
