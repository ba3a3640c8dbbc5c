"""The sample flows, published on a real SQLite file."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import sample_flows
from flow_runtime.library import Library, read_library
from storage.database import open_database
from tests.flow_runtime.building import TUESDAY_MORNING
from tests.simulation.runtime import Runtime


@pytest.fixture(scope="session")
def library() -> Library:
    return read_library(Path(sample_flows.__file__).parent)


@pytest.fixture(scope="session")
def runtime(
    library: Library, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runtime]:
    """The runtime with every sample flow on one SQLite file."""
    path = tmp_path_factory.mktemp("runtime") / "fluxo.db"
    shutil.copyfile(sqlite_template, path)
    with closing(open_database(f"sqlite:///{path}")) as database:
        yield Runtime(database, library, TUESDAY_MORNING)
