"""The long checks, written down with their figures.

`make crash KILLS=1000`: kills on both databases, then bursts, publications and overdue timers.
`make crash-restarts`: PostgreSQL restarted 30 times in 10 minutes.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.conftest import DIALECTS
from tests.crash import whole
from tests.crash.campaign import Deaths, Result, run_campaign
from tests.crash.kills import (
    AT_A_MOMENT,
    SERVER_POINTS,
    WORKER_POINTS,
    points_and_moments,
)
from tests.crash.recording import Row, circumstances, record

AT_ONCE: Final = 20
CHECKS: Final = ("kills", "bursts", "publications", "overdue", "restarts")
BAD: Final = ("lost", "doubled", "out_of_order", "stuck", "problems", "not_serial", "mixed")
MOST_TIMES_AS_LONG: Final = 2.0
"""How much longer the 99th percentile of a turn may be while somebody publishes."""


def main() -> int:
    """Run the checks asked for; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("check", nargs="*", choices=CHECKS, default=["kills"])
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--store", choices=DIALECTS, action="append")
    given = parser.parse_args()
    is_bad = False
    for check in given.check:
        for store in _stores(check, given.store or DIALECTS):
            is_bad |= _is_bad(_one(check, store, given.kills))
    return int(is_bad)


def _stores(check: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Return the databases of a check; some ask for several processes, so for PostgreSQL."""
    return ("postgresql",) if check in ("bursts", "restarts") else tuple(wanted)


def _one(check: str, store: str, kills: int) -> Row:
    """Run one check and write down its row."""
    around = circumstances()
    folder = Path(tempfile.mkdtemp(prefix="fluxo-crash-"))
    if check == "kills":
        found = _kills(store, kills, folder)
        record("crash", {**found, **around}, keys=["store"])
    else:
        found = _whole(check, store, folder)
        record("nothing_lost", {**found, **around}, keys=["check", "store"])
    sys.stdout.write(f"{found}\n")
    return found


def _whole(check: str, store: str, folder: Path) -> Row:
    match check:
        case "bursts":
            return whole.bursts(folder)
        case "publications":
            return whole.publications(store, folder)
        case "overdue":
            return whole.overdue_timers(store, folder)
    return whole.restarts(folder)


def _is_bad(row: Row) -> bool:
    fired = row.get("fired_once", 0) == row.get("timers", 0)
    is_slow = float(str(row.get("times_as_long", 0))) > MOST_TIMES_AS_LONG
    return not fired or is_slow or any(row.get(name) for name in BAD)


def _kills(store: str, kills: int, folder: Path) -> Row:
    chance = random.Random(1)
    deaths = Deaths(
        points_and_moments(kills - kills // 2, SERVER_POINTS, chance),
        points_and_moments(kills // 2, WORKER_POINTS, chance),
    )
    with whole.empty_database(store, folder) as url:
        result = asyncio.run(
            run_campaign(store, url, deaths=deaths, at_once=AT_ONCE, folder=folder)
        )
    for point, times in result.deaths.most_common():
        sys.stdout.write(f"  {times:>5}  {point}\n")
    for problem in result.problems:
        sys.stdout.write(f"  ! {problem}\n")
    return _row(result)


def _row(result: Result) -> Row:
    return {
        "store": result.store,
        "kills": result.kills,
        "messages": result.messages,
        **result.damage.as_dict(),
        "conversations": result.conversations,
        "kills_at_named_points": result.kills - result.deaths[AT_A_MOMENT],
        "named_points": len(result.deaths.keys() - {AT_A_MOMENT}),
        "requests_repeated": result.repeats,
        "calls_repeated_with_their_key": result.repeated_calls,
        "problems": len(result.problems),
    }


if __name__ == "__main__":
    sys.exit(main())
