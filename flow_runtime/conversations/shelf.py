"""The shelf of flows: new ones, copies, folders, put away and taken out again.

Everything here is one step of a person: it goes into the audit chain with their name.
"""

import re
from collections.abc import Container
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from flow_runtime.answers.folding import fold
from flow_runtime.conversations.drafting import as_document, save_draft
from flow_runtime.conversations.testing import copy_tests
from flow_runtime.editing.documents import Document, copy_document, text_of
from flow_runtime.errors import FluxoError
from storage import audit, drafts, flows
from storage.audit import NewAuditEntry
from storage.drafts import Draft

_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")
_MAX_ID_CHARACTERS: Final = 56


class NameMissing(FluxoError):
    """A flow was to be made without a name."""


def free_id(taken: Container[str], name: str) -> str:
    """Return an id made of a name that no flow has yet, such as `segunda-via-2`."""
    stem = _NOT_IN_IDS.sub("-", fold(name)).strip("-")[:_MAX_ID_CHARACTERS].strip("-") or "fluxo"
    number, candidate = 1, stem
    while candidate in taken:
        number += 1
        candidate = f"{stem}-{number}"
    return candidate


def create_flow(
    tx: Connection, document: Document, *, author: str, now: datetime, folder: str = ""
) -> Draft:
    """Put a new flow on the shelf, with the document as its draft.

    Raises:
        NameMissing: The document has no name.
        storage.errors.Conflict: A flow with this id exists.
    """
    flow_id, name = text_of(document, "id"), text_of(document, "name").strip()
    if not name:
        raise NameMissing("Give the flow a name.", pt="Dê um nome ao fluxo.")
    record = flows.Flow(
        id=flow_id,
        name=name,
        objective="",
        category="",
        folder=folder.strip(),
        created_at=now,
        created_by=author,
    )
    flows.create(tx, record)
    saved = save_draft(tx, flow_id, document=document, expected_revision=0, author=author, now=now)
    _write_down(tx, author, "flow.created", flow_id, now)
    return saved


def duplicate_flow(tx: Connection, flow_id: str, *, name: str, author: str, now: datetime) -> Draft:
    """Put a copy of a flow's draft and its tests beside it, in the same folder.

    Raises:
        NameMissing: The name is empty.
        storage.errors.NotFound: There is no such flow, or it has no draft.
    """
    original = flows.get(tx, flow_id)
    document = as_document(drafts.get(tx, flow_id).document)
    copy = copy_document(document, free_id(flows.ids(tx), name), name.strip())
    saved = create_flow(tx, copy, author=author, now=now, folder=original.folder)
    copy_tests(tx, flow_id, saved.flow_id, author=author, now=now)
    return saved


def replace_draft(
    tx: Connection, flow_id: str, document: Document, *, author: str, now: datetime
) -> Draft:
    """Put a document in the place of a flow's draft and return the draft that stood there.

    The flow's versions and publications stay as they are.

    Raises:
        storage.errors.NotFound: There is no such flow, or it has no draft.
    """
    before = drafts.get(tx, flow_id)
    save_draft(
        tx,
        flow_id,
        document={**document, "id": flow_id},
        expected_revision=before.revision,
        author=author,
        now=now,
    )
    _write_down(tx, author, "flow.replaced", flow_id, now)
    return before


def archive_flow(tx: Connection, flow_id: str, *, author: str, now: datetime) -> None:
    """Put a flow away; what is published of it stays live.

    Raises:
        storage.errors.NotFound: There is no such flow.
    """
    flows.archive(tx, flow_id, now=now)
    _write_down(tx, author, "flow.archived", flow_id, now)


def restore_flow(tx: Connection, flow_id: str, *, author: str, now: datetime) -> None:
    """Take an archived flow out again.

    Raises:
        storage.errors.NotFound: There is no such flow.
    """
    flows.restore(tx, flow_id)
    _write_down(tx, author, "flow.restored", flow_id, now)


def move_flow(tx: Connection, flow_id: str, folder: str, *, author: str, now: datetime) -> None:
    """Put a flow into a folder, which is there as soon as it is named; "" is no folder.

    Raises:
        storage.errors.NotFound: There is no such flow.
    """
    flows.move(tx, flow_id, folder.strip())
    _write_down(tx, author, "flow.moved", flow_id, now)


def _write_down(tx: Connection, actor: str, action: str, subject: str, now: datetime) -> None:
    audit.append(tx, NewAuditEntry(actor, action, subject, {}), now=now)
