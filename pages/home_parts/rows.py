"""What the home knows of every flow: read in a few queries, without opening a single draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flow_runtime.conversations.drafting import refresh_cards
from storage import drafts, flow_cards, flows, publications
from storage.database import Database
from storage.drafts import LastChange
from storage.flow_cards import CardNumbers
from storage.flows import Flow
from storage.publications import Publication

_EXAMINE_WITHIN_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One flow; `numbers` are missing until its draft has been examined once."""

    flow: Flow
    change: LastChange | None
    numbers: CardNumbers | None
    live: tuple[Publication, ...]

    @property
    def is_archived(self) -> bool:
        """Say whether the flow was put away."""
        return self.flow.archived_at is not None

    @property
    def problems(self) -> int:
        """Return how many problems are known."""
        return self.numbers.errors + self.numbers.warnings if self.numbers else 0

    @property
    def is_examined(self) -> bool:
        """Say whether the numbers are those of the newest draft."""
        return self.change is None or (
            self.numbers is not None and self.numbers.revision == self.change.revision
        )


def read_rows(database: Database) -> list[Row]:
    """Return every flow, archived ones too, the last changed first.

    Raises:
        storage.errors.StorageError: The database does not answer.
    """
    with database.read() as tx:
        known = flows.list_flows(tx, archived=True)
        changes, numbers = drafts.last_changes(tx), flow_cards.numbers(tx)
        live: dict[str, list[Publication]] = {}
        for one in publications.list_current(tx):
            live.setdefault(one.flow_id, []).append(one)
    rows = [
        Row(flow, changes.get(flow.id), numbers.get(flow.id), tuple(live.get(flow.id, ())))
        for flow in sorted(known, key=lambda flow: flow.name.casefold())
    ]
    return sorted(rows, key=_last_changed, reverse=True)


def _last_changed(row: Row) -> float:
    return (row.change.updated_at if row.change else row.flow.created_at).timestamp()


def examine_missing(database: Database, rows: Iterable[Row]) -> bool:
    """Examine the drafts among the rows that were not yet; say whether there is anything new.

    It takes about a second at most: what is left waits for the next time.

    Raises:
        storage.errors.StorageError: The database does not answer.
    """
    waiting = [row.flow.id for row in rows if not row.is_examined]
    return refresh_cards(database, waiting, within_s=_EXAMINE_WITHIN_S) > 0


def read_pictures(database: Database, rows: Iterable[Row]) -> dict[str, str]:
    """Return the pictures of the rows' graphs, by flow id.

    Raises:
        storage.errors.StorageError: The database does not answer.
    """
    with database.read() as tx:
        return flow_cards.pictures(tx, [row.flow.id for row in rows])
