"""What one process of the runtime holds open, and everything that is built from the settings."""

import os
import platform
from dataclasses import dataclass

from flow_runtime.conversations import Conversations, Sender, Worker
from flow_runtime.server.hub import Hub
from flow_runtime.settings import Settings
from storage.database import Database, open_database
from storage.schema import require_current


@dataclass(slots=True)
class Installation:
    """The parts that routes, commands and the worker share."""

    settings: Settings
    database: Database
    conversations: Conversations
    sender: Sender
    hub: Hub

    def worker(self) -> Worker:
        """Return a worker named after this machine and process."""
        name = f"{platform.node()}:{os.getpid()}"
        return Worker(self.conversations, self.sender, name, lease_s=self.settings.lease_s)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def open_installation(settings: Settings) -> Installation:
    """Open the database and build the runtime on it.

    Raises:
        SettingsInvalid: There is no secret key, or a key is not safe.
        storage.errors.StorageError: The database cannot be opened, or its schema is another
            release's.
    """
    key = settings.key()
    settings.signing_keys()
    database = open_database(settings.database_url)
    require_current(database)
    hub = Hub()
    driver = Conversations(database, key, on_commit=hub.announce, on_work=hub.announce_work)
    sender = Sender(database, settings.vault(), settings.mail_server())
    return Installation(settings, database, driver, sender, hub)
