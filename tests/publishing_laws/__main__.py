"""The laws of publishing at length: `python -m tests.publishing_laws --sequences 10000`."""

import argparse
import json
import tempfile
import time
from contextlib import closing

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import func, select

from storage import audit, reviews
from storage.database import Database, open_database
from storage.schema import upgrade
from tests.crash.recording import circumstances, record
from tests.publishing_laws.company import Company, Ledger

STEPS = 25


def play(database: Database, sequences: int, *, always_alike: bool = False) -> Ledger:
    """Play sequences on a database until one breaks a law; return what happened in them."""
    ledger = Ledger(database)
    run_state_machine_as_test(
        lambda: Company(ledger),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=always_alike,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return ledger


def verify(database: Database) -> int:
    """Make sure that every decision is in the audit, and the audit whole; return how many."""
    with database.read() as tx:
        assert audit.verify(tx) == []
        decided = tx.execute(select(func.count()).select_from(reviews.decisions)).scalar_one()
        actions = ("version.approved", "version.sent_back")
        told = select(func.count()).where(audit.audit.c.action.in_(actions))
        assert tx.execute(told).scalar_one() == decided
    return int(decided)


def main() -> None:
    """Play, print one JSON line, and write benchmarks/results/publishing_laws.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    chosen = parser.parse_args()
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as name,
        closing(open_database(f"sqlite:///{name}/fluxo.db")) as database,
    ):
        upgrade(database)
        ledger = play(database, chosen.sequences)
        decisions = verify(database)
    done = ledger.done
    row = {
        "store": "sqlite",
        "sequences": done["sequences"],
        "deeds_done": sum(ledger.done.values()) - done["sequences"],
        "deeds_refused": sum(ledger.refused.values()),
        "decisions": decisions,
        "went_live": done["publications"] + done["rollbacks"],
        "conversations": done["conversations"],
        "laws_broken": 0,
        "took_s": round(time.monotonic() - begun),
    }
    record("publishing_laws", {**row, **circumstances()}, keys=["store"])
    print(json.dumps({**row, "done": done, "refused": ledger.refused}))  # noqa: T201 - a command


if __name__ == "__main__":
    main()
