"""`make crash KILLS=1000`: the long campaign on both databases, written down with its figures."""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.conftest import DIALECTS
from tests.crash.campaign import Deaths, Result, run_campaign
from tests.crash.comparing import Damage
from tests.crash.kills import (
    AT_A_MOMENT,
    SERVER_POINTS,
    WORKER_POINTS,
    points_and_moments,
)
from tests.crash.postgresql import postgresql_running
from tests.crash.recording import Row, circumstances, record

AT_ONCE: Final = 20


def main() -> int:
    """Run the campaigns asked for; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--store", choices=DIALECTS, action="append")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    results = [_campaign(store, given.kills, given.seed) for store in given.store or DIALECTS]
    return int(any(found.damage != Damage() or found.problems for found in results))


def _campaign(store: str, kills: int, seed: int) -> Result:
    around = circumstances()
    chance = random.Random(seed)
    deaths = Deaths(
        points_and_moments(kills - kills // 2, SERVER_POINTS, chance),
        points_and_moments(kills // 2, WORKER_POINTS, chance),
    )
    folder = Path(tempfile.mkdtemp(prefix="fluxo-crash-"))
    with _empty_database(store, folder) as url:
        result = asyncio.run(
            run_campaign(store, url, deaths=deaths, at_once=AT_ONCE, folder=folder)
        )
    record("crash", {**_row(result), **around}, keys=["store"])
    _tell(result)
    return result


@contextmanager
def _empty_database(store: str, folder: Path) -> Iterator[str]:
    if store == "sqlite":
        yield f"sqlite:///{folder}/fluxo.db"
        return
    with postgresql_running() as server:
        yield server.url(server.create("template0"))


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


def _tell(result: Result) -> None:
    sys.stdout.write(f"{_row(result)}\n")
    for point, times in result.deaths.most_common():
        sys.stdout.write(f"  {times:>5}  {point}\n")
    for problem in result.problems:
        sys.stdout.write(f"  ! {problem}\n")


if __name__ == "__main__":
    sys.exit(main())
