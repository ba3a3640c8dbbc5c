"""A draft as it is saved: with the words by which people find the flow, and the facts of its card.

Checking a large flow takes longer than a transaction may hold the database. So `save_draft` only
saves, and whoever has checked the document keeps its card with `keep_card`; a card that is of an
earlier revision is made anew when somebody looks (`refresh_cards`).
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson
from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.conversations.card_pictures import picture_of
from flow_runtime.conversations.programs import load_workspace
from flow_runtime.editing.documents import Document, nodes_of, text_of
from flow_runtime.editing.examination import examine
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow
from flow_runtime.kill_points import reach
from flow_runtime.loading import load_document
from flow_runtime.problems import Problem, Severity
from flow_runtime.workspace import Workspace
from storage import audit, drafts, flow_cards, flows, versions
from storage.audit import NewAuditEntry
from storage.columns import JsonObject
from storage.database import Database
from storage.drafts import Draft
from storage.encoding import canonical_json
from storage.flow_cards import FlowCard

_DEFAULT_CATEGORY = "receptivo"
WORK_PAUSE: Final = timedelta(hours=1)
"""Without a save for so long, a piece of work has ended."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a flow is checked against: what the installation offers and the flows that it calls."""

    workspace: Workspace
    flows: Mapping[str, Flow]


def save_draft(
    tx: Connection,
    flow_id: str,
    *,
    document: Mapping[str, JsonValue],
    expected_revision: int,
    author: str,
    now: datetime,
    acknowledged: Mapping[str, int] | None = None,
) -> Draft:
    """Save a draft, and keep the flow's name, objective and category in step with it.

    Args:
        tx: A transaction that may write.
        flow_id: The flow, which exists.
        document: The whole draft; it may be unfinished.
        expected_revision: The revision that the author was looking at; 0 when there was none.
        author: Who saves.
        now: The time, aware.
        acknowledged: Up to which number each client's operations are in the document; None
            leaves what is known of it as it is.

    Raises:
        storage.errors.Conflict: Somebody else has saved since; nothing is written.
        storage.errors.NotFound: There is no such flow.
    """
    _describe(tx, flow_id, dict(document))
    saved = drafts.save(
        tx,
        flow_id,
        document=document,
        expected_revision=expected_revision,
        author=author,
        now=now,
        acknowledged=acknowledged,
    )
    reach("draft.save")
    return saved


def note_work(tx: Connection, flow_id: str, *, author: str, now: datetime) -> None:
    """Note in the audit that somebody begins to change a draft: once for each piece of work.

    A piece of work ends when another person saves, or when nothing is saved for an hour. The note
    holds the revision and the SHA-256 that the draft had before.
    """
    last = drafts.last_change(tx, flow_id)
    if last is None or (last.updated_by == author and now - last.updated_at < WORK_PAUSE):
        return
    before = hashlib.sha256(canonical_json(drafts.get(tx, flow_id).document)).hexdigest()
    details = {"revision": last.revision, "before": before}
    audit.append(tx, NewAuditEntry(author, "flow.changed", flow_id, details), now=now)


def _describe(tx: Connection, flow_id: str, document: Document) -> None:
    """Take over what the draft says of itself; while it has no name the flow keeps its own."""
    known = flows.get(tx, flow_id)
    name = text_of(document, "name").strip() or known.name
    objective = text_of(document, "objective")
    category = text_of(document, "category", _DEFAULT_CATEGORY)
    if (name, objective, category) != (known.name, known.objective, known.category):
        flows.describe(tx, flow_id, name=name, objective=objective, category=category)


def keep_card(
    tx: Connection,
    flow_id: str,
    revision: int,
    document: Document,
    problems: Sequence[Problem],
) -> None:
    """Keep what a list of flows shows of a draft.

    Args:
        tx: A transaction that may write.
        flow_id: The flow.
        revision: The revision of the draft that was examined.
        document: That draft.
        problems: What the examination found.
    """
    errors = sum(found.severity is Severity.ERROR for found in problems)
    card = FlowCard(
        flow_id=flow_id,
        revision=revision,
        errors=errors,
        warnings=len(problems) - errors,
        nodes=len(nodes_of(document)),
        picture=picture_of(document),
    )
    flow_cards.save(tx, card)


def refresh_cards(
    database: Database,
    flow_ids: Sequence[str],
    *,
    within_s: float,
    monotonic: Callable[[], float] = time.monotonic,
) -> int:
    """Make the cards of some flows anew and return how many, in their order.

    No further flow is examined once `within_s` seconds are over.
    """
    if not flow_ids:
        return 0
    end = monotonic() + within_s
    with database.read() as tx:
        workspace = load_workspace(tx)
    made = 0
    for flow_id in flow_ids:
        if monotonic() > end:
            break
        made += _refresh(database, flow_id, workspace)
    return made


def _refresh(database: Database, flow_id: str, workspace: Workspace) -> bool:
    with database.read() as tx:
        draft = drafts.find(tx, flow_id)
        if draft is None:
            return False
        document = as_document(draft.document)
        around = Surroundings(workspace, called_flows(tx, document))
    problems = examine(document, workspace=around.workspace, flows=around.flows).problems
    with database.transaction() as tx:
        keep_card(tx, flow_id, draft.revision, document, problems)
    return True


def surroundings(tx: Connection, document: Document) -> Surroundings:
    """Return what a document is checked against, as it is stored now."""
    return Surroundings(load_workspace(tx), called_flows(tx, document))


def as_document(stored: JsonObject) -> Document:
    """Return a stored document as plain JSON values of its own."""
    document: Document = orjson.loads(orjson.dumps(stored, default=dict))
    return document


def called_flows(tx: Connection, document: Document) -> dict[str, Flow]:
    """Return the flows that a document calls, directly or through others, by id.

    Each is its newest version, or its draft while it has none; what cannot be read is left out.
    """
    waiting = list(_calls(document))
    found: dict[str, Flow] = {}
    while waiting:
        flow_id = waiting.pop()
        flow = None if flow_id in found else _readable(tx, flow_id)
        if flow is not None:
            found[flow_id] = flow
            waiting += flow.called_flows()
    return found


def _calls(document: Document) -> Iterator[str]:
    for node in nodes_of(document):
        called = text_of(node, "flow")
        if text_of(node, "type") == "subflow" and called:
            yield called


def _readable(tx: Connection, flow_id: str) -> Flow | None:
    stored = versions.latest(tx, flow_id) or drafts.find(tx, flow_id)
    if stored is None:
        return None
    try:
        return load_document(as_document(stored.document)).flow
    except FlowInvalid:
        return None
