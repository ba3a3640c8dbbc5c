"""Our runtime as a peer of ../shared/bench: `run_all.py --extra fluxo:PYTHON:THIS_FOLDER`."""

from importlib.metadata import version

from ours import OursInMemory, OursOnDatabase


def versions() -> str:
    """Return what is measured."""
    return f"fluxo {version('builder-app')}"


class L1(OursInMemory):
    """A turn in memory, the session to JSON and back."""


class L2(OursOnDatabase):
    """A durable turn; `where` is a SQLite file or the address of a PostgreSQL database."""

    def __init__(self, store: str, where: str) -> None:
        super().__init__(f"sqlite:///{where}" if store == "sqlite" else where)
