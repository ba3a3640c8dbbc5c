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
from tests.publishing_laws.company import Ledger
from tests.publishing_laws.releasing import Releasing

STEPS = 25
PART = 500
"""Sequences after which the figures so far are written down."""


def play(ledger: Ledger, sequences: int, *, always_alike: bool = False) -> None:
    """Play sequences until one breaks a law; the ledger tells what happened in them."""
    run_state_machine_as_test(
        lambda: Releasing(ledger),
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=always_alike,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


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
    """Play in parts, each written to benchmarks/results/publishing_laws.json and printed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=10_000)
    chosen = parser.parse_args()
    begun, at_beginning = time.monotonic(), circumstances()
    with (
        tempfile.TemporaryDirectory() as name,
        closing(open_database(f"sqlite:///{name}/fluxo.db")) as database,
    ):
        upgrade(database)
        ledger = Ledger(database)
        while (missing := chosen.sequences - ledger.done["sequences"]) > 0:
            play(ledger, min(missing, PART))
            row = _row(ledger, verify(database), took_s=round(time.monotonic() - begun))
            record("publishing_laws", {**row, **at_beginning}, keys=["store"])
            told = {**row, "done": ledger.done, "refused": ledger.refused}
            print(json.dumps(told), flush=True)  # noqa: T201 - a command prints


def _row(ledger: Ledger, decisions: int, *, took_s: int) -> dict[str, object]:
    done = ledger.done
    return {
        "store": "sqlite",
        "sequences": done["sequences"],
        "deeds_done": sum(done.values()) - done["sequences"],
        "deeds_refused": sum(ledger.refused.values()),
        "decisions": decisions,
        "went_live": done["publications"] + done["rollbacks"] + done["trials"],
        "plans_settled": done["plans_settled"],
        "conversations": done["conversations"],
        "laws_broken": 0,
        "took_s": took_s,
    }


if __name__ == "__main__":
    main()
