"""What an installation offers, from a workspace file to rows: queues, calendars, connections."""

from collections.abc import Iterator
from typing import cast

from pydantic import BaseModel, JsonValue
from sqlalchemy import Connection as Transaction

from flow_runtime.workspace import Workspace
from storage import calendars, connections, queues
from storage.calendars import Calendar
from storage.connections import ApiConnection
from storage.queues import Queue


def import_workspace(tx: Transaction, workspace: Workspace, *, replace: bool = True) -> list[str]:
    """Store what a workspace offers and return the ids that were written.

    Args:
        tx: The transaction.
        workspace: Queues, calendars and connections.
        replace: Whether rows with the same id give way; without it they stay as they are.
    """
    return [
        *_save_calendars(tx, workspace, replace=replace),
        *_save_queues(tx, workspace, replace=replace),
        *_save_connections(tx, workspace, replace=replace),
    ]


def _save_calendars(tx: Transaction, workspace: Workspace, *, replace: bool) -> Iterator[str]:
    known = set() if replace else {calendar.id for calendar in calendars.list_calendars(tx)}
    for calendar in workspace.calendars:
        if calendar.id not in known:
            calendars.save(tx, Calendar(calendar.id, _document(calendar)))
            yield calendar.id


def _save_queues(tx: Transaction, workspace: Workspace, *, replace: bool) -> Iterator[str]:
    known = set() if replace else {queue.id for queue in queues.list_queues(tx)}
    for queue in workspace.queues:
        if queue.id not in known:
            queues.save(tx, Queue(queue.id, queue.name, queue.level, queue.calendar, {}))
            yield queue.id


def _save_connections(tx: Transaction, workspace: Workspace, *, replace: bool) -> Iterator[str]:
    known = set() if replace else {stored.name for stored in connections.list_connections(tx)}
    for connection in workspace.connections:
        if connection.id not in known:
            connections.save(tx, ApiConnection(connection.id, _document(connection)))
            yield connection.id


def _document(model: BaseModel) -> dict[str, JsonValue]:
    return cast("dict[str, JsonValue]", model.model_dump(mode="json", by_alias=True))
