"""What leaves the installation: API calls and notices, with addresses and secrets filled in.

Only here do secrets appear in clear: they are read for one request and written nowhere. What the
server answers has them replaced before anybody else sees it (masking.py).
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import orjson

from flow_runtime.conversations.masking import mask_of
from flow_runtime.errors import FluxoError
from flow_runtime.http import HttpRequest, HttpResponse, OutboundError, OutboundPolicy, call
from flow_runtime.mail import Mail, MailServer, send_mail
from flow_runtime.texts import fill_secrets, split_secrets
from flow_runtime.workspace import Connection
from storage import connections, secrets
from storage.database import Database
from storage.errors import NotFound
from storage.vault import Vault


class SendingFailed(FluxoError):
    """A request could not even be made, or was answered with an error; `code` says why."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)


@dataclass(slots=True)
class Sender:
    """Makes the requests of API and notify nodes.

    `vault` opens the stored secrets; `mail_server` is None where no e-mail is set up.
    """

    database: Database
    vault: Vault | None = None
    mail_server: MailServer | None = None

    async def call_api(self, payload: Mapping[str, Any]) -> HttpResponse:
        """Make the call that an API node asked for.

        Args:
            payload: The fields of `effects.CallApi`.

        Raises:
            flow_runtime.http.OutboundError: The guard refused it, or no usable answer came.
            SendingFailed: The connection or a secret is missing.
        """
        connection = await asyncio.to_thread(self._connection, payload["connection"])
        headers = [*(connection.headers.items() if connection else ()), *payload["headers"]]
        known = await asyncio.to_thread(self._secrets_of, headers)
        filled = [(name, fill_secrets(value, known)) for name, value in headers]
        body = payload["body"]
        if body is not None:
            filled.append(("Content-Type", payload["content_type"] or "application/json"))
        filled.append(("Idempotency-Key", payload["idempotency_key"]))
        request = HttpRequest(
            method=payload["method"],
            url=_address(connection, payload["url"], payload["query"]),
            headers=tuple(filled),
            body=body.encode() if body is not None else None,
            timeout_s=float(payload["timeout_s"]),
        )
        mask = mask_of(known.values())
        try:
            return mask.response(await call(request, policy=_policy(connection)))
        except OutboundError as error:
            raise mask.error(error) from None

    async def notify(self, payload: Mapping[str, Any]) -> None:
        """Deliver a notice.

        Args:
            payload: The fields of `effects.Notify`.

        Raises:
            flow_runtime.http.OutboundError: A webhook was refused or failed.
            flow_runtime.mail.MailFailed: The e-mail could not be handed over.
            SendingFailed: Something is not set up, or the server answered with an error.
        """
        if payload["kind"] == "email":
            return await self._send_mail(payload)
        body = (
            {"text": payload["text"]}
            if payload["kind"] in ("slack", "teams")
            else {"subject": payload["subject"], "text": payload["text"]}
        )
        call_payload = {
            "connection": payload["connection"],
            "method": "POST",
            "url": payload["to"],
            "query": (),
            "headers": (),
            "body": orjson.dumps(body).decode(),
            "content_type": "application/json",
            "timeout_s": 10.0,
            "idempotency_key": payload["idempotency_key"],
        }
        response = await self.call_api(call_payload)
        if not 200 <= response.status < 300:
            raise SendingFailed("http_error", f"The server answered {response.status}.")
        return None

    async def _send_mail(self, payload: Mapping[str, Any]) -> None:
        if self.mail_server is None:
            raise SendingFailed("no_mail_server", "No mail server is set up. Set FLUXO_SMTP_HOST.")
        mail = Mail(
            to=payload["to"],
            subject=payload["subject"],
            text=payload["text"],
            idempotency_key=payload["idempotency_key"],
            sent_at=datetime.now(UTC),
        )
        await asyncio.to_thread(send_mail, mail, server=self.mail_server)

    # -- what the database knows -------------------------------------------------------------

    def _connection(self, name: str | None) -> Connection | None:
        if name is None:
            return None
        with self.database.read() as tx:
            found = connections.find(tx, name)
        if found is None:
            raise SendingFailed("unknown_connection", f"There is no connection '{name}'.")
        return Connection.model_validate_json(orjson.dumps(found.definition, default=dict))

    def _secrets_of(self, headers: list[tuple[str, str]]) -> dict[str, str]:
        names = {name for _, value in headers for name in split_secrets(value)}
        return self._secrets(names) if names else {}

    def _secrets(self, names: set[str]) -> dict[str, str]:
        if self.vault is None:
            raise SendingFailed("no_secret_key", "Set FLUXO_SECRET_KEY; make one: fluxo keygen.")
        with self.database.read() as tx:
            try:
                return {name: secrets.reveal(tx, self.vault, name) for name in sorted(names)}
            except NotFound as error:
                raise SendingFailed("unknown_secret", str(error)) from None


def _address(connection: Connection | None, url: str, query: Any) -> str:
    whole = url if connection is None else f"{connection.base_url.rstrip('/')}/{url.lstrip('/')}"
    if not query:
        return whole
    pairs = [(name, value) for name, value in query]  # JSON keeps a pair as a list
    return f"{whole}{'&' if '?' in whole else '?'}{urlencode(pairs, quote_via=quote)}"


def _policy(connection: Connection | None) -> OutboundPolicy:
    if connection is None or connection.private_address is None:
        return OutboundPolicy()
    return OutboundPolicy(allowed_private=frozenset({connection.private_address}))
