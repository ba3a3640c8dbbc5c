"""From a file to a channel: import a draft, freeze a version, publish it, roll back."""

from collections.abc import Iterator
from datetime import datetime

import orjson
from sqlalchemy import Connection

from flow_runtime.checks import check
from flow_runtime.conversations.drafting import save_draft
from flow_runtime.conversations.programs import load_version, load_workspace
from flow_runtime.errors import FlowInvalid, UnknownReference
from flow_runtime.flow import Flow, dump_flow, logic_sha256
from flow_runtime.kill_points import reach
from flow_runtime.loading import load_flow
from flow_runtime.problems import Severity
from storage import audit, channels, drafts, flows, publications, versions
from storage.audit import NewAuditEntry
from storage.publications import NewPublication, Publication
from storage.versions import NewVersion, Version


def import_flow(tx: Connection, flow: Flow, *, author: str, now: datetime) -> None:
    """Store a flow as a draft; a draft with the same id is replaced, its versions stay."""
    record = flows.Flow(
        id=flow.id,
        name=flow.name,
        objective=flow.objective,
        category=flow.category,
        folder="",
        created_at=now,
        created_by=author,
    )
    flows.create_if_missing(tx, record)
    known = drafts.find(tx, flow.id)
    save_draft(
        tx,
        flow.id,
        document=orjson.loads(dump_flow(flow)),
        expected_revision=known.revision if known else 0,
        author=author,
        now=now,
    )
    _write_down(tx, author, "flow.imported", flow.id, now)


def export_flow(tx: Connection, flow_id: str) -> Flow:
    """Return the draft of a flow.

    Raises:
        UnknownReference: There is no such flow.
    """
    draft = drafts.find(tx, flow_id)
    if draft is None:
        known = ", ".join(flow.id for flow in flows.list_flows(tx))
        raise UnknownReference(
            f"There is no flow '{flow_id}'. The flows here are: "
            f"{known or 'none yet; store one with fluxo import'}.",
            pt=f"Não há fluxo '{flow_id}'. Os fluxos daqui são: "
            f"{known or 'nenhum ainda; guarde um com fluxo import'}.",
        )
    return load_flow(orjson.dumps(draft.document, default=dict)).flow


def freeze_flow(
    tx: Connection, flow_id: str, *, author: str, now: datetime, channel_kind: str = "webchat"
) -> Version:
    """Freeze a draft as a version, its sub-flows pinned to their newest versions.

    Args:
        tx: A transaction that may write.
        flow_id: The flow whose draft is frozen.
        author: Who does it.
        now: The time, aware.
        channel_kind: The kind of channel whose limits the checks apply.

    Raises:
        FlowInvalid: The checks find errors.
        UnknownReference: The flow, or one that it calls, does not exist.
    """
    flow = export_flow(tx, flow_id)
    called = dict(_called_flows(tx, flow))
    known = {name: load_version(tx, name, number)[0] for name, number in called.items()}
    workspace = load_workspace(tx)
    problems = check(flow, workspace=workspace, flows=known, channels=(channel_kind,))
    errors = [found for found in problems if found.severity is Severity.ERROR]
    if errors:
        raise FlowInvalid(errors)
    new = NewVersion(
        flow_id=flow.id,
        document=orjson.loads(dump_flow(flow)),
        sha256=logic_sha256(flow),
        pins=called,
        author=author,
    )
    version = versions.freeze(tx, new, now=now)
    reach("freeze.insert")
    return version


def _called_flows(tx: Connection, flow: Flow) -> Iterator[tuple[str, int]]:
    """Yield every flow that this one calls, directly or through others, with its version."""
    waiting, seen = [flow], {flow.id}
    while waiting:
        for flow_id in waiting.pop().called_flows():
            if flow_id in seen:
                continue
            seen.add(flow_id)
            latest = versions.latest(tx, flow_id)
            if latest is None:
                raise UnknownReference(
                    f"The flow calls '{flow_id}', which has no version yet. Publish it first.",
                    pt=f"O fluxo chama '{flow_id}', que ainda não tem versão. Publique-o primeiro.",
                )
            waiting.append(load_version(tx, flow_id, latest.number)[0])
            yield flow_id, latest.number


def publish_flow(
    tx: Connection, flow_id: str, channel: str, *, author: str, reason: str = "", now: datetime
) -> Publication:
    """Freeze the draft and point a channel at it; running conversations stay on theirs.

    Raises:
        FlowInvalid: The checks find errors.
        UnknownReference: The flow does not exist.
        storage.errors.NotFound: The channel does not exist.
    """
    kind = channels.get(tx, channel).kind
    version = freeze_flow(tx, flow_id, author=author, now=now, channel_kind=kind)
    current = publications.current(tx, channel)
    if current and (current.flow_id, current.version) == (flow_id, version.number):
        return current
    new = NewPublication(channel, flow_id, version.number, author, reason)
    publication = publications.publish(tx, new, now=now)
    reach("publish.pointer")
    _write_down(tx, author, "flow.published", f"{channel}: {flow_id} v{version.number}", now)
    reach("publish.audit")
    return publication


def roll_back(
    tx: Connection, channel: str, *, author: str, reason: str, now: datetime
) -> Publication:
    """Publish again what the channel published before.

    Raises:
        storage.errors.StorageError: There is nothing to go back to.
    """
    publication = publications.rollback(tx, channel, author=author, reason=reason, now=now)
    subject = f"{channel}: {publication.flow_id} v{publication.version}"
    _write_down(tx, author, "flow.rolled_back", subject, now)
    return publication


def _write_down(tx: Connection, actor: str, action: str, subject: str, now: datetime) -> None:
    audit.append(tx, NewAuditEntry(actor, action, subject, {}), now=now)
