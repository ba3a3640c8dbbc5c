"""The script that keeps the two maps at the same place, with its buttons."""

from pathlib import Path
from typing import Final

import streamlit as st

from pages.review_parts.pairs import Pair
from pages.sharing_parts.editions import edition_name
from pages.texts import texts_of

_ = texts_of("review")

_SCRIPT: Final = (Path(__file__).parent / "in_step.js").read_text(encoding="utf-8")
_keeper = st.components.v2.component("fluxo_maps", js=_SCRIPT, isolate_styles=False)


def keep_in_step(pair: Pair) -> None:
    """Let the maps move together, and draw the buttons that move both."""
    sides = (pair.before, pair.after)
    titles = [_("Map of {edition}", edition=edition_name(side.number)) for side in sides]
    with st.container(key="rv-in-step", width="content"):
        _keeper(
            key="review-maps",
            data={
                "mark": pair.mark,
                "changed": pair.sheet.changed,
                "words": {
                    "group": _("The maps"),
                    "titles": titles,
                    "before": _("Previous change"),
                    "next": _("Next change"),
                    "nearer": _("Nearer"),
                    "farther": _("Farther"),
                    "all": _("See all"),
                },
            },
        )
