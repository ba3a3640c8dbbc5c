"""Secrets named in headers: `{{secret:NAME}}` stays a name until the host sends the request."""

import re
from dataclasses import dataclass
from typing import Final

from flow_runtime.formula_errors import TextInvalid
from flow_runtime.texts.parts import Part, parse_parts

SECRET_MARK: Final = re.compile(r"\{\{\s*secret:([A-Z][A-Z0-9_]{0,63})\s*\}\}")
"""How a secret is named; the name's form is that of workspace.SecretName."""

_SECRET_START: Final = re.compile(r"\{\{\s*secret\s*:")


@dataclass(frozen=True, slots=True)
class SecretMark:
    """The place of a secret in a header."""

    name: str

    @property
    def spelled(self) -> str:
        """The mark as the host looks for it."""
        return f"{{{{secret:{self.name}}}}}"


def parse_secret_parts(source: str) -> tuple[Part | SecretMark, ...]:
    """Take a header's value apart into constants, outputs and secrets.

    Raises:
        TextInvalid: A secret's name is malformed, or the rest does not parse.
    """
    parts: list[Part | SecretMark] = []
    position = 0
    for mark in SECRET_MARK.finditer(source):
        parts += _without_secrets(source[position : mark.start()], position)
        parts.append(SecretMark(mark[1]))
        position = mark.end()
    return (*parts, *_without_secrets(source[position:], position))


def _without_secrets(source: str, offset: int) -> tuple[Part, ...]:
    malformed = _SECRET_START.search(source)
    if malformed is None:
        return parse_parts(source)
    raise TextInvalid(
        "secret_name",
        "O nome de um segredo usa letras maiúsculas, números e _, como {{secret:ERP_TOKEN}}.",
        "A secret's name has capital letters, digits and _, as in {{secret:ERP_TOKEN}}.",
        position=offset + malformed.start(),
    )
