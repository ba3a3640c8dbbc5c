"""Tripwires on everything that leaves a process: they note what the interpreter is about to do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_OUTSIDE: Final = ("socket.", "sqlite3.", "subprocess.", "os.system", "ftplib.", "smtplib.")
_wires: list[list[str]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if not _wires:
        return
    writes = event == "open" and isinstance(arguments[1], str) and {*arguments[1]} & {*"wax+"}
    if event.startswith(_OUTSIDE) or writes:
        for tripped in _wires:
            tripped.append(event)


sys.addaudithook(_note)  # can never be taken off: it listens only while a test asks


@contextmanager
def tripwires() -> Iterator[list[str]]:
    """Give a list that fills with what is opened, connected or started meanwhile."""
    tripped: list[str] = []
    _wires.append(tripped)
    try:
        yield tripped
    finally:
        _wires.remove(tripped)
