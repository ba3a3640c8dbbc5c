"""What the page knows: every channel as it stands, and what could go live, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from flow_runtime.conversations.releasing import LiveChannel, TrialNumbers, live, numbers
from flow_runtime.conversations.releasing.judging import numbers_beside
from pages.installation import database
from storage import approved_versions, flows, publications
from storage.approved_versions import ApprovedVersion
from storage.publications import Publication


@dataclass(frozen=True, slots=True)
class TrialStanding:
    """How a trial goes, and how the live version went in the same time."""

    tried: TrialNumbers
    live: TrialNumbers | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that the page shows.

    `names` are what people call flows, by id; `earlier` is what each channel would go back to, and
    `trials` how each trial goes, by the channel's name.
    """

    channels: tuple[LiveChannel, ...]
    names: Mapping[str, str]
    earlier: Mapping[str, Publication]
    trials: Mapping[str, TrialStanding]
    approved: tuple[ApprovedVersion, ...]

    def channel(self, name: str) -> LiveChannel | None:
        """Return a channel by its name."""
        return next((one for one in self.channels if one.channel == name), None)

    def flow_name(self, flow_id: str) -> str:
        """Return what people call a flow."""
        return self.names.get(flow_id, flow_id)


def read_standing() -> Standing:
    """Return how things stand.

    Raises:
        storage.errors.StorageError: The database does not answer.
    """
    with database().read() as tx:
        channels = live(tx)
        return Standing(
            channels,
            {flow.id: flow.name for flow in flows.list_flows(tx, archived=True)},
            {
                one.channel: found
                for one in channels
                if (found := publications.previous(tx, one.channel))
            },
            {one.channel: going for one in channels if (going := _trial(tx, one))},
            tuple(approved_versions.list_approved(tx)),
        )


def _trial(tx: Connection, channel: LiveChannel) -> TrialStanding | None:
    if channel.candidate is None:
        return None
    beside = channel.publication and numbers_beside(tx, channel.candidate, channel.publication)
    return TrialStanding(numbers(tx, channel.candidate), beside or None)
