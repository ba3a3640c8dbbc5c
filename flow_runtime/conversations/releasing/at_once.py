"""Publishing at once and rolling back: the pointer of a channel moves, conversations do not."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations.releasing.fitting import require_fit
from flow_runtime.conversations.releasing.noting import named, note
from flow_runtime.conversations.releasing.reasons import kept
from flow_runtime.kill_points import reach
from flow_runtime.problems import Words
from storage import candidates, channels, publications
from storage.candidates import Candidate, TrialEnd
from storage.publications import NewPublication, Publication
from storage.scope import require_own_name

_NOTHING_MORE: Final[Mapping[str, object]] = {}
_ANOTHER_WENT_LIVE: Final[Words] = {
    "pt-BR": "Outra versão foi publicada no canal.",
    "en": "Another version was published on the channel.",
}


def publish(
    tx: Connection,
    flow_id: str,
    number: int,
    channel: str,
    *,
    author: str,
    reason: str = "",
    now: datetime,
) -> Publication:
    """Make an approved version the one that new conversations of a channel get.

    A version that is live there already stays so, and nothing is written down. A trial on the
    channel ends: as promoted when it is its version that goes live.

    Raises:
        storage.errors.NotFound: There is no such channel or version.
        storage.errors.Forbidden: `author` is another person than the one who acts.
        storage.errors.NotApproved: Nobody approved the version.
        flow_runtime.errors.FlowInvalid: The checks find errors.
    """
    new = NewPublication(channel, flow_id, number, author, reason)
    return publish_with(tx, new, now=now, details=_NOTHING_MORE)


def publish_with(
    tx: Connection, new: NewPublication, *, now: datetime, details: Mapping[str, object]
) -> Publication:
    """Do what `publish` does, and write `details` down with it."""
    require_own_name(tx, new.published_by)
    require_fit(tx, new.flow_id, new.version, channels.lock(tx, new.channel))
    current = publications.current(tx, new.channel)
    if current and (current.flow_id, current.version) == (new.flow_id, new.version):
        return current
    publication = publications.publish(tx, new, now=now)
    reach("publish.pointer")
    _end_trial(tx, publication, now)
    told = {"reason": new.reason, **details}
    _note(tx, "flow.published", publication, told, now)
    reach("publish.audit")
    return publication


def roll_back(
    tx: Connection, channel: str, *, author: str, reason: str = "", now: datetime
) -> Publication:
    """Publish again what the channel published before; a trial on it ends.

    Raises:
        storage.errors.NotFound: There is no such channel, or nothing to go back to.
        storage.errors.Forbidden: `author` is another person than the one who acts.
        storage.errors.NotApproved: The earlier version was sent back meanwhile.
    """
    require_own_name(tx, author)
    publication = publications.rollback(tx, channel, author=author, reason=reason, now=now)
    _end_trial(tx, publication, now)
    _note(tx, "flow.rolled_back", publication, {"reason": reason}, now)
    return publication


def _end_trial(tx: Connection, live: Publication, now: datetime) -> Candidate | None:
    trial = candidates.on_trial(tx, live.channel)
    if trial is None:
        return None
    if (trial.flow_id, trial.version) == (live.flow_id, live.version):
        how = TrialEnd("promoted", live.published_by, live.reason)
    else:
        how = TrialEnd("stopped", live.published_by, kept(_ANOTHER_WENT_LIVE))
    return candidates.end(tx, trial.id, how, now=now)


def _note(
    tx: Connection,
    action: str,
    live: Publication,
    details: Mapping[str, object],
    now: datetime,
) -> None:
    subject = named(live.channel, live.flow_id, live.version)
    note(tx, live.published_by, action, subject, details=details, now=now)
