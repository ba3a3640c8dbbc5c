"""What is live where: every channel with its version, trial, running conversations and plans."""

from dataclasses import dataclass

from sqlalchemy import Connection

from storage import candidates, channels, planned_publications, publications, running
from storage.candidates import Candidate
from storage.channels import Environment
from storage.planned_publications import PlannedPublication
from storage.publications import Publication
from storage.running import RunningCount


@dataclass(frozen=True, slots=True)
class LiveChannel:
    """A channel as customers find it; `publication` is None while it is silent.

    `failed` are plans that could not be carried out, until something else goes live or is planned.
    """

    channel: str
    kind: str
    environment: Environment
    publication: Publication | None
    candidate: Candidate | None
    running: tuple[RunningCount, ...]
    plans: tuple[PlannedPublication, ...]
    failed: tuple[PlannedPublication, ...]


def live(tx: Connection) -> tuple[LiveChannel, ...]:
    """Return every channel by name, also those that publish nothing."""
    published = {one.channel: one for one in publications.list_current(tx)}
    tried = {one.channel: one for one in candidates.list_on_trial(tx)}
    plans = planned_publications.list_to_come(tx)
    failed = planned_publications.list_failed(tx)
    counts = running.counts(tx)
    return tuple(
        LiveChannel(
            channel=channel.name,
            kind=channel.kind,
            environment=channel.environment,
            publication=published.get(channel.name),
            candidate=tried.get(channel.name),
            running=tuple(count for count in counts if count.channel == channel.name),
            plans=tuple(one for one in plans if one.channel == channel.name),
            failed=tuple(one for one in failed if one.channel == channel.name),
        )
        for channel in channels.list_channels(tx)
    )
