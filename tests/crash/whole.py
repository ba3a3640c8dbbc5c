"""The checks of `make test` at their full size, each one row of figures."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Final

from tests.crash.bursts import BURST, run_bursts
from tests.crash.campaign import run_restarts
from tests.crash.overdue import fall_asleep, wake_all, woken
from tests.crash.postgresql import postgresql_running, restartable_postgresql
from tests.crash.publications import run_publications
from tests.crash.recording import Row
from tests.crash.stage import stage_set

NO_ERP: Final = "127.0.0.1:9"
OVERDUE: Final = 10_000
CONTACTS, BURSTS, SERVERS = 200, 20, 4
PUBLICATIONS, CONVERSATIONS, AT_ONCE = 1_000, 2_000, 16
RESTARTS, EVERY_S = 30, 20.0


@contextmanager
def empty_database(store: str, folder: Path) -> Iterator[str]:
    """Give the address of a database without tables while the block runs."""
    if store == "sqlite":
        yield f"sqlite:///{folder}/fluxo.db"
        return
    with postgresql_running() as server:
        yield server.url(server.create("template0"))


def overdue_timers(store: str, folder: Path) -> Row:
    """Fire 10,000 timers that fell due while nothing ran."""
    with empty_database(store, folder) as url, stage_set(url, NO_ERP) as stage:
        key = stage.environment["FLUXO_SECRET_KEY"].encode()
        fall_asleep(stage.database, key, OVERDUE)
        begun_s = time.monotonic()
        asyncio.run(wake_all(stage, folder, workers=1))
        took_s = round(time.monotonic() - begun_s, 1)
        times = woken(stage.database)
    return {
        "check": "overdue timers",
        "store": store,
        "timers": OVERDUE,
        "fired_once": times.get(1, 0),
        "took_s": took_s,
        "limit_s": 30,
    }


def bursts(folder: Path) -> Row:
    """Let 200 contacts send 20 bursts of 5 messages to 4 processes on PostgreSQL."""
    with (
        empty_database("postgresql", folder) as url,
        stage_set(url, NO_ERP, servers=SERVERS) as stage,
    ):
        tally = asyncio.run(run_bursts(stage, folder, contacts=CONTACTS, bursts=BURSTS))
    return {
        "check": f"bursts of {BURST} over {SERVERS} processes",
        "store": "postgresql",
        "contacts": tally.contacts,
        "messages": tally.messages,
        "not_serial": len(tally.torn),
    }


def publications(store: str, folder: Path) -> Row:
    """Publish 1,000 times during 2,000 conversations, and not during 2,000 others between them."""
    with empty_database(store, folder) as url, stage_set(url, NO_ERP) as stage:
        mixture = asyncio.run(
            run_publications(
                stage,
                folder,
                publications=PUBLICATIONS,
                conversations=CONVERSATIONS,
                at_once=AT_ONCE,
                quiet=CONVERSATIONS,
            )
        )
    during, without = _p99_ms(mixture.turns_s), _p99_ms(mixture.quiet_turns_s)
    return {
        "check": "publications during conversations",
        "store": store,
        "publications": mixture.publications,
        "conversations": mixture.conversations,
        "versions_seen": mixture.versions_seen,
        "mixed": len(mixture.mixed),
        "turn_p99_ms": during,
        "turn_p99_ms_without": without,
        "times_as_long": round(during / without, 2),
    }


def _p99_ms(turns_s: Sequence[float]) -> float:
    return round(quantiles(turns_s, n=100)[98] * 1000, 1)


def restarts(folder: Path) -> Row:
    """Restart PostgreSQL 30 times in 10 minutes under load."""
    with restartable_postgresql() as (server, restart):
        url = server.url(server.create("template0"))
        found = asyncio.run(
            run_restarts(url, restart, restarts=RESTARTS, every_s=EVERY_S, folder=folder)
        )
    return {
        "check": "restarts of the database in 10 minutes",
        "store": "postgresql",
        "restarts": found.kills,
        "messages": found.messages,
        **found.damage.as_dict(),
        "requests_repeated": found.repeats,
        "problems": len(found.problems),
    }
