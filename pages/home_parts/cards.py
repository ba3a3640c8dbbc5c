"""The cards: each flow with its picture, its words, where it is live and what it lacks."""

from collections.abc import Mapping, Sequence
from typing import Final

import streamlit as st

from pages.home_parts.actions import draw_actions
from pages.home_parts.links import link_to_editor
from pages.home_parts.pictures import draw_picture
from pages.home_parts.rows import Row
from pages.home_parts.wording import categories, moment
from pages.installation import settings
from pages.texts import plain, texts_of

_ = texts_of("home")

_COLUMNS: Final = 4
_MIN_WIDTH_PX: Final = 290


def draw_cards(rows: Sequence[Row], pictures: Mapping[str, str]) -> None:
    """Draw the flows side by side, as many in a line as have room."""
    words = categories()
    with st.grid(_COLUMNS, min_column_width=_MIN_WIDTH_PX, gap=20, key="home-cards"):
        for row in rows:
            with st.container(key=f"home-card-{row.flow.id}", border=True, gap=None):
                _draw(row, pictures.get(row.flow.id, ""), words)


def _draw(row: Row, picture: str, words: Mapping[str, str]) -> None:
    draw_picture(picture)
    link_to_editor(row.flow.id, plain(row.flow.name))
    draw_actions(row)
    st.markdown("\n\n".join([_objective(row), " ".join(_badges(row, words)), _changed(row)]))


def _objective(row: Row) -> str:
    said = plain(" ".join(row.flow.objective.split()))
    return said or ":gray[" + _("No objective yet") + "]"


def _badges(row: Row, words: Mapping[str, str]) -> list[str]:
    states = [_state_badge(row)] if row.is_archived or not row.live else _live_badges(row)
    category = plain(words.get(row.flow.category, row.flow.category))
    folder = f":gray-badge[:material/folder: {plain(row.flow.folder)}]" if row.flow.folder else ""
    return [*states, *_problem_badges(row), f":gray-badge[{category}]", folder]


def _state_badge(row: Row) -> str:
    if row.is_archived:
        return ":gray-badge[:material/inventory_2: " + _("In the archive") + "]"
    return ":blue-badge[:material/edit_note: " + _("Draft") + "]"


def _live_badges(row: Row) -> list[str]:
    base = settings().public_url or f"http://{settings().host}:{settings().port}"
    return [
        f"[:green-badge[:material/podcasts: {_live_words(one.channel, one.version)}]]"
        f"({base}/chat/{one.channel})"
        for one in row.live
    ]


def _live_words(channel: str, version: int) -> str:
    return _("Live on {channel}, version {version}", channel=plain(channel), version=version)


def _problem_badges(row: Row) -> list[str]:
    if not row.problems or row.numbers is None:
        return []
    color, icon = ("red", "error") if row.numbers.errors else ("orange", "warning")
    said = _.plural("{count} problem", "{count} problems", row.problems)
    return [f":{color}-badge[:material/{icon}: {said}]"]


def _changed(row: Row) -> str:
    if row.change is None:
        return _("Created {when}", when=moment(row.flow.created_at))
    when = moment(row.change.updated_at)
    return _("Changed {when} by {person}", when=when, person=plain(row.change.updated_by))
