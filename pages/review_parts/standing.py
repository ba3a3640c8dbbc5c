"""Where a flow stands: its draft and versions, which of them wait, are approved or live."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pages.installation import database
from pages.review_parts.pairs import NOTHING
from storage import drafts, flows, publications, version_heads
from storage.version_heads import VersionHead


@dataclass(frozen=True, slots=True)
class Standing:
    """A flow with what there is of it, newest first; `live` names the channels of a version."""

    flow_id: str
    name: str
    draft_author: str
    draft_at: datetime
    versions: tuple[VersionHead, ...]
    live: Mapping[int, tuple[str, ...]]

    @property
    def numbers(self) -> list[int]:
        """The numbers of the versions, newest first."""
        return [one.number for one in self.versions]

    def head(self, number: int | None) -> VersionHead | None:
        """Return a version by its number; None for the draft."""
        return next((one for one in self.versions if one.number == number), None)

    def usual_after(self) -> int | None:
        """Return what one looks at first: the newest version that waits, else the draft."""
        newest = self.versions[0] if self.versions else None
        waits = newest is not None and newest.submitted_by is not None and newest.verdict is None
        return newest.number if newest is not None and waits else None

    def usual_before(self, after: int | None) -> int:
        """Return what a state is compared with: what is live, what was approved, or nothing."""
        older = [one for one in self.versions if after is None or one.number < after]
        live = (one.number for one in older if one.number in self.live)
        approved = (one.number for one in older if one.verdict == "approved")
        return next(iter((*live, *approved, *(one.number for one in older), NOTHING)))


def read_standing(flow_id: str) -> Standing:
    """Return where a flow stands now.

    Raises:
        storage.errors.NotFound: There is no such flow.
        storage.errors.StorageError: The database does not answer.
    """
    with database().read() as tx:
        flow, draft = flows.get(tx, flow_id), drafts.get(tx, flow_id)
        heads = version_heads.list_heads(tx, flow_id)
        current = [one for one in publications.list_current(tx) if one.flow_id == flow_id]
    live: dict[int, tuple[str, ...]] = {}
    for one in current:
        live[one.version] = (*live.get(one.version, ()), one.channel)
    return Standing(flow_id, flow.name, draft.updated_by, draft.updated_at, tuple(heads), live)
