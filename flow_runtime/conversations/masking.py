"""A server may send back the secret it was given: its value is replaced before anything is kept.

A secret is known by its letters and by the forms in which servers echo a header: percent-encoded,
in base64, escaped for JSON or HTML; in capital or small letters. A server that hides it on purpose
can hide it from us too: a secret is only safe with the server that it was made for.
"""

import base64
import html
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from urllib.parse import quote, quote_plus

import orjson

from flow_runtime.http import HttpResponse, JsonValue, OutboundError, json_value

MASK: Final = "***"
_SHORTEST_PART: Final = 4
"""A shorter secret is replaced only where it stands alone: else it would be found everywhere."""


@dataclass(frozen=True)
class SecretMask:
    """Replaces the values of the secrets that one request used."""

    values: frozenset[str]

    @cached_property
    def _forms(self) -> frozenset[str]:
        return frozenset(form for value in self.values if value for form in _forms_of(value))

    @cached_property
    def _parts(self) -> re.Pattern[str] | None:
        # Only letters of our own secrets, escaped, the longest first: nothing can backtrack.
        long_enough = [form for form in self._forms if len(form) >= _SHORTEST_PART]
        spelled = sorted(map(re.escape, long_enough), key=len, reverse=True)
        return re.compile("|".join(spelled), re.IGNORECASE) if spelled else None

    def text(self, text: str) -> str:
        """Return a text without the secrets."""
        if text in self._forms:
            return MASK
        return self._parts.sub(MASK, text) if self._parts else text

    def value(self, value: JsonValue) -> JsonValue:
        """Return a JSON value without the secrets, also in its keys and numbers."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        return MASK if str(value) in self._forms else value

    def response(self, response: HttpResponse) -> HttpResponse:
        """Return an answer without the secrets, in its headers, its address and its body."""
        if not self._forms:
            return response
        return replace(
            response,
            headers=tuple((self.text(name), self.text(value)) for name, value in response.headers),
            body=self._body(response),
            url=self.text(response.url),
        )

    def error(self, error: OutboundError) -> OutboundError:
        """Return an error that names no secret, such as that of a redirect to one."""
        return type(error)(error.code, self.text(error.subject))

    def _body(self, response: HttpResponse) -> bytes:
        value = json_value(response)
        if value is not None:
            masked = self.value(value)
            return response.body if masked == value else orjson.dumps(masked)
        # As it will be kept: a text without the character that databases cannot hold.
        text = response.body.decode("utf-8", "replace").replace("\x00", "")
        masked_text = self.text(text)
        return response.body if masked_text == text else masked_text.encode()


def mask_of(values: Collection[str]) -> SecretMask:
    """Return what replaces some secrets."""
    return SecretMask(frozenset(values))


def _forms_of(value: str) -> set[str]:
    encoded = value.encode()
    return {
        value,
        value.strip(),
        quote(value, safe=""),
        quote_plus(value),
        html.escape(value),
        orjson.dumps(value).decode()[1:-1],
        json.dumps(value)[1:-1],
        base64.b64encode(encoded).decode().rstrip("="),
        base64.urlsafe_b64encode(encoded).decode().rstrip("="),
    } - {""}
