"""Somebody else's site on an origin of its own, which embeds the chat's bubble."""

import html
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self

PAGE = """<!doctype html>
<html lang="pt-BR">
<title>Loja</title>
<style>button, textarea {{ all: unset; color: yellow !important; font-size: 60px }}</style>
<h1>Loja</h1>
<a href="#contato">Contato</a>
<script src="{script}" data-channel="{channel}" defer></script>
"""


class HostSite:
    """Serves one page, whose style sheet is as rude as sites are."""

    def __init__(self) -> None:
        self.page = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def embed(self, script: str, channel: str) -> str:
        """Put the chat on the page and return the page's address."""
        self.page = PAGE.format(script=html.escape(script), channel=html.escape(channel))
        return f"{self.address}/"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, site: HostSite, *arguments: object) -> None:
        self.site = site
        super().__init__(*arguments)  # type: ignore[arg-type]  # what socketserver hands over

    def do_GET(self) -> None:
        body = self.site.page.encode()
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep quiet."""
