"""Errors of accounts.

FluxoError               flow_runtime.errors
└── AccountError         every sentence may be shown to who is at the door
    ├── PasswordRefused      a new password that others would guess
    ├── PersonRefused        a name, an e-mail address or roles that an account cannot have
    ├── SignInRefused        whoever it is, they are not let in; never says why
    │   └── AccountLocked    … nor looked at, until a moment
    ├── LinkRefused          a one-time link that is no good (any more); never says why
    ├── TokenRefused         a token that cannot be made, or cannot be used
    ├── AccountsExist        the first account is there already
    └── LastAdmin            somebody must be left who administers
"""

from datetime import datetime
from typing import Final

from flow_runtime.errors import FluxoError

_MINUTE_S: Final = 60


class AccountError(FluxoError):
    """Something about an account does not go as it was asked; the base of the tree above."""


class PasswordRefused(AccountError):
    """Others would guess this password."""


class PersonRefused(AccountError):
    """An account cannot be like this."""


class SignInRefused(AccountError):
    """Nobody is signed in; the sentence is the same for whatever was wrong."""

    def __init__(self, *message: object, pt: str = "") -> None:
        super().__init__(
            *(message or ("The name or the password is wrong: try again, or ask for a new link.",)),
            pt=pt or "O nome ou a senha não confere: tente de novo ou peça um novo link.",
        )


class AccountLocked(SignInRefused):
    """There were too many wrong passwords; no other one is looked at before `until`."""

    def __init__(self, until: datetime, *, now: datetime) -> None:
        self.until = until
        minutes = max(1, -int((now - until).total_seconds() // _MINUTE_S))
        en = "1 minute" if minutes == 1 else f"{minutes} minutes"
        pt = "1 minuto" if minutes == 1 else f"{minutes} minutos"
        super().__init__(
            f"There were too many wrong passwords: try again in {en}.",
            pt=f"Foram muitas senhas erradas: tente de novo em {pt}.",
        )


class LinkRefused(AccountError):
    """A one-time link is no good; the sentence is the same for whatever is wrong with it."""

    def __init__(self) -> None:
        super().__init__(
            "This link does not work any more: ask who administers Fluxo for a new one.",
            pt="Este link não funciona mais: peça um novo a quem administra o Fluxo.",
        )


class TokenRefused(AccountError):
    """A token cannot be made like this, or cannot be used."""


class AccountsExist(AccountError):
    """There are accounts already; only the very first is made without another person."""

    def __init__(self) -> None:
        super().__init__(
            "There are accounts already: ask who administers Fluxo for yours.",
            pt="Já existem contas: peça a sua a quem administra o Fluxo.",
        )


class LastAdmin(AccountError):
    """Nobody would be left who administers."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody else administers Fluxo: give another person the role first.",
            pt="Ninguém mais administra o Fluxo: dê antes esse papel a outra pessoa.",
        )
