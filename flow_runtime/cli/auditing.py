"""`fluxo audit …`: who did what, and whether the record of it is whole."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.opened import local_time, opened_database
from flow_runtime.cli.speech import console, phrase, print_json, say, sentence_of, warn

if TYPE_CHECKING:
    from rich.table import Table

    from storage.audit import AuditEntry, AuditFilter

app = typer.Typer(name="audit", no_args_is_help=True)

By = Annotated[str, typer.Option("--by", help="Only what this person did.")]
Action = Annotated[str, typer.Option(help="Only this action, such as flow.published or flow.")]
About = Annotated[str, typer.Option(help="Only entries with this text in their subject.")]
Since = Annotated[str, typer.Option(help="From this day or moment on, such as 2026-03-10.")]
Until = Annotated[str, typer.Option(help="Before this day or moment.")]


@app.callback()
def audit() -> None:
    """Show who did what, and prove that nobody changed the record of it."""


@app.command("list")
def list_entries(
    *,
    by: By = "",
    action: Action = "",
    about: About = "",
    since: Since = "",
    until: Until = "",
    limit: Annotated[int, typer.Option(help="How many at most.", min=1, max=10_000)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Show the newest entries, newest first."""
    from storage.audit import newest

    wanted = _filter(by, action, about, since, until)
    with opened_database() as database, database.read() as tx:
        found = newest(tx, wanted, limit=limit)
    if as_json:
        print_json({"entries": [entry.exported() for entry in found]})
    elif found:
        console().print(_table(found))
    else:
        say("Nada anotado que combine com isto.", "Nothing is noted that fits this.")


@app.command()
def export(
    output: Annotated[Path, typer.Argument(metavar="FILE", help="A file of JSON lines.")],
    *,
    by: By = "",
    action: Action = "",
    about: About = "",
    since: Since = "",
    until: Until = "",
) -> None:
    """Write the entries to a file, oldest first, with their hashes."""
    from storage.audit import each

    wanted, number = _filter(by, action, about, since, until), 0
    with opened_database() as database, database.read() as tx, output.open("wb") as file:
        for entry in each(tx, wanted):
            file.write(orjson.dumps(entry.exported()) + b"\n")
            number += 1
    say(f"{number} anotações gravadas em {output}.", f"{number} entries written to {output}.")


@app.command()
def verify() -> None:
    """Follow the chain of hashes from the first entry to the newest."""
    from storage.audit import verify

    with opened_database() as database, database.read() as tx:
        problems = verify(tx)
    if not problems:
        say("A auditoria está inteira.", "The audit is whole.")
        return
    for one in problems:
        warn(one["pt-BR"], one["en"])
    raise typer.Exit(1)


def _filter(by: str, action: str, about: str, since: str, until: str) -> "AuditFilter":
    from storage.audit import AuditFilter

    return AuditFilter(by, action, about, _moment(since), _moment(until))


def _moment(written: str) -> datetime | None:
    """Return a moment of this machine's clock.

    Raises:
        CommandFailed: It is no date.
    """
    if not written:
        return None
    try:
        return datetime.fromisoformat(written).astimezone()
    except (ValueError, OverflowError):
        raise CommandFailed(
            f"'{written}' não é uma data. Escreva 2026-03-10 ou 2026-03-10T14:30.",
            f"'{written}' is no date. Write 2026-03-10 or 2026-03-10T14:30.",
        ) from None


def _table(found: "list[AuditEntry]") -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from flow_runtime.audited import action_words

    headings = (
        phrase("Quando", "When"),
        phrase("Quem", "Who"),
        phrase("O que fez", "What"),
        phrase("Sobre", "About"),
    )
    table = Table(*headings, box=box.SIMPLE)
    for entry in found:
        done = sentence_of(action_words(entry.action))
        cells = (local_time(entry.at), entry.actor, done, entry.subject)
        table.add_row(*(Text(cell) for cell in cells))
    return table
