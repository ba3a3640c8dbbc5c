"""A company's own sign-in (OpenID Connect): it lets everybody in as who it is told."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "fluxo"


@dataclass
class Provider:
    """Says of whoever comes what `claims` holds."""

    claims: dict[str, object] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    nonces: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self))
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def answer(self, path: str, query: Mapping[str, str]) -> Mapping[str, object] | str:
        """Return JSON, or the address where the browser is sent."""
        if path == "/authorize":
            code = f"code-{len(self.nonces)}"
            self.nonces[code] = query["nonce"]
            back = urlencode({"code": code, "state": query["state"]})
            return f"{query['redirect_uri']}?{back}"
        if path == "/token":
            return {"access_token": "x", "token_type": "Bearer", "id_token": self._token(query)}
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def _token(self, query: Mapping[str, str]) -> str:
        now = int(time.time())
        said = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonces.pop(query["code"]),
        }
        return jwt.encode({"alg": "RS256", "kid": "one"}, said | self.claims, self.key)

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
    def __init__(self, provider: Provider, *arguments: object) -> None:
        self.provider = provider
        super().__init__(*arguments)  # type: ignore[arg-type]  # what socketserver hands over

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        self._answer(place.path, place.query)

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self._answer(self.path, self.rfile.read(length).decode())

    def _answer(self, path: str, query: str) -> None:
        given = {name: values[-1] for name, values in parse_qs(query).items()}
        answer = self.provider.answer(path, given)
        if isinstance(answer, str):
            self.send_response(302)
            self.send_header("Location", answer)
            self.end_headers()
            return
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""
