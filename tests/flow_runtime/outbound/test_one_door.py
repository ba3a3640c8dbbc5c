"""No other module of ours can open an outgoing connection: their source is read for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ALLOWED = {
    "flow_runtime/outbound/network.py",
    "flow_runtime/mail.py",
    "flow_runtime/cli/serving.py",  # listens, and looks whether its own port is taken
    "flow_runtime/cli/examinations.py",  # doctor: does the mail server of the settings answer?
}
CONNECTING_MODULES = {
    "aiohttp",
    "ftplib",
    "http.client",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc.client",
}
CONNECTING_CALLS = {
    "connect_tcp",
    "create_connection",
    "create_datagram_endpoint",
    "open_connection",
    "open_unix_connection",
    "urlopen",
}


def imported_modules(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named_attributes(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name):
            yield node.id


def ways_out(source: str) -> set[str]:
    """Return the names in a source text by which it could open a connection."""
    tree = ast.parse(source)
    modules = {
        name
        for name in imported_modules(tree)
        for known in CONNECTING_MODULES
        if name == known or name.startswith(f"{known}.")
    }
    return modules | (CONNECTING_CALLS & set(named_attributes(tree)))


def our_sources() -> Iterator[tuple[str, str]]:
    for package in ("flow_runtime", "storage"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_only_the_door_and_the_mail_open_connections() -> None:
    found = {path: names for path, text in our_sources() if (names := ways_out(text))}
    assert set(found) - ALLOWED == set(), found
    assert set(found) == ALLOWED, "the reader no longer sees what it must find"


@pytest.mark.parametrize(
    "source",
    [
        "import httpx2",
        "import urllib.request",
        "from urllib import request",
        "from http import client as c",
        "from http.client import HTTPConnection",
        "def late():\n    import socket",
        "import requests.sessions",
        "import asyncio\nasyncio.open_connection('a', 1)",
        "async def f(loop): await loop.create_connection(print, 'a', 1)",
    ],
)
def test_the_reader_sees_every_way_out(source: str) -> None:
    assert ways_out(source)


@pytest.mark.parametrize(
    "source",
    ["from urllib.parse import quote", "from flow_runtime.http import call", "import http"],
)
def test_the_reader_lets_harmless_names_pass(source: str) -> None:
    assert ways_out(source) == set()
