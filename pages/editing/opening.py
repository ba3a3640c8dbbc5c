"""From a flow's id to a desk; the undo steps outlive a reload of the page."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

import streamlit as st

from flow_runtime.conversations.drafting import as_document, surroundings
from flow_runtime.editing import Document, Editing, begin_editing, placed, stand_on
from pages.editing.checking import Checking
from pages.editing.desk import Desk
from pages.installation import database, now
from pages.person import current_person
from pages.texts import language
from storage import drafts, flows
from storage.drafts import Draft

_KEPT_HISTORIES: Final = 100


def open_desk(flow_id: str) -> Desk:
    """Return this tab's desk for a flow, opened when it has none yet.

    Raises:
        storage.errors.NotFound: There is no such flow.
        storage.errors.StorageError: The database does not answer.
    """
    known = st.session_state.get("desk")
    if isinstance(known, Desk) and known.flow_id == flow_id:
        known.person = current_person()
        known.speak(language())
        return known
    desk = _opened(flow_id)
    st.session_state["desk"] = desk
    return desk


def _opened(flow_id: str) -> Desk:
    with database().read() as tx:
        draft = drafts.get(tx, flow_id)
        record = flows.get(tx, flow_id)
        names = {flow.id: flow.name for flow in flows.list_flows(tx) if flow.id != flow_id}
        document = placed(as_document(draft.document))
        around = surroundings(tx, document)
    return Desk(
        flow_id=flow_id,
        person=current_person(),
        language=language(),
        editing=_histories().recall(draft, document),
        saved=draft,
        saved_document=document,
        checking=Checking.begin(document, workspace=around.workspace, flows=around.flows),
        flows=names,
        opened_at=now(),
        read_only=record.archived_at is not None,
    )


@dataclass(slots=True)
class Histories:
    """The undo steps of drafts that were open lately, good as long as the draft is as it was."""

    _kept: OrderedDict[tuple[str, int], Editing] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def remember(self, desk: Desk) -> None:
        """Keep the history of a desk whose work is saved."""
        key = (desk.flow_id, desk.saved.revision)
        with self._lock:
            for old in [old for old in self._kept if old[0] == desk.flow_id]:
                del self._kept[old]
            self._kept[key] = desk.editing
            while len(self._kept) > _KEPT_HISTORIES:
                self._kept.popitem(last=False)

    def recall(self, draft: Draft, document: Document) -> Editing:
        """Return the kept history of exactly this draft, or a new beginning."""
        with self._lock:
            kept = self._kept.get((draft.flow_id, draft.revision))
        acknowledged = {client: int(str(last)) for client, last in draft.acknowledged.items()}
        if kept is not None and kept.document == document:
            return stand_on(kept, document, acknowledged)
        return begin_editing(document, acknowledged=acknowledged)


@st.cache_resource(show_spinner=False)
def _histories() -> Histories:
    return Histories()


def remember_history(desk: Desk) -> None:
    """Keep a desk's undo steps for the next time its draft is opened."""
    if desk.is_saved:
        _histories().remember(desk)
