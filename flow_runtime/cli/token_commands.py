"""`fluxo token …`: what programs such as a CI show in place of a person's password."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.opened import As, acting_person, local_time, opened_database, utc_now
from flow_runtime.cli.speech import console, phrase, print_json, say, warn
from flow_runtime.cli.user_commands import person_called

if TYPE_CHECKING:
    from datetime import datetime

    from rich.table import Table
    from sqlalchemy import Connection

    from storage.api_tokens import ApiToken

app = typer.Typer(name="token", no_args_is_help=True)

Person = Annotated[
    str | None,
    typer.Option("--for", help="Whose token: name or e-mail address; that of FLUXO_TOKEN else."),
]


@app.callback()
def token() -> None:
    """Keep API tokens; a command acts in the name of the one in FLUXO_TOKEN."""


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for.")],
    *,
    person: Person = None,
    permission: Annotated[
        list[str], typer.Option(help="What it may do, such as read_flows, test or submit.")
    ],
    days: Annotated[int, typer.Option(help="How many days it works, 365 at most.")] = 90,
    actor: As = None,
) -> None:
    """Make a token and print it, this once."""
    from flow_runtime.accounts import create_api_token

    with opened_database() as database, database.transaction() as tx:
        made, text = create_api_token(
            tx,
            person_id=_person_id(tx, person),
            name=name,
            permissions=permission,
            days=days,
            author=acting_person(actor),
            now=utc_now(),
        )
    warn(
        f"Guarde a chave {made.id} agora: ela não será mostrada de novo. Vale até "
        f"{local_time(made.expires_at)}.",
        f"Keep the token {made.id} now: it is not shown again. It works until "
        f"{local_time(made.expires_at)}.",
    )
    typer.echo(text)


def _person_id(tx: "Connection", person: str | None) -> int:
    from storage.scope import scope_of

    if person:
        return person_called(tx, person).id
    own = scope_of(tx).person_id
    if own is None:
        raise CommandFailed(
            "Diga de quem é a chave: --for NOME. Veja as contas: fluxo user list.",
            "Say whose token it is: --for NAME. See the accounts: fluxo user list.",
        )
    return own


@app.command("list")
def list_tokens(
    *,
    person: Person = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """List the tokens, also those of no use any more; never their texts."""
    with opened_database() as database, database.read() as tx:
        found = _found(tx, person)
        names = {each.person_id: _name(tx, each.person_id) for each in found}
    if as_json:
        print_json({"tokens": [_as_json(each, names[each.person_id]) for each in found]})
    elif found:
        console().print(_table(found, names))
    else:
        say("Ainda não há chaves.", "There are no tokens yet.")


def _found(tx: "Connection", person: str | None) -> "list[ApiToken]":
    from storage import api_tokens
    from storage.policy import Permission
    from storage.scope import scope_of

    scope = scope_of(tx)
    if person is None and scope.permits(Permission.ADMINISTER):
        return api_tokens.list_tokens(tx)
    return api_tokens.list_of(tx, _person_id(tx, person))


def _name(tx: "Connection", person_id: int) -> str:
    from storage import people

    return people.get(tx, person_id).name


@app.command()
def end(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As fluxo token list says.")],
    *,
    actor: As = None,
) -> None:
    """End a token; programs that show it are refused from now on."""
    from flow_runtime.accounts import end_api_token

    with opened_database() as database, database.transaction() as tx:
        end_api_token(tx, number, author=acting_person(actor), now=utc_now())
    say(f"Chave {number} encerrada.", f"The token {number} is ended.")


def _as_json(found: "ApiToken", person: str) -> dict[str, object]:
    return {
        "number": found.id,
        "person": person,
        "name": found.name,
        "permissions": list(found.permissions),
        "created_at": _iso(found.created_at),
        "expires_at": _iso(found.expires_at),
        "used_at": _iso(found.used_at),
        "ended_at": _iso(found.ended_at),
    }


def _iso(moment: "datetime | None") -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _table(found: "Iterable[ApiToken]", names: dict[int, str]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    headings = [
        phrase("Número", "Number"),
        phrase("De", "Of"),
        phrase("Para", "For"),
        phrase("Permissões", "Permissions"),
        phrase("Vale até", "Works until"),
        phrase("Usada", "Used"),
        phrase("Encerrada", "Ended"),
    ]
    table = Table(*headings, box=box.SIMPLE)
    for each in found:
        moments = [
            local_time(moment) if moment else ""
            for moment in (each.expires_at, each.used_at, each.ended_at)
        ]
        whose, listed = names[each.person_id], ", ".join(each.permissions)
        cells = (str(each.id), whose, each.name, listed, *moments)
        table.add_row(*(Text(cell) for cell in cells))
    return table
