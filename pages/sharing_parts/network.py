"""What the map shows: every flow with its draft and what is live of it, queues and connections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.conversations.drafting import as_document
from flow_runtime.sharing.dependencies import Dependencies, Need, dependencies_of, needs_of
from pages.installation import database
from storage import connections, drafts, flows, publications, queues, versions

_KEPT_NEEDS = 5_000


@dataclass(frozen=True, slots=True)
class Network:
    """The map, and on which channels each flow is live, by its id."""

    dependencies: Dependencies
    live: Mapping[str, tuple[str, ...]]


def read_network() -> Network:
    """Return the map as it is stored now; archived flows are left out.

    Raises:
        storage.errors.StorageError: The database does not answer.
    """
    with database().read() as tx:
        known = {flow.id: flow.name for flow in flows.list_flows(tx)}
        live: dict[str, tuple[str, ...]] = {}
        for one in publications.list_current(tx):
            live[one.flow_id] = (*live.get(one.flow_id, ()), one.channel)
        return Network(
            dependencies_of(
                known,
                {queue.id: queue.name for queue in queues.list_queues(tx)},
                {one.name: _name(one) for one in connections.list_connections(tx)},
                [need for need in _needs(tx) if need.flow.id in known],
            ),
            live,
        )


def _name(connection: connections.ApiConnection) -> str:
    return str(connection.definition.get("name") or connection.name)


def _needs(tx: Connection) -> Iterator[Need]:
    for flow_id, change in drafts.last_changes(tx).items():
        yield from _needs_of(f"draft {change.revision}", flow_id, None, tx)
    for live in publications.list_current(tx):
        yield from _needs_of(f"version {live.version}", live.flow_id, live.version, tx)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_NEEDS)
def _needs_of(
    mark: str,  # noqa: ARG001  # tells the cache when a draft was saved again
    flow_id: str,
    version: int | None,
    _tx: Connection,
) -> tuple[Need, ...]:
    stored = versions.get(_tx, flow_id, version) if version else drafts.get(_tx, flow_id)
    return needs_of(flow_id, as_document(stored.document))
