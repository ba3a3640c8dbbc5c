"""`fluxo up`: everything on one machine, in one command, for a demo or a small shop.

Only this command makes a secret key by itself; it keeps it in the demo's own folder.
"""

import os
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import SecretStr
from rich.panel import Panel
from rich.text import Text
from sqlalchemy import URL

from flow_runtime.cli.builder import (
    announce_first_account,
    builder_beside,
    first_account_address,
    hosts_of,
    settings_in_environment,
)
from flow_runtime.cli.demo_data import CHANNEL, prepare_demo
from flow_runtime.cli.demo_erp_thread import running_erp
from flow_runtime.cli.logs import configure_logs
from flow_runtime.cli.serving import (
    listening_socket,
    serve_until_stopped,
    server_of,
    stopped_by_signals,
)
from flow_runtime.cli.speech import console, phrase, say
from flow_runtime.errors import SettingsInvalid
from flow_runtime.server.app import create_app
from flow_runtime.server.installation import open_installation
from flow_runtime.settings import Settings, load_settings
from storage.database import open_database
from storage.schema import upgrade
from storage.vault import generate_key

HOST: Final = "127.0.0.1"
KEY_FILE: Final = "demo.key"
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY")


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """How the demo is to run; the ports are on this machine's own address."""

    directory: Path
    port: int
    erp_port: int
    opens_browser: bool
    has_builder: bool
    needs_sign_in: bool = False

    @property
    def address(self) -> str:
        """Return where the server answers, and the builder is."""
        return f"http://{HOST}:{self.port}"

    @property
    def chat(self) -> str:
        """Return where the sample flow can be talked to."""
        return f"{self.address}/chat/{CHANNEL}"


def start_demo(plan: DemoPlan) -> None:
    """Prepare what is missing, start everything, and return when it was stopped.

    Raises:
        CommandFailed: A port is taken.
        SettingsInvalid: A FLUXO_* variable is wrong.
        storage.errors.StorageError: The database cannot be used.
    """
    listening = listening_socket(HOST, plan.port)
    with closing(listening), stopped_by_signals(), ExitStack() as running:
        plan.directory.mkdir(parents=True, exist_ok=True)
        settings = demo_settings(plan)
        configure_logs(settings.log_format)
        _prepare(settings, plan)
        running.enter_context(running_erp(HOST, plan.erp_port))
        running.enter_context(settings_in_environment(settings))
        installation = running.enter_context(closing(open_installation(settings)))
        runtime = create_app(installation)
        app = builder_beside(runtime, hosts_of(settings)) if plan.has_builder else runtime
        first = first_account_address(settings, plan.address) if plan.has_builder else None
        server = server_of(app, lambda: _announce(plan, first))
        serve_until_stopped(server, listening)
    say("Tudo encerrado. Até logo!", "Everything is stopped. See you!")


# -- settings ----------------------------------------------------------------------------------


def demo_settings(plan: DemoPlan) -> Settings:
    """Return the environment's settings, with the demo's own where none are set.

    Raises:
        SettingsInvalid: A FLUXO_* variable is wrong, or the kept key cannot be read.
    """
    chosen = load_settings()
    own: dict[str, object] = {"host": HOST, "port": plan.port}
    if "database_url" not in chosen.model_fields_set:
        own["database_url"] = _sqlite_url(plan.directory / "fluxo.db")
    if "files_directory" not in chosen.model_fields_set:
        own["files_directory"] = plan.directory / "files"
    if "open_without_accounts" not in chosen.model_fields_set or plan.needs_sign_in:
        own["open_without_accounts"] = not plan.needs_sign_in
    if chosen.secret_key is None:
        own["secret_key"] = SecretStr(_kept_key(plan.directory / KEY_FILE))
    return chosen.model_copy(update=own)


def _sqlite_url(path: Path) -> str:
    return URL.create("sqlite", database=str(path)).render_as_string()


def _kept_key(path: Path) -> str:
    """Return the demo's own key, made at the first start and readable by its owner alone."""
    if not path.exists():
        _write_privately(path, generate_key())
        say(
            f"Criei uma chave só para a demonstração: {path}. Em produção, use FLUXO_SECRET_KEY.",
            f"I made a key for this demo alone: {path}. In production set FLUXO_SECRET_KEY.",
        )
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsInvalid(
            f"The demo's key in {path} cannot be read. Check its permissions or delete it.",
            pt=f"A chave da demonstração em {path} não pode ser lida. Confira as permissões ou "
            "apague-a.",
        ) from None


def _write_privately(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read: whole, or not at all."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    unfinished.replace(path)


def _prepare(settings: Settings, plan: DemoPlan) -> None:
    with closing(open_database(settings.database_url)) as database:
        upgrade(database)
        prepare_demo(database, erp_port=plan.erp_port)


# -- what people see ---------------------------------------------------------------------------


def _announce(plan: DemoPlan, first: str | None) -> None:
    lines = Text("\n").join(_address_lines(plan))
    title = phrase("O Fluxo está no ar", "Fluxo is running")
    console().print(Panel(lines, title=title, border_style="green", expand=False))
    if first:
        announce_first_account(first)
    if plan.opens_browser and _has_browser():
        webbrowser.open(first or (plan.address if plan.has_builder else plan.chat))


def _has_browser() -> bool:
    """Say whether a person sits here; a browser inside the terminal would cover the panel."""
    has_screen = sys.platform != "linux" or any(map(os.environ.get, _SCREENS))
    return sys.stdout.isatty() and has_screen


def _address_lines(plan: DemoPlan) -> Iterator[Text]:
    bubble = f'<script src="{plan.address}/widget.js" data-channel="{CHANNEL}" async></script>'
    rows = [
        (phrase("Conversar", "Chat"), plan.chat),
        (phrase("No seu site", "On your site"), bubble),
        (phrase("API", "API"), f"{plan.address}/openapi.json"),
        (phrase("Encerrar", "Stop"), "Ctrl-C"),
    ]
    if plan.has_builder:
        rows.insert(0, (phrase("Construtor", "Builder"), plan.address))
    for label, value in rows:
        yield Text.assemble((f"{label:<13}", "bold"), value)
