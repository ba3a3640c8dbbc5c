"""The comparison: which states, both maps, and what one sees without them."""

from collections.abc import Callable

import streamlit as st

from flow_runtime.errors import FlowInvalid
from pages.review_parts.choosing import State, choose_after, choose_before
from pages.review_parts.in_step import keep_in_step
from pages.review_parts.maps import draw_map
from pages.review_parts.pairs import Pair, open_pair
from pages.review_parts.standing import Standing
from pages.texts import texts_of

_ = texts_of("review")


def draw_comparison(
    standing: Standing, states: tuple[State, State], draw_rest: Callable[[Pair], None]
) -> None:
    """Draw both maps and, below them, what `draw_rest` draws of the pair.

    Raises:
        storage.errors.NotFound: There is no such version.
        storage.errors.StorageError: The database does not answer.
    """
    try:
        pair = open_pair(standing.flow_id, *states)
    except FlowInvalid:
        _draw_choices(standing, states, None)
        st.warning(
            _("The draft is no whole flow yet: mend its problems in the editor, then compare."),
            icon=":material/warning:",
        )
        return
    with st.container(key="rv-maps", gap="small"):
        _draw_choices(standing, states, pair)
        left, right = st.columns(2, gap="small")
        with left:
            draw_map(pair, 0)
        with right:
            draw_map(pair, 1)
    draw_rest(pair)


def _draw_choices(standing: Standing, states: tuple[State, State], pair: Pair | None) -> None:
    with st.container(key="rv-choices", horizontal=True, vertical_alignment="center", gap="small"):
        choose_before(standing, states[0])
        choose_after(standing, states[1])
        if pair is not None:
            keep_in_step(pair)
