"""What the figures are taken on: a builder with generated flows, and the bare page's web server."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Final

from cryptography.fernet import Fernet
from sqlalchemy import Connection

from benchmarks.editor.flows import bare_graph, grid_document
from flow_runtime.conversations import utc_now
from flow_runtime.conversations.publishing import import_flow
from flow_runtime.loading import load_document
from storage.database import open_database
from storage.schema import upgrade
from tests.browser.processes import PythonProgram, free_port

BARE: Final = Path(__file__).parent / "bare"
HOME_FLOWS: Final = 500
_NODES_OF_HOME_FLOWS: Final = (4, 9, 16, 25)


@contextmanager
def builder_running(folder: Path, sizes: Iterable[int]) -> Iterator[str]:
    """Run `fluxo builder` with one flow of each size and give its address."""
    documents = [grid_document(f"grid-{size}", size) for size in sizes]
    with builder_with(folder, documents) as program:
        yield program.address


@contextmanager
def home_running(folder: Path) -> Iterator[str]:
    """Run `fluxo builder` with many small flows and give its address."""
    documents = []
    for number in range(HOME_FLOWS):
        size = _NODES_OF_HOME_FLOWS[number % len(_NODES_OF_HOME_FLOWS)]
        documents.append({**grid_document(f"fluxo-{number}", size), "name": f"Fluxo {number}"})
    with builder_with(folder, documents) as program:
        yield program.address


@contextmanager
def builder_with(folder: Path, documents: list[dict[str, object]]) -> Iterator[PythonProgram]:
    """Run `fluxo builder` with some flows and give the program."""

    def fill(tx: Connection) -> None:
        for document in documents:
            import_flow(tx, load_document(document).flow, author="ana", now=utc_now())

    with filled_builder(folder, fill) as program:
        yield program


@contextmanager
def filled_builder(folder: Path, fill: Callable[[Connection], None]) -> Iterator[PythonProgram]:
    """Run `fluxo builder` on a new database that `fill` fills, and give the program."""
    url, port = f"sqlite:///{folder}/fluxo.db", free_port()
    with closing(open_database(url)) as database:
        upgrade(database)
        with database.transaction() as tx:
            fill(tx)
    environment = {
        "FLUXO_DATABASE_URL": url,
        "FLUXO_OPEN_WITHOUT_ACCOUNTS": "true",
        "FLUXO_SECRET_KEY": Fernet.generate_key().decode(),
        "FLUXO_FILES_DIRECTORY": str(folder / "files"),
    }
    arguments = ("-m", "flow_runtime.cli", "builder", "--port", str(port))
    program = PythonProgram(arguments, port, folder / "builder.log", environment)
    program.start()
    try:
        yield program
    finally:
        program.stop()


@contextmanager
def bare_page_served(folder: Path, sizes: Iterable[int]) -> Iterator[str]:
    """Build and serve the bare page with a graph of each size and give its address."""
    site = folder / "bare"
    _build(site)
    for size in sizes:
        graph = json.dumps(bare_graph(grid_document("bare", size)))
        (site / f"graph-{size}.json").write_text(graph, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _build(site: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("The bare React Flow page is built with npm, which is not installed here.")
    if not (BARE / "node_modules").exists():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=BARE, check=True)  # noqa: S603
    build = [npm, "run", "build", "--", "--outDir", str(site), "--logLevel", "warn"]
    subprocess.run(build, cwd=BARE, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""
