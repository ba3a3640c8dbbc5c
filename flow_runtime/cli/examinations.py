"""What `fluxo doctor` looks at, one function a question; each answers with one finding."""

import importlib.metadata
import os
import re
import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import make_url

from flow_runtime.cli.serving import is_listening
from flow_runtime.errors import SettingsInvalid
from flow_runtime.settings import Settings, load_settings
from storage.database import open_database
from storage.errors import BadUrl, SchemaTooOld, StorageError
from storage.schema import require_current

Words = Mapping[str, str]
State = Literal["ok", "warning", "missing"]

_DISTRIBUTION: Final = "builder-app"
_OLDEST_PYTHON: Final = (3, 11)
_ZONE: Final = "America/Sao_Paulo"
_PORTS: Final = {8700: "fluxo up", 8701: "demo ERP"}
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
_REQUIREMENT: Final = re.compile(r"[A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer: `missing` keeps Fluxo from running, a `warning` keeps it from doing all."""

    name: str
    state: State
    words: Words
    mend: Words | None = None


def _in_both(pt: str, en: str) -> Words:
    return {"pt-BR": pt, "en": en}


def examine() -> list[Finding]:
    """Look at everything; no examination stops another."""
    findings = [examine_python(), examine_packages(), examine_time_zones()]
    try:
        settings = load_settings()
    except SettingsInvalid as error:
        return [*findings, Finding("settings", "missing", error.words)]
    for examination in _OF_SETTINGS:
        findings.append(examination(settings))
    return [*findings, *examine_ports(), *_examine_for_developers()]


# -- the machine -------------------------------------------------------------------------------


def examine_python() -> Finding:
    """Look at the version of Python."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    words = _in_both(f"Python {version}", f"Python {version}")
    if sys.version_info[:2] >= _OLDEST_PYTHON:
        return Finding("python", "ok", words)
    mend = _in_both("Instale o Python 3.11 ou mais novo.", "Install Python 3.11 or newer.")
    return Finding("python", "missing", words, mend)


def examine_packages() -> Finding:
    """Look whether every package that is needed is installed."""
    absent = [name for name in _required_packages() if not _is_installed(name)]
    if not absent:
        words = _in_both("Pacotes instalados", "Packages are installed")
        return Finding("packages", "ok", words)
    names = ", ".join(absent)
    words = _in_both(f"Faltam pacotes: {names}", f"Packages are missing: {names}")
    mend = _in_both("Execute: pip install -e .", "Run: pip install -e .")
    return Finding("packages", "missing", words, mend)


def _required_packages() -> Iterator[str]:
    try:
        requirements = importlib.metadata.requires(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        requirements = [_DISTRIBUTION]
    for requirement in requirements:
        name = _REQUIREMENT.match(requirement)
        if name and "extra ==" not in requirement:
            yield name[0]


def _is_installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def examine_time_zones() -> Finding:
    """Look whether the time zones are known."""
    try:
        ZoneInfo(_ZONE)
    except ZoneInfoNotFoundError:
        words = _in_both("Faltam os fusos horários", "The time zones are missing")
        mend = _in_both("Execute: pip install tzdata", "Run: pip install tzdata")
        return Finding("time_zones", "missing", words, mend)
    return Finding("time_zones", "ok", _in_both("Fusos horários", "Time zones"))


def examine_ports(ports: Mapping[int, str] = _PORTS) -> Iterator[Finding]:
    """Look whether ports are free; `ports` says who would use each."""
    for port, user in ports.items():
        if is_listening("127.0.0.1", port):
            words = _in_both(f"Porta {port} em uso ({user})", f"Port {port} is in use ({user})")
            mend = _in_both(
                "Encerre quem a usa, ou escolha: fluxo up --port ou --erp-port.",
                "Stop who uses it, or choose: fluxo up --port or --erp-port.",
            )
            yield Finding(f"port_{port}", "warning", words, mend)
        else:
            words = _in_both(f"Porta {port} livre ({user})", f"Port {port} is free ({user})")
            yield Finding(f"port_{port}", "ok", words)


# -- the settings ------------------------------------------------------------------------------


def examine_key(settings: Settings) -> Finding:
    """Look whether there is a usable secret key."""
    try:
        settings.key()
    except SettingsInvalid:
        state: State = "missing" if settings.secret_key else "warning"
        words = _in_both("FLUXO_SECRET_KEY não está em ordem", "FLUXO_SECRET_KEY is not in order")
        mend = _in_both(
            "Crie uma chave com fluxo keygen; só fluxo up dispensa a variável.",
            "Make a key with fluxo keygen; only fluxo up goes without the variable.",
        )
        return Finding("secret_key", state, words, mend)
    return Finding("secret_key", "ok", _in_both("Chave secreta", "Secret key"))


def examine_database(settings: Settings) -> Finding:
    """Look whether the database answers and is of this release; none is made by looking."""
    mend = _in_both("Execute: fluxo db upgrade", "Run: fluxo db upgrade")
    if _is_missing_file(settings.database_url):
        words = _in_both("O banco de dados ainda não existe", "There is no database yet")
        return Finding("database", "warning", words, mend)
    try:
        with closing(open_database(settings.database_url)) as database:
            require_current(database)
            address = database.address
    except SchemaTooOld as error:
        return Finding("database", "missing", error.words, mend)
    except StorageError as error:
        mend = _in_both("Confira FLUXO_DATABASE_URL.", "Check FLUXO_DATABASE_URL.")
        return Finding("database", "missing", error.words, mend)
    return Finding("database", "ok", _in_both(f"Banco: {address}", f"Database: {address}"))


def _is_missing_file(url: str) -> bool:
    try:
        file = make_url(url).database if url.startswith("sqlite:") else None
    except (BadUrl, ValueError):
        return False
    return bool(file) and not Path(str(file)).exists()


def examine_files(settings: Settings) -> Finding:
    """Look whether what customers send can be kept."""
    folder = settings.files_directory
    existing = next(
        place for place in (folder.absolute(), *folder.absolute().parents) if place.exists()
    )
    if existing.is_dir() and os.access(existing, os.W_OK) and _can_write(existing):
        return Finding("files", "ok", _in_both(f"Arquivos: {folder}", f"Files: {folder}"))
    words = _in_both(f"Não posso gravar em {folder}", f"{folder} cannot be written to")
    mend = _in_both(
        "Dê permissão de escrita ou mude FLUXO_FILES_DIRECTORY.",
        "Allow writing there, or change FLUXO_FILES_DIRECTORY.",
    )
    return Finding("files", "missing", words, mend)


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def examine_mail(settings: Settings) -> Finding:
    """Look whether the mail server answers, where one is set."""
    if not settings.smtp_host:
        words = _in_both("E-mail não configurado", "No e-mail is set up")
        mend = _in_both(
            "Só é preciso para avisos por e-mail: FLUXO_SMTP_HOST.",
            "Only needed for notices by e-mail: FLUXO_SMTP_HOST.",
        )
        return Finding("mail", "ok", words, mend)
    place = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        socket.create_connection((settings.smtp_host, settings.smtp_port), timeout=5).close()
    except OSError:
        words = _in_both(f"O e-mail não responde: {place}", f"The mail server is silent: {place}")
        mend = _in_both(
            "Confira FLUXO_SMTP_HOST e a rede.", "Check FLUXO_SMTP_HOST and the network."
        )
        return Finding("mail", "missing", words, mend)
    return Finding("mail", "ok", _in_both(f"E-mail: {place}", f"Mail server: {place}"))


_OF_SETTINGS: Final[tuple[Callable[[Settings], Finding], ...]] = (
    examine_key,
    examine_database,
    examine_files,
    examine_mail,
)


# -- for developers ----------------------------------------------------------------------------


def _examine_for_developers() -> Iterator[Finding]:
    if find_spec("playwright") is not None:
        yield examine_browser()


def examine_browser() -> Finding:
    """Look whether the tests have their browser; asked only where playwright is installed."""
    if os.environ.get("CHROMIUM") or any(map(shutil.which, _BROWSERS)):
        return Finding("browser", "ok", _in_both("Chromium para os testes", "Chromium for tests"))
    words = _in_both("Falta o Chromium dos testes", "The tests' Chromium is missing")
    mend = _in_both(
        "Instale o chromium, ou diga onde está em CHROMIUM.",
        "Install chromium, or say where it is in CHROMIUM.",
    )
    return Finding("browser", "warning", words, mend)
