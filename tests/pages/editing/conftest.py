"""A database of its own for every story."""

from contextlib import closing
from pathlib import Path

import pytest

from storage.database import open_database
from storage.policy import INSTALLATION
from storage.schema import upgrade
from tests.flow_runtime.building import end, flow, message
from tests.pages.editing.desks import keep_flow


@pytest.fixture(autouse=True)
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stored draft of three blocks."""
    url = f"sqlite:///{tmp_path}/fluxo.db"
    monkeypatch.setenv("FLUXO_DATABASE_URL", url)
    # Several people sit at desks of one test, outside any page that would know who they are.
    monkeypatch.setattr("pages.installation.current_scope", lambda: INSTALLATION)
    with closing(open_database(url)) as database:
        upgrade(database)
    layout = {"start": [0, 0], "hello": [320, 0], "bye": [640, 0], "end": [960, 0]}
    keep_flow(
        flow(
            [message("hello", "Olá!"), message("bye", "Até logo!"), end()],
            ["hello.next>bye", "bye.next>end"],
            layout=layout,
        )
    )
