"""An application on a database of its own, for deliveries without a network between."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet
from fastapi import FastAPI

from flow_runtime.conversations.delivering import deliver
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.flow import Flow
from flow_runtime.server.app import create_app
from flow_runtime.server.installation import Installation, open_installation
from flow_runtime.settings import Settings
from storage import channels


@contextmanager
def installed(url: str, folder: Path, flow: Flow, **settings: object) -> Iterator[Installation]:
    """Open an installation on a migrated database, with a flow on the channel `site`."""
    chosen = Settings.model_validate(
        {
            "database_url": url,
            "secret_key": Fernet.generate_key().decode(),
            "files_directory": folder / "files",
            "rate_limits": False,
            **settings,
        }
    )
    here = open_installation(chosen)
    now = here.conversations.now()
    with here.database.transaction() as tx:
        channels.save(tx, channels.Channel("site", "webchat", {}))
        import_flow(tx, flow, author="ana", now=now)
        deliver(tx, flow.id, "site", author="ana", approver="bia", now=now)
    try:
        yield here
    finally:
        here.close()


def application(here: Installation) -> FastAPI:
    """Return its routes, without a worker."""
    return create_app(here, with_worker=False)


def conversations(here: Installation, count: int) -> list[str]:
    """Begin conversations and return their public ids."""
    return [here.conversations.begin("site", f"browser-{n:08}").public_id for n in range(count)]
