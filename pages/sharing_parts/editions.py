"""Which states of a flow can be shared: the draft as it is now, and every version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import streamlit as st
from babel.dates import format_date, format_time, get_timezone

from flow_runtime.conversations.drafting import as_document, surroundings
from flow_runtime.editing import Document, examine
from flow_runtime.editing.documents import nodes_of, text_of
from flow_runtime.sharing.drawing import Drawing, drawing_of
from flow_runtime.sharing.plates import Edition
from pages.installation import database
from pages.texts import Language, language, texts_of
from storage import drafts, versions
from storage.columns import JsonObject

_ = texts_of("sharing")
_KEPT_DRAWINGS: Final = 40


@dataclass(frozen=True, slots=True)
class Shared:
    """One state of a flow; `number` is that of a version, None for the draft.

    `mark` changes whenever what is shown does.
    """

    flow_id: str
    number: int | None
    mark: str
    author: str
    at: datetime
    document: Document

    @property
    def name(self) -> str:
        """Return the flow's name, or its id while it has none."""
        return text_of(self.document, "name").strip() or self.flow_id

    @property
    def file_name(self) -> str:
        """Return what a file of it is called, without its ending."""
        edition = f"v{self.number}" if self.number else _("draft")
        return f"{self.flow_id}-{edition}"


HASHED: Final = {Shared: lambda state: (state.flow_id, state.number, state.mark)}
"""Tells Streamlit's caches when two states are the same without looking through the document."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen: the number of a version or None for the draft, who made it and when."""

    number: int | None
    author: str
    at: datetime


def choices_of(flow_id: str) -> Sequence[Choice]:
    """Return the draft and the versions of a flow, the newest first.

    Raises:
        storage.errors.NotFound: There is no such flow.
        storage.errors.StorageError: The database does not answer.
    """
    with database().read() as tx:
        draft = drafts.get(tx, flow_id)
        numbered = versions.list_versions(tx, flow_id)
    made = [Choice(one.number, one.author, one.created_at) for one in numbered]
    return [Choice(None, draft.updated_by, draft.updated_at), *made]


def shared(flow_id: str, number: int | None) -> Shared:
    """Return a state of a flow.

    Raises:
        storage.errors.NotFound: There is no such flow or version.
        storage.errors.StorageError: The database does not answer.
    """
    with database().read() as tx:
        if number is not None:
            version = versions.get(tx, flow_id, number)
            return _shared(
                flow_id, number, version.sha256, version.author, version.created_at,
                version.document,
            )  # fmt: skip
        draft = drafts.get(tx, flow_id)
    mark = str(draft.revision)
    return _shared(flow_id, None, mark, draft.updated_by, draft.updated_at, draft.document)


def _shared(
    flow_id: str, number: int | None, mark: str, author: str, at: datetime, stored: JsonObject
) -> Shared:
    return Shared(flow_id, number, mark, author, at, as_document(stored))


def drawing_for(state: Shared) -> Drawing:
    """Return the drawing of a state in the visitor's language; made once for everybody."""
    return _drawing(state, language())


@st.cache_resource(show_spinner=False, max_entries=_KEPT_DRAWINGS, hash_funcs=HASHED)
def _drawing(state: Shared, words: Language) -> Drawing:
    return drawing_of(state.document, words)


def edition_of(state: Shared) -> Edition:
    """Return in words which state it is."""
    told = _("{date}, by {person}", date=moment(state.at), person=state.author)
    return Edition(edition_name(state.number), told)


def edition_name(number: int | None) -> str:
    """Return what a state is called."""
    return _("Version {number}", number=number) if number else _("Draft")


def moment(at: datetime) -> str:
    """Return a date and time as they stand on paper."""
    zone = get_timezone(st.context.timezone or "UTC")
    locale = language().replace("-", "_")
    date = format_date(at.astimezone(zone).date(), "short" if locale == "en" else "dd/MM/yyyy")
    return f"{date} {format_time(at, 'short', tzinfo=zone, locale=locale)}"


def open_points(state: Shared, words: Language) -> tuple[tuple[str, str], ...]:
    """Return what the checks say of a state: where, and the sentence."""
    with database().read() as tx:
        around = surroundings(tx, state.document)
    examined = examine(state.document, workspace=around.workspace, flows=around.flows)
    names = {str(node["id"]): text_of(node, "name") for node in nodes_of(state.document)}
    return tuple(
        (names.get(found.node_id or "", ""), found.sentence(words)) for found in examined.problems
    )
