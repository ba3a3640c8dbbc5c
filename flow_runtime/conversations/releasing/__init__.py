"""Releasing: which version customers get, now, at a time, or on trial for a share of them.

at_once.py        publish and roll back
at_a_time.py      plan a publication; the worker carries it out
on_trial.py       a share of the new conversations tries another version
judging.py        how a trial goes, and when it ends by itself
choosing.py       which of the two a new conversation gets
standing.py       what is live where
compatibility.py  whether a running conversation could go on with another version
moving.py         move those that can
keeping.py        the worker's look at plans and trials
fitting.py        what may be published at all
reasons.py        reasons that the product itself gives, in both languages
noting.py         what the audit is told

Every change of what a channel publishes ends its trial; running conversations stay on their version
unless somebody moves them.
"""

from flow_runtime.conversations.releasing.at_a_time import cancel_plan, carry_out_due, plan
from flow_runtime.conversations.releasing.at_once import publish, roll_back
from flow_runtime.conversations.releasing.judging import TrialNumbers, end_failing_trials, numbers
from flow_runtime.conversations.releasing.keeping import ReleaseKeeper
from flow_runtime.conversations.releasing.moving import (
    Migrated,
    MigrationPlan,
    dry_run,
    migrate,
)
from flow_runtime.conversations.releasing.on_trial import promote_trial, start_trial, stop_trial
from flow_runtime.conversations.releasing.reasons import words_of
from flow_runtime.conversations.releasing.standing import LiveChannel, live

__all__ = [
    "LiveChannel",
    "Migrated",
    "MigrationPlan",
    "ReleaseKeeper",
    "TrialNumbers",
    "cancel_plan",
    "carry_out_due",
    "dry_run",
    "end_failing_trials",
    "live",
    "migrate",
    "numbers",
    "plan",
    "promote_trial",
    "publish",
    "roll_back",
    "start_trial",
    "stop_trial",
    "words_of",
]
