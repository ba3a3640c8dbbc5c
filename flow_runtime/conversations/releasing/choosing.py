"""Which version a new conversation gets: the live one, or for a share of them the one on trial."""

import hashlib

from sqlalchemy import Connection

from flow_runtime.errors import UnknownReference
from storage import live_versions
from storage.live_versions import LiveVersion


def version_for(tx: Connection, channel: str, public_id: str) -> tuple[str, int]:
    """Return the flow and version that a new conversation of a channel gets.

    Raises:
        UnknownReference: Nothing is published on the channel.
    """
    found = live_versions.at(tx, channel)
    if found is None:
        raise UnknownReference(
            f"Nothing is published on the channel '{channel}' yet. "
            f"Publish a version: fluxo publish ID@1 --channel {channel}.",
            pt=f"Nada foi publicado ainda no canal '{channel}'. "
            f"Publique uma versão: fluxo publish ID@1 --channel {channel}.",
        )
    return chosen(found, public_id)


def chosen(found: LiveVersion, public_id: str) -> tuple[str, int]:
    """Return the version for a conversation: always the same one for the same public id."""
    trial = (found.trial_id, found.trial_flow_id, found.trial_version, found.trial_share_percent)
    match trial:
        case (int(trial_id), str(flow_id), int(version), int(share_percent)):
            if is_in_share(trial_id, public_id, share_percent):
                return flow_id, version
    return found.flow_id, found.version


def is_in_share(trial_id: int, public_id: str, share_percent: int) -> bool:
    """Say whether a conversation belongs to the share of a trial.

    Chance lies in the public id alone; each trial shuffles anew.
    """
    digest = hashlib.sha256(f"{trial_id}:{public_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % 100 < share_percent
