"""How a trial goes: counted over the conversations that ended, and judged by its own limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from flow_runtime.conversations.releasing.noting import note
from flow_runtime.conversations.releasing.on_trial import named_trial
from flow_runtime.conversations.releasing.reasons import kept
from flow_runtime.problems import Words
from storage import candidates, channels, running
from storage.candidates import Candidate, TrialEnd
from storage.database import Database
from storage.policy import INSTALLATION
from storage.publications import Publication
from storage.running import Begun, Ended

FAILED_OUTCOMES: Final = frozenset({"error", "failed"})
ABANDONED_OUTCOME: Final = "abandoned"


@dataclass(frozen=True, slots=True)
class TrialNumbers:
    """How conversations of a version go: `ended`, `failed` and `abandoned` of the last ones."""

    begun: int
    ended: int
    failed: int
    abandoned: int


def numbers(tx: Connection, trial: Candidate) -> TrialNumbers:
    """Return how the conversations of a trial go, over as many as it is judged by."""
    begun = Begun(trial.channel, trial.flow_id, trial.version, trial.began_at)
    return _numbers(tx, begun, limit=trial.over_conversations)


def numbers_beside(tx: Connection, trial: Candidate, live: Publication) -> TrialNumbers:
    """Return how the conversations of the live version went since the trial began."""
    begun = Begun(live.channel, live.flow_id, live.version, trial.began_at)
    return _numbers(tx, begun, limit=trial.over_conversations)


def end_failing_trials(database: Database, *, now: datetime) -> int:
    """End the trials whose limits are passed; return how many. Once, also with several workers."""
    with database.read() as tx:
        failing = [trial for trial in candidates.list_on_trial(tx) if _verdict(tx, trial)]
    return sum(_end(database, trial, now) for trial in failing)


def verdict(trial: Candidate, counted: TrialNumbers) -> Words | None:
    """Return why a trial must end, or None.

    The rate is over the trial's full number of conversations: so the first ones are enough only
    when the limit would be passed whatever the others do.
    """
    of = trial.over_conversations
    if counted.failed * 100 > trial.max_failed_percent * of:
        return _too_many(counted.failed, trial.max_failed_percent, trial, _FAILED)
    if counted.abandoned * 100 > trial.max_abandoned_percent * of:
        return _too_many(counted.abandoned, trial.max_abandoned_percent, trial, _ABANDONED)
    return None


_FAILED: Final[Words] = {"pt-BR": "Falhas", "en": "Failures"}
_ABANDONED: Final[Words] = {"pt-BR": "Desistências", "en": "Abandoned"}


def _too_many(number: int, limit: int, trial: Candidate, what: Words) -> Words:
    of = trial.over_conversations
    return {
        "pt-BR": f"{what['pt-BR']}: {number} nas últimas {of} conversas da experiência; "
        f"o limite é {limit} por cento.",
        "en": f"{what['en']}: {number} of the trial's last {of} conversations; "
        f"the limit is {limit} percent.",
    }


def _numbers(tx: Connection, begun: Begun, *, limit: int) -> TrialNumbers:
    ended = running.ends(tx, begun, limit=limit)
    return TrialNumbers(
        begun=running.count_begun(tx, begun),
        ended=len(ended),
        failed=_count_failed(ended),
        abandoned=sum(one.outcome == ABANDONED_OUTCOME for one in ended),
    )


def _count_failed(ended: Sequence[Ended]) -> int:
    return sum(one.status == "failed" or one.outcome in FAILED_OUTCOMES for one in ended)


def _verdict(tx: Connection, trial: Candidate) -> Words | None:
    return verdict(trial, numbers(tx, trial))


def _end(database: Database, trial: Candidate, now: datetime) -> bool:
    with database.transaction() as tx:
        channels.lock(tx, trial.channel)
        counted = numbers(tx, trial)
        why = verdict(trial, counted)
        if why is None:
            return False
        how = TrialEnd("returned", INSTALLATION.person, kept(why))
        if candidates.end(tx, trial.id, how, now=now) is None:
            return False
        details = {
            "began_by": trial.began_by,
            "ended": counted.ended,
            "failed": counted.failed,
            "abandoned": counted.abandoned,
            "over_conversations": trial.over_conversations,
            "reason": why["en"],
        }
        note(tx, how.ended_by, "trial.returned", named_trial(trial), details=details, now=now)
        return True
