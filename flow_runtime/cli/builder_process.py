"""The builder beside the demo: a child process that ends with its parent, however that ends."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Final

from flow_runtime.cli.serving import is_listening
from flow_runtime.cli.speech import warn
from flow_runtime.settings import Settings

_HOST: Final = "127.0.0.1"
_STOP_WITHIN_S: Final = 10


@contextmanager
def running_builder(settings: Settings, port: int) -> Iterator[bool]:
    """Run the builder while the block runs; give whether there is one."""
    page = builder_page()
    if page is None:
        yield False
        return
    if is_listening(_HOST, port):
        warn(
            f"A porta {port} já está em uso: o construtor não foi iniciado. Escolha outra: "
            f"--builder-port {port + 1}.",
            f"Port {port} is in use already: the builder was not started. Choose another: "
            f"--builder-port {port + 1}.",
        )
        yield False
        return
    with child_of_this_process(_command(page, port), _environment(settings)):
        yield True


def builder_page() -> str | None:
    """Return the file of the builder's entry, or None when it cannot run here."""
    spec = find_spec("builder_app")
    return spec.origin if spec is not None and find_spec("streamlit") is not None else None


def _command(page: str, port: int) -> list[str]:
    options = {
        "server.headless": "true",
        "server.address": _HOST,
        "server.port": str(port),
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",
        "client.showSidebarNavigation": "false",
        "theme.light.primaryColor": "#0b5fff",
        "theme.dark.primaryColor": "#6ea0ff",
    }
    given = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "streamlit", "run", page, *given]


def _environment(settings: Settings) -> Mapping[str, str]:
    key = settings.secret_key.get_secret_value() if settings.secret_key else ""
    own = {"FLUXO_DATABASE_URL": settings.database_url, "FLUXO_SECRET_KEY": key}
    place = {"FLUXO_HOST": settings.host, "FLUXO_PORT": str(settings.port)}
    files = {"FLUXO_FILES_DIRECTORY": str(settings.files_directory)}
    return {**os.environ, **own, **place, **files}


@contextmanager
def child_of_this_process(command: list[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Run a program while the block runs; it also ends when this process is killed.

    Its keeper (bound_child.py) reads a pipe that only this process holds open: its end is ours.
    """
    keeper = [sys.executable, "-m", "flow_runtime.cli.bound_child", *command]
    child = subprocess.Popen(  # noqa: S603 - our own program and arguments
        keeper,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,  # the addresses it prints are in our own panel
        env=dict(environment),
        start_new_session=True,  # Ctrl-C reaches us alone; we end it
    )
    try:
        yield
    finally:
        if child.stdin:
            child.stdin.close()
        try:
            child.wait(_STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
