"""Desks of several people on one draft in a real database."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from flow_runtime.conversations.drafting import as_document, save_draft
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.editing import Document, begin_editing, read_changes, read_operations
from flow_runtime.editing.documents import node_of
from flow_runtime.flow import Flow
from flow_runtime.workspace import Workspace
from pages.editing.checking import Checking
from pages.editing.desk import Desk
from pages.installation import database, now
from storage import drafts
from storage.drafts import Draft
from storage.errors import StorageError

FLOW_ID = "story"


def keep_flow(flow: Flow) -> None:
    """Store a flow as a draft."""
    with database().transaction() as tx:
        import_flow(tx, flow, author="ana", now=now())


def stored() -> Draft:
    """Return the stored draft."""
    with database().read() as tx:
        return drafts.get(tx, FLOW_ID)


def stored_document() -> Document:
    return as_document(stored().document)


def desk_of(person: str) -> Desk:
    """Open the draft for a person."""
    draft = stored()
    document = as_document(draft.document)
    known = {client: int(str(last)) for client, last in draft.acknowledged.items()}
    return Desk(
        flow_id=FLOW_ID,
        person=person,
        language="pt-BR",
        editing=begin_editing(document, acknowledged=known),
        saved=draft,
        saved_document=document,
        checking=Checking.begin(document, workspace=Workspace(), flows={}),
        flows={},
        opened_at=now(),
    )


def change(desk: Desk, node: str, path: str, value: object) -> None:
    """Change one field of a node; nothing is saved yet."""
    desk.apply("set", read_changes([{"change": "set", "node": node, "path": path, "value": value}]))


def gesture(desk: Desk, client: str, sequence: int, node: str, path: str, value: object) -> None:
    """Take a gesture as a canvas sends it."""
    written = {"change": "set", "node": node, "path": path, "value": value}
    operation = {"client": client, "sequence": sequence, "kind": "set", "changes": [written]}
    desk.client = client
    desk.take(read_operations([operation]))


def field(document: Document, node: str, name: str) -> object:
    """Return a field of a node."""
    found = node_of(document, node)
    return found and found.get(name)


def write_as(person: str, document: Document) -> None:
    """Save a document as somebody who is not at a desk here."""
    draft = stored()
    with database().transaction() as tx:
        save_draft(
            tx,
            FLOW_ID,
            document=document,
            expected_revision=draft.revision,
            author=person,
            now=now(),
        )


@contextmanager
def unavailable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the database answer nothing while the block runs."""

    def refuse() -> None:
        raise StorageError("The database is away.", pt="O banco de dados não responde.")

    with monkeypatch.context() as patched:
        patched.setattr("pages.editing.saving.database", refuse)
        yield
