"""From a flow's id to a desk; the undo steps outlive a reload of the page."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, TypeVar

import streamlit as st

from flow_runtime.conversations.drafting import as_document, surroundings
from flow_runtime.editing import Document, Editing, begin_editing, placed, rebase, stand_on
from flow_runtime.editing.documents import nodes_of
from pages.allowed import may
from pages.editing.checking import Checking
from pages.editing.desk import Desk
from pages.installation import database, now
from pages.person import current_person
from pages.texts import language
from storage import drafts, flows
from storage.drafts import Draft
from storage.policy import Permission

_KEPT_HISTORIES: Final = 100
Kept = TypeVar("Kept")


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
        _look_at_wanted_node(known)
        return known
    desk = _opened(flow_id)
    st.session_state["desk"] = desk
    _look_at_wanted_node(desk)
    return desk


def _look_at_wanted_node(desk: Desk) -> None:
    """Look once at the node that the address names, as a link of another page does."""
    node_id = st.query_params.pop("node", None)
    if node_id is not None and any(node.get("id") == node_id for node in nodes_of(desk.document)):
        desk.focus(node_id)


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
        editing=_histories().recall(current_person(), draft, document),
        saved=draft,
        saved_document=document,
        checking=Checking.begin(document, workspace=around.workspace, flows=around.flows),
        flows=names,
        opened_at=now(),
        read_only=record.archived_at is not None or not may(Permission.DRAW),
        is_archived=record.archived_at is not None,
    )


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Work that waits for a choice, with the draft it began from."""

    editing: Editing
    saved: Draft
    saved_document: Document


@dataclass(slots=True)
class Histories:
    """What outlives a reload of the page: a person's undo steps, and work that waits for a choice.

    Undo steps are kept for each person, so that nobody takes back another's step.
    """

    _kept: OrderedDict[tuple[str, str], tuple[int, Editing]] = field(default_factory=OrderedDict)
    _unsettled: OrderedDict[tuple[str, str], Unsettled] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def remember(self, desk: Desk) -> None:
        """Keep the history of a desk whose work is saved."""
        with self._lock:
            _put(self._kept, (desk.flow_id, desk.person), (desk.saved.revision, desk.editing))
            if desk.client is not None:
                self._unsettled.pop((desk.flow_id, desk.client), None)

    def recall(self, person: str, draft: Draft, document: Document) -> Editing:
        """Return the person's kept history, with what others did since, or a new beginning."""
        acknowledged = {client: int(str(last)) for client, last in draft.acknowledged.items()}
        with self._lock:
            revision, kept = self._kept.get((draft.flow_id, person), (0, None))
        if kept is None or revision > draft.revision:
            return begin_editing(document, acknowledged=acknowledged)
        if kept.document != document:
            if revision == draft.revision:
                return begin_editing(document, acknowledged=acknowledged)
            kept = rebase(kept, document, base=kept.document, theirs=document)
        return stand_on(kept, document, acknowledged)

    def hold(self, desk: Desk) -> None:
        """Keep work that waits for a choice, for the tab whose gestures are in it."""
        if desk.client is not None:
            work = Unsettled(desk.editing, desk.saved, desk.saved_document)
            with self._lock:
                _put(self._unsettled, (desk.flow_id, desk.client), work)

    def held(self, flow_id: str, client: str) -> Unsettled | None:
        """Return what waits for a choice of a tab that was loaded again, once."""
        with self._lock:
            return self._unsettled.pop((flow_id, client), None)


def _put(kept: OrderedDict[tuple[str, str], Kept], key: tuple[str, str], value: Kept) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT_HISTORIES:
        kept.popitem(last=False)


@st.cache_resource(show_spinner=False)
def _histories() -> Histories:
    return Histories()


def remember_history(desk: Desk) -> None:
    """Keep what of a desk shall be there the next time its draft is opened."""
    if desk.is_saved:
        _histories().remember(desk)
    elif desk.conflict is not None:
        _histories().hold(desk)


def pick_up(desk: Desk, client: object) -> None:
    """Go on with the open choice of a tab that was loaded again, when its gestures come."""
    if not isinstance(client, str) or not desk.is_saved or desk.read_only:
        return
    work = _histories().held(desk.flow_id, client)
    if work is not None:
        desk.keep(work.saved, work.saved_document)
        desk.replace(work.editing)
