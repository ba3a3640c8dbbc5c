"""Home: every flow as a card, and where it is live."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import streamlit as st
from babel.dates import format_datetime, get_timezone

from flow_runtime.errors import FluxoError
from flow_runtime.settings import Settings, load_settings
from pages.widgets.words import language, word
from storage import drafts, flows, publications
from storage.database import Database, open_database
from storage.errors import StorageError
from storage.flows import Flow
from storage.publications import Publication

_COLUMNS: Final = 3
_CARD_HEIGHT_PX: Final = 280


@dataclass(frozen=True, slots=True)
class Card:
    """One flow as the home shows it."""

    flow: Flow
    changed_at: datetime | None
    live: tuple[Publication, ...]


def show() -> None:
    """Draw the page."""
    try:
        settings = load_settings()
        cards = _cards(_database(settings.database_url))
    except (StorageError, FluxoError):
        st.error(word("unavailable"), icon=":material/cloud_off:")
        return
    st.subheader(word("flows"), anchor=False)
    if not cards:
        st.info(word("no_flows"), icon=":material/upload_file:")
    for first in range(0, len(cards), _COLUMNS):
        columns = st.columns(_COLUMNS)
        for column, card in zip(columns, cards[first : first + _COLUMNS], strict=False):
            with column.container(border=True, height=_CARD_HEIGHT_PX):
                _draw(card, settings)


@st.cache_resource
def _database(url: str) -> Database:
    return open_database(url, create=False)


def _cards(database: Database) -> list[Card]:
    with database.read() as tx:
        live = publications.list_current(tx)
        changes = drafts.last_changes(tx)
        cards = [
            Card(
                flow=flow,
                changed_at=changes.get(flow.id),
                live=tuple(one for one in live if one.flow_id == flow.id),
            )
            for flow in flows.list_flows(tx)
        ]
    return sorted(cards, key=lambda card: (not card.live, card.flow.name.casefold()))


def _draw(card: Card, settings: Settings) -> None:
    st.markdown(f"**{_plain(card.flow.name)}**")
    st.markdown(f":small[{_plain(card.flow.objective)}]")
    for one in card.live:
        st.badge(
            word("live", channel=one.channel, version=str(one.version)),
            icon=":material/podcasts:",
            color="green",
        )
        base = settings.public_url or f"http://{settings.host}:{settings.port}"
        st.link_button(
            word("open_chat"), f"{base}/chat/{one.channel}", icon=":material/chat:", width="stretch"
        )
    if not card.live:
        st.badge(word("draft"), icon=":material/edit:", color="gray")
    if card.changed_at is not None:
        locale, zone = language().replace("-", "_"), get_timezone(st.context.timezone or "UTC")
        when = format_datetime(card.changed_at, "short", tzinfo=zone, locale=locale)
        st.caption(word("changed", when=when))


def _plain(text: str) -> str:
    """Return a text with Markdown's marks made harmless."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]()#+-.!|<>~:$" else mark for mark in text)
