"""Trials: a share of a channel's new conversations gets another version, and is watched."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations.releasing.at_once import publish
from flow_runtime.conversations.releasing.errors import NoTrial, TrialRefused
from flow_runtime.conversations.releasing.fitting import require_fit
from flow_runtime.conversations.releasing.noting import named, note
from storage import candidates, channels, publications
from storage.candidates import Candidate, NewCandidate, TrialEnd
from storage.publications import Publication
from storage.scope import require_own_name

MAX_OVER_CONVERSATIONS: Final = 10_000


def start_trial(
    tx: Connection,
    flow_id: str,
    number: int,
    channel: str,
    *,
    share_percent: int,
    max_failed_percent: int,
    max_abandoned_percent: int,
    over_conversations: int,
    author: str,
    reason: str,
    now: datetime,
) -> Candidate:
    """Give an approved version to a share of a channel's new conversations.

    Args:
        tx: A transaction that may write.
        flow_id: The flow, which may be another one than the channel publishes.
        number: Its version.
        channel: Where.
        share_percent: Of the new conversations, 1 to 99.
        max_failed_percent: The trial ends when more of the last conversations failed, 0 to 100.
        max_abandoned_percent: … or when more of them were abandoned, 0 to 100.
        over_conversations: How many of the last conversations count, 1 to 10,000.
        author: Who does it.
        reason: Why.
        now: The time, aware.

    Raises:
        TrialRefused: The numbers are out of bounds, nothing else is live there, or another trial
            goes on.
        storage.errors.NotFound: There is no such channel or version.
        storage.errors.Forbidden: `author` is another person than the one who acts.
        storage.errors.NotApproved: Nobody approved the version.
        flow_runtime.errors.FlowInvalid: The checks find errors.
    """
    new = NewCandidate(
        channel=channel,
        flow_id=flow_id,
        version=number,
        share_percent=share_percent,
        max_failed_percent=max_failed_percent,
        max_abandoned_percent=max_abandoned_percent,
        over_conversations=over_conversations,
        began_by=author,
        reason=reason,
    )
    require_own_name(tx, author)
    _require_bounds(new)
    require_fit(tx, flow_id, number, channels.lock(tx, channel))
    _require_something_to_compare(tx, new)
    trial = candidates.begin(tx, new, now=now)
    details = {
        "share_percent": share_percent,
        "max_failed_percent": max_failed_percent,
        "max_abandoned_percent": max_abandoned_percent,
        "over_conversations": over_conversations,
        "reason": reason,
    }
    note(tx, author, "trial.started", named_trial(trial), details=details, now=now)
    return trial


def promote_trial(
    tx: Connection, channel: str, *, author: str, reason: str, now: datetime
) -> Publication:
    """Publish the version on trial for every new conversation.

    Raises:
        NoTrial: Nothing is on trial there.
        storage.errors.StorageError: As for `publish`.
    """
    channels.lock(tx, channel)
    trial = trial_on(tx, channel)
    return publish(tx, trial.flow_id, trial.version, channel, author=author, reason=reason, now=now)


def stop_trial(
    tx: Connection, channel: str, *, author: str, reason: str, now: datetime
) -> Candidate:
    """End a trial; conversations that it began finish on its version.

    Raises:
        NoTrial: Nothing is on trial there.
        storage.errors.NotFound: There is no such channel.
        storage.errors.Forbidden: `author` is another person than the one who acts.
    """
    channels.lock(tx, channel)
    trial = trial_on(tx, channel)
    ended = candidates.end(tx, trial.id, TrialEnd("stopped", author, reason), now=now)
    details = {"reason": reason}
    note(tx, author, "trial.stopped", named_trial(trial), details=details, now=now)
    return ended or trial


def trial_on(tx: Connection, channel: str) -> Candidate:
    """Return what is on trial on a channel.

    Raises:
        NoTrial: Nothing is.
    """
    trial = candidates.on_trial(tx, channel)
    if trial is None:
        raise NoTrial(
            f"Nothing is on trial on the channel “{channel}”: start a trial with "
            "fluxo publish ID@3 --share 10.",
            pt=f"Não há versão em experiência no canal “{channel}”: comece uma com "
            "fluxo publish ID@3 --share 10.",
        )
    return trial


def named_trial(trial: Candidate) -> str:
    """Return the subject of an audit entry about a trial."""
    return named(trial.channel, trial.flow_id, trial.version)


def _require_bounds(new: NewCandidate) -> None:
    percents = (new.max_failed_percent, new.max_abandoned_percent)
    if not 1 <= new.share_percent <= 99 or not all(0 <= limit <= 100 for limit in percents):
        raise TrialRefused(
            "A share is 1 to 99 percent of the new conversations, and a limit 0 to 100 percent.",
            pt="A parcela vai de 1 a 99 por cento das conversas novas, e um limite, de 0 a 100 "
            "por cento.",
        )
    if not 1 <= new.over_conversations <= MAX_OVER_CONVERSATIONS:
        raise TrialRefused(
            f"A trial is judged over 1 to {MAX_OVER_CONVERSATIONS:,} conversations.",
            pt="A experiência é avaliada sobre 1 a 10.000 conversas.",
        )


def _require_something_to_compare(tx: Connection, new: NewCandidate) -> None:
    live = publications.current(tx, new.channel)
    if live is None:
        raise TrialRefused(
            f"Nothing is live on the channel “{new.channel}” yet: publish a version first.",
            pt=f"Nada está no ar no canal “{new.channel}” ainda: publique uma versão primeiro.",
        )
    if (live.flow_id, live.version) == (new.flow_id, new.version):
        raise TrialRefused(
            "This version is live there already: every new conversation gets it.",
            pt="Esta versão já está no ar ali: toda conversa nova a recebe.",
        )
    if candidates.on_trial(tx, new.channel) is not None:
        raise TrialRefused(
            "Another trial goes on there: promote or stop it first.",
            pt="Outra experiência está em andamento ali: promova-a ou encerre-a primeiro.",
        )
