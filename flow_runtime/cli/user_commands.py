"""`fluxo user …`: the accounts of those who work with Fluxo."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Final

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.opened import As, acting_person, local_time, opened_database, utc_now
from flow_runtime.cli.speech import console, phrase, print_json, say, sentence_of, warn

if TYPE_CHECKING:
    from rich.table import Table
    from sqlalchemy import Connection

    from storage.people import Person

app = typer.Typer(name="user", no_args_is_help=True)

_ROLES: Final = "designer, tester, approver, ops, attendant, supervisor, admin."
Who = Annotated[str, typer.Argument(metavar="WHO", help="The name or the e-mail address.")]
Builder = Annotated[str, typer.Option(help="Where the builder answers, for the link.")]
_BUILDER: Final = "http://127.0.0.1:8501"


@app.callback()
def user() -> None:
    """Keep the accounts of those who work with Fluxo."""


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Written down with what they do.")],
    *,
    email: Annotated[str, typer.Option(help="To sign in with.")],
    role: Annotated[list[str] | None, typer.Option(help=_ROLES)] = None,
    builder: Builder = _BUILDER,
    actor: As = None,
) -> None:
    """Make an account and print the link under which its person sets a password."""
    from flow_runtime.accounts import create_person, invitation

    with opened_database() as database, database.transaction() as tx:
        by, now = acting_person(actor), utc_now()
        person = create_person(
            tx, name=name, email=email, roles=role or (), password=None, author=by, now=now
        )
        token = invitation(tx, person.id, now=now, author=by)
    held = _roles_of(person)
    warn(f"Conta de {person.name}: {held}.", f"The account of {person.name}: {held}.")
    _tell_link(person.name, builder, token)


@app.command()
def invite(who: Who, *, builder: Builder = _BUILDER, actor: As = None) -> None:
    """Print a link under which a person sets a new password; earlier links work no more."""
    from flow_runtime.accounts import invitation

    with opened_database() as database, database.transaction() as tx:
        person = person_called(tx, who)
        token = invitation(tx, person.id, now=utc_now(), author=acting_person(actor))
    _tell_link(person.name, builder, token)


def _tell_link(name: str, builder: str, token: str) -> None:
    """Print the link alone on stdout, and what it is on the error stream."""
    from flow_runtime.accounts.addresses import set_password_link

    warn(
        f"Entregue este link só a {name}; vale 72 horas e uma única vez.",
        f"Give this link to {name} alone; it works for 72 hours, once.",
    )
    typer.echo(set_password_link(builder, token))


@app.command("list")
def list_people(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False
) -> None:
    """List the accounts with their roles."""
    from storage import people

    with opened_database() as database, database.read() as tx:
        found = people.list_people(tx)
    if as_json:
        print_json({"people": [_as_json(person) for person in found]})
    elif found:
        console().print(_table(found))
    else:
        say("Ainda não há contas.", "There are no accounts yet.")


@app.command()
def roles(
    who: Who,
    role: Annotated[list[str] | None, typer.Argument(metavar="ROLE…", help=_ROLES)] = None,
    *,
    actor: As = None,
) -> None:
    """Give an account these roles in place of the earlier ones; without any, it has none."""
    from flow_runtime.accounts import set_roles

    with opened_database() as database, database.transaction() as tx:
        person = person_called(tx, who)
        done = set_roles(tx, person.id, role or (), author=acting_person(actor), now=utc_now())
    line = f"{done.name}: {_roles_of(done)}."
    say(line, line)


@app.command()
def close(who: Who, *, actor: As = None) -> None:
    """Close an account: its sign-ins, tokens and links end, what it did stays."""
    from flow_runtime.accounts import close_account

    with opened_database() as database, database.transaction() as tx:
        person = person_called(tx, who)
        close_account(tx, person.id, author=acting_person(actor), now=utc_now())
    say(f"Conta de {person.name} encerrada.", f"The account of {person.name} is closed.")


@app.command()
def reopen(who: Who, *, actor: As = None) -> None:
    """Open a closed account again, with its roles and its password."""
    from flow_runtime.accounts import reopen_account

    with opened_database() as database, database.transaction() as tx:
        person = person_called(tx, who)
        reopen_account(tx, person.id, author=acting_person(actor), now=utc_now())
    say(f"Conta de {person.name} reaberta.", f"The account of {person.name} is open again.")


def person_called(tx: "Connection", who: str) -> "Person":
    """Return the account with this name or e-mail address.

    Raises:
        CommandFailed: There is none.
    """
    from flow_runtime.accounts.names import email_key, name_key
    from storage import people

    for person in people.list_people(tx):
        if person.key == name_key(who) or person.email == email_key(who):
            return person
    raise CommandFailed(
        f"Não há conta '{who}'. Veja as contas: fluxo user list.",
        f"There is no account '{who}'. See the accounts: fluxo user list.",
    )


def _roles_of(person: "Person") -> str:
    from flow_runtime.accounts.role_words import roles_with_codes

    return sentence_of(roles_with_codes(person.roles)) or phrase("nenhum papel", "no role")


def _as_json(person: "Person") -> dict[str, object]:
    closed = person.closed_at
    return {
        "name": person.name,
        "email": person.email,
        "roles": list(person.roles),
        "has_password": person.password_hash is not None,
        "created_at": person.created_at.isoformat(timespec="seconds"),
        "created_by": person.created_by,
        "closed_at": closed.isoformat(timespec="seconds") if closed else None,
    }


def _table(found: "Iterable[Person]") -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    headings = [
        phrase("Nome", "Name"),
        phrase("E-mail", "E-mail"),
        phrase("Papéis", "Roles"),
        phrase("Desde", "Since"),
        phrase("Encerrada", "Closed"),
    ]
    table = Table(*headings, box=box.SIMPLE)
    for person in found:
        closed = local_time(person.closed_at) if person.closed_at else ""
        since = local_time(person.created_at)
        cells = (person.name, person.email, _roles_of(person), since, closed)
        table.add_row(*(Text(cell) for cell in cells))
    return table
