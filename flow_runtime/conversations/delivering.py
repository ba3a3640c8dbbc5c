"""What comes with the product goes the whole way at once: frozen, approved by another, live.

Only the installation itself can do this: a person may not write under two names.
"""

from datetime import datetime

from sqlalchemy import Connection

from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.conversations.publishing import publish_flow
from flow_runtime.conversations.reviewing import approve
from storage import channels, reviews
from storage.errors import OwnVersion
from storage.names import same_name
from storage.publications import Publication
from storage.versions import Version


def deliver(
    tx: Connection,
    flow_id: str,
    channel: str,
    *,
    author: str,
    approver: str,
    reason: str = "",
    now: datetime,
) -> Publication:
    """Freeze the draft of a flow, have another person approve it, and make it live on a channel.

    Raises:
        FlowInvalid: The checks find errors.
        UnknownReference: The flow, or one that it calls, does not exist.
        storage.errors.NotApproved: A flow that it calls is not approved.
        storage.errors.NotFound: The channel does not exist.
        storage.errors.OwnVersion: Author and approver are the same person.
    """
    kind = channels.get(tx, channel).kind
    version = deliver_version(
        tx,
        flow_id,
        author=author,
        approver=approver,
        reason=reason,
        now=now,
        channel_kind=kind,
    )
    return publish_flow(tx, flow_id, version.number, channel, author=author, reason=reason, now=now)


def deliver_version(
    tx: Connection,
    flow_id: str,
    *,
    author: str,
    approver: str,
    reason: str = "",
    now: datetime,
    channel_kind: str = "webchat",
) -> Version:
    """Freeze the draft of a flow and have another person approve it, as flows need that are called.

    Raises:
        FlowInvalid: The checks find errors.
        UnknownReference: The flow, or one that it calls, does not exist.
        storage.errors.OwnVersion: Author and approver are the same person.
    """
    if same_name(author, approver):
        raise OwnVersion(
            "What comes with the product needs two names: its author and who approves it.",
            pt="O que vem com o produto precisa de dois nomes: quem fez e quem aprova.",
        )
    version = freeze_flow(tx, flow_id, author=author, now=now, channel_kind=channel_kind)
    newest = reviews.newest_decision(tx, flow_id, version.number)
    if newest is None or newest.verdict != "approved":
        approve(
            tx,
            flow_id,
            version.number,
            sha256=version.sha256,
            author=approver,
            reason=reason,
            now=now,
        )
    return version
