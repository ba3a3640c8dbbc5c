"""The named kill points: all in place, and harmless unless a test asks."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from flow_runtime import kill_points

PACKAGE = Path(kill_points.__file__).parent
CALL = re.compile(r'(?:reach|passing)\("([a-z_.]+)"\)')

PROMISED = re.findall(
    r"[a-z_.]+",
    """
inbound.received inbound.committed lock.taken step.before step.after http.before http.sent
http.recorded say.buffered txn.before_commit txn.after_commit outbox.claimed outbox.sent
outbox.marked timer.claimed timer.fired publish.pointer publish.audit approve.commit freeze.insert
draft.save erase.start erase.each erase.end spool.write spool.drain migrate.step secret.rotate
analytics.fold backup.copy release.claimed release.settled
""",
)

NOT_YET = {
    "erase.start": "erasure on request does not exist yet",
    "erase.each": "erasure on request does not exist yet",
    "erase.end": "erasure on request does not exist yet",
    "spool.write": "there is no spool: a database that is down is answered with 503, and repeated",
    "spool.drain": "there is no spool: a database that is down is answered with 503, and repeated",
    "secret.rotate": "secrets are saved again one by one; no command rotates the key",
    "analytics.fold": "figures are read from the events; nothing is folded ahead",
}


def test_every_promised_point_exists_or_says_why_not() -> None:
    assert kill_points.POINTS | NOT_YET.keys() == set(PROMISED)
    assert not kill_points.POINTS & NOT_YET.keys()


def test_the_source_reaches_exactly_the_known_points() -> None:
    sources = (path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert {name for source in sources for name in CALL.findall(source)} == kill_points.POINTS


def test_a_point_does_nothing_in_production() -> None:
    for name in kill_points.POINTS:
        kill_points.reach(name)  # or this process is gone


@pytest.mark.parametrize(("given", "survived"), [("step.before", 0), ("step.before:3", 2)])
def test_the_process_dies_at_the_reach_that_was_named(given: str, survived: int) -> None:
    program = (
        "from flow_runtime.kill_points import reach\n"
        "reach('step.after')\n"
        "while True: reach('step.before'); print('still here', flush=True)"
    )
    died = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, kill_points.VARIABLE: given},
        stdout=subprocess.PIPE,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL
    assert died.stdout.decode().count("still here") == survived


@pytest.mark.parametrize("given", ["step.befor", "step.before:0", "step.before:often"])
def test_a_point_that_does_not_exist_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"no kill point|invalid literal"):
        kill_points.read_target(given)
