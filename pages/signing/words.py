"""What the forms of the pages before the pages ask, say and do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from flow_runtime import accounts
from flow_runtime.accounts import SignedIn
from flow_runtime.accounts.addresses import FIRST_ACCOUNT_PATH, SET_PASSWORD_PATH
from pages.opened import installation_database, now
from pages.signing.html import Field
from pages.texts import texts_of
from storage.people import Person

_ = texts_of("signing")

Filled: TypeAlias = Mapping[str, str]


class NoAccountsYet(accounts.AccountError):
    """Nobody can sign in, because nobody has an account."""

    def __init__(self) -> None:
        super().__init__(
            "Nobody has an account yet: open the link that Fluxo showed where it was started. It "
            "works for 24 hours; started again, Fluxo shows a new one.",
            pt="Ninguém tem conta ainda: abra o link que o Fluxo mostrou onde foi iniciado. Ele "
            "vale por 24 horas; ao ser reiniciado, o Fluxo mostra outro.",
        )


@dataclass(frozen=True, slots=True)
class Wording:
    """A form in the language that is spoken."""

    title: str
    lead: str
    fields: tuple[Field, ...]
    go: str
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it stands, what it says, and what it does when it was filled in.

    All are given the one-time token of the address. `examine` raises an AccountError when the form
    is not to be shown at all.
    """

    address: str
    examine: Callable[[str], None]
    wording: Callable[[str], Wording]
    act: Callable[[Filled, str], SignedIn]


def _examine_sign_in(_token: str) -> None:
    if not accounts.has_accounts(installation_database()):
        raise NoAccountsYet


def _sign_in_wording(_token: str) -> Wording:
    return Wording(
        title=_("Sign in"),
        lead=_("Draw, test and publish conversations."),
        fields=(
            Field("login", _("E-mail or name"), "text", "username"),
            Field("password", _("Password"), "password", "current-password"),
        ),
        go=_("Sign in"),
        foot=_("No access yet, or forgot the password? Ask who administers Fluxo for a link."),
    )


def _sign_in(filled: Filled, _token: str) -> SignedIn:
    login, password = filled.get("login", ""), filled.get("password", "")
    return accounts.sign_in(installation_database(), login=login, password=password, now=now())


def _examine_first_account(token: str) -> None:
    database = installation_database()
    if accounts.has_accounts(database):
        raise accounts.AccountsExist
    if not accounts.is_first_account_token(database, token, now=now()):
        raise accounts.LinkRefused


def _first_account_wording(_token: str) -> Wording:
    return Wording(
        title=_("Create the first account"),
        lead=_("It administers Fluxo: it invites the others and says what each may do."),
        fields=(
            Field("name", _("Name"), "text", "name", max_characters=60),
            Field("email", _("E-mail"), "email", "email"),
            _new_password(),
        ),
        go=_("Create the account"),
    )


def _create_first_account(filled: Filled, token: str) -> SignedIn:
    return accounts.create_first_account(
        installation_database(),
        token=token,
        name=filled.get("name", ""),
        email=filled.get("email", ""),
        password=filled.get("password", ""),
        now=now(),
    )


def _examine_set_password(token: str) -> None:
    _invited(token)


def _invited(token: str) -> Person:
    found = accounts.invited_person(installation_database(), token, now=now())
    if found is None:
        raise accounts.LinkRefused
    return found


def _set_password_wording(token: str) -> Wording:
    return Wording(
        title=_("Choose your password"),
        lead=_("Hello, {name}. With it you sign in from now on.", name=_invited(token).name),
        fields=(_new_password(),),
        go=_("Keep it and sign in"),
        foot=_("This link works once, for three days."),
    )


def _set_password(filled: Filled, token: str) -> SignedIn:
    password = filled.get("password", "")
    database = installation_database()
    return accounts.set_password_by_invitation(database, token=token, password=password, now=now())


def _new_password() -> Field:
    hint = _("12 characters or more: a sentence will do.")
    return Field("password", _("Password"), "password", "new-password", hint)


SIGN_IN = Form("/sign-in", _examine_sign_in, _sign_in_wording, _sign_in)
FIRST_ACCOUNT = Form(
    FIRST_ACCOUNT_PATH, _examine_first_account, _first_account_wording, _create_first_account
)
SET_PASSWORD = Form(SET_PASSWORD_PATH, _examine_set_password, _set_password_wording, _set_password)
