"""Names and e-mail addresses of accounts: what may exist only once, and what looks alike."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from flow_runtime.accounts.errors import PersonRefused
from flow_runtime.answers.folding import fold, plain
from storage.encoding import clean_text
from storage.policy import INSTALLATION, Role

MAX_NAME_CHARACTERS: Final = 80
MAX_EMAIL_CHARACTERS: Final = 254

_NAME: Final = re.compile(r"[^\W_](?:[^\W_]|[ .'_-])*")
_EMAIL: Final = re.compile(r"[^\s@<>\",;:\\()\[\]]+@[^\W_](?:[\w-]*\.)+[\w-]*[^\W_]")


def name_key(name: str) -> str:
    """Return the form of a name that may exist only once: "  José" and "jose" are the same."""
    return fold(clean_text(name))


def email_key(email: str) -> str:
    """Return the form of an e-mail address that is kept."""
    return clean_text(email).strip().lower()


def usable_name(name: str) -> str:
    """Return a name as it is written down everywhere.

    Raises:
        PersonRefused: It is empty, too long, the installation's own, or could pass for another.
    """
    wanted = plain(clean_text(name))
    if name_key(wanted) == name_key(INSTALLATION.person):
        raise PersonRefused(
            "“Fluxo” is what the product itself is called: choose another name.",
            pt="“Fluxo” é o nome do próprio produto: escolha outro nome.",
        )
    fits = len(wanted) <= MAX_NAME_CHARACTERS and _NAME.fullmatch(wanted)
    if not fits or len(_scripts(wanted)) > 1:
        raise PersonRefused(
            "A name has letters of one alphabet, digits, spaces and . ' - _, and at most "
            f"{MAX_NAME_CHARACTERS} characters: write it so.",
            pt="Um nome tem letras de um só alfabeto, números, espaços e . ' - _, e até "
            f"{MAX_NAME_CHARACTERS} caracteres: escreva-o assim.",
        )
    return wanted


def _scripts(name: str) -> set[str]:
    """Return the alphabets of a name; "а" of another one looks like "a"."""
    return {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()} - {"MODIFIER"}


def usable_email(email: str) -> str:
    """Return an e-mail address as it is kept.

    Raises:
        PersonRefused: It is none.
    """
    wanted = email_key(email)
    if len(wanted) > MAX_EMAIL_CHARACTERS or not _EMAIL.fullmatch(wanted):
        raise PersonRefused(
            "This is no e-mail address: write it as ana@loja.example.",
            pt="Isto não é um endereço de e-mail: escreva como ana@loja.example.",
        )
    return wanted


def usable_roles(roles: Iterable[str]) -> list[str]:
    """Return roles as they are kept: each once, in the order of the table.

    Raises:
        PersonRefused: There is no such role.
    """
    wanted = set(roles)
    if unknown := wanted - set(Role):
        known = ", ".join(Role)
        raise PersonRefused(
            f"There is no role '{min(unknown)}'. Those there are: {known}.",
            pt=f"Não há papel '{min(unknown)}'. Os que há são: {known}.",
        )
    return [str(role) for role in Role if role in wanted]
