"""A draft becomes a version: what it does, the versions it calls, and its conversation tests."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import Connection

from flow_runtime.checks import check
from flow_runtime.conversations.programs import load_version, load_workspace
from flow_runtime.conversations.publishing import export_flow
from flow_runtime.conversations.testing import KeptTest, document_of, load_tests
from flow_runtime.errors import FlowInvalid, UnknownReference
from flow_runtime.flow import Flow, dump_flow, logic_sha256
from flow_runtime.kill_points import reach
from flow_runtime.problems import Severity
from storage import versions
from storage.versions import NewVersion, Version


def freeze_flow(
    tx: Connection, flow_id: str, *, author: str, now: datetime, channel_kind: str = "webchat"
) -> Version:
    """Check a draft and freeze it as a version, its sub-flows pinned to their newest versions.

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
    pins = called_versions(tx, flow)
    known = {name: load_version(tx, name, number)[0] for name, number in pins.items()}
    workspace = load_workspace(tx)
    problems = check(flow, workspace=workspace, flows=known, channels=(channel_kind,))
    errors = [found for found in problems if found.severity is Severity.ERROR]
    if errors:
        raise FlowInvalid(errors)
    return freeze(tx, new_version(flow, pins, load_tests(tx, flow_id), author=author), now=now)


def new_version(
    flow: Flow,
    pins: Mapping[str, int],
    tests: Sequence[KeptTest],
    *,
    author: str,
    comment: str = "",
) -> NewVersion:
    """Return what a version of a flow would be, with the tests that hold for it."""
    return NewVersion(
        flow_id=flow.id,
        document=orjson.loads(dump_flow(flow)),
        sha256=logic_sha256(flow),
        pins=dict(pins),
        author=author,
        comment=comment,
        tests=[document_of(test.conversation) for test in tests],
    )


def freeze(tx: Connection, new: NewVersion, *, now: datetime) -> Version:
    """Keep a version that was checked; one that only repeats the newest is that one.

    Raises:
        storage.errors.NotFound: The flow does not exist.
    """
    version = versions.freeze(tx, new, now=now)
    reach("freeze.insert")
    return version


def called_versions(tx: Connection, flow: Flow) -> dict[str, int]:
    """Return every flow that this one calls, directly or through others, with its newest version.

    Raises:
        UnknownReference: One of them has no version yet.
    """
    return dict(_called_versions(tx, flow))


def _called_versions(tx: Connection, flow: Flow) -> Iterator[tuple[str, int]]:
    waiting, seen = [flow], {flow.id}
    while waiting:
        for flow_id in waiting.pop().called_flows():
            if flow_id in seen:
                continue
            seen.add(flow_id)
            latest = versions.latest(tx, flow_id)
            if latest is None:
                raise UnknownReference(
                    f"The flow calls '{flow_id}', which has no version yet. Submit that one for "
                    "review first.",
                    pt=f"O fluxo chama '{flow_id}', que ainda não tem versão. Envie esse para "
                    "revisão primeiro.",
                )
            waiting.append(load_version(tx, flow_id, latest.number)[0])
            yield flow_id, latest.number
