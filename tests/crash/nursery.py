"""Forks `fluxo` commands from a process that has imported everything: a restart in milliseconds.

Reads one JSON object a line, `{"arguments", "environment", "printed"}`, and answers
`{"started": pid}`; tells every death as `{"died": pid, "status": n}`. At the end of its input it
kills what is left. A child is a process of its own that runs the command from its very beginning.
"""

import json
import os
import select
import signal
import sys
from typing import Any, Final

import psycopg  # noqa: F401 - warm in every child
import uvicorn  # noqa: F401 - warm in every child

from flow_runtime import cli, kill_points
from flow_runtime.cli import application, help_texts, logs, serving  # noqa: F401 - as above
from flow_runtime.server import app, installation  # noqa: F401 - as above

LOOK_S: Final = 0.02


def main() -> None:
    """Serve until the input ends."""
    children: set[int] = set()
    waiting = b""
    while True:
        if select.select([0], [], [], LOOK_S)[0]:
            read = os.read(0, 65_536)
            if not read:
                break
            *orders, waiting = (waiting + read).split(b"\n")
            for order in orders:
                children.add(_started(json.loads(order)))
        _tell_deaths(children)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _started(order: dict[str, Any]) -> int:
    child = os.fork()
    if child == 0:
        _become(order)
    _tell(started=child)
    return child


def _become(order: dict[str, Any]) -> None:
    """Run the command in this fresh child; never return."""
    printed = os.open(order["printed"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (printed, 1), (printed, 2)):
        os.dup2(ours, theirs)
    os.environ.update(order["environment"])
    kill_points.aim(kill_points.read_target(os.environ.get(kill_points.VARIABLE, "")))
    sys.argv = ["fluxo", *order["arguments"]]
    try:
        cli.main()
    except SystemExit as ending:
        sys.stdout.flush()
        os._exit(int(ending.code or 0))
    finally:
        os._exit(1)


def _tell_deaths(children: set[int]) -> None:
    for child in sorted(children):
        died, status = os.waitpid(child, os.WNOHANG)
        if died:
            children.discard(child)
            _tell(died=child, status=os.waitstatus_to_exitcode(status))


def _tell(**news: int) -> None:
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
