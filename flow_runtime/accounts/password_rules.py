"""Which passwords may be set: long ones that others do not guess; no rule about kinds of signs."""

from typing import Final

from flow_runtime.accounts.errors import PasswordRefused
from flow_runtime.accounts.guessing import unguessable_part

MIN_PASSWORD_CHARACTERS: Final = 12
MAX_PASSWORD_CHARACTERS: Final = 200
MIN_OWN_CHARACTERS: Final = 6
"""So many must be left without common words, rows such as 1234, and the person's own name."""


def password_problem(password: str, *, name: str, email: str) -> PasswordRefused | None:
    """Return what is wrong with a new password of the person, or None."""
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        return PasswordRefused(
            f"A password has {MIN_PASSWORD_CHARACTERS} to {MAX_PASSWORD_CHARACTERS} characters: "
            "several words that only you would put together are a good one.",
            pt=f"Uma senha tem de {MIN_PASSWORD_CHARACTERS} a {MAX_PASSWORD_CHARACTERS} "
            "caracteres: várias palavras que só você juntaria formam uma boa senha.",
        )
    own = (name, *name.split(), email, *email.replace("@", ".").split("."))
    if len(unguessable_part(password, personal=own)) < MIN_OWN_CHARACTERS:
        return PasswordRefused(
            "This password is easy to guess: leave out common words, rows such as 1234, dates, "
            "repetitions and your own name. Several words that only you would put together are "
            "a good one.",
            pt="Esta senha é fácil de adivinhar: evite palavras comuns, sequências como 1234, "
            "datas, repetições e o seu próprio nome. Várias palavras que só você juntaria formam "
            "uma boa senha.",
        )
    return None


def require_good_password(password: str, *, name: str, email: str) -> None:
    """Let only those passwords pass that others do not guess.

    Raises:
        PasswordRefused: This one would be guessed.
    """
    problem = password_problem(password, name=name, email=email)
    if problem:
        raise problem
