"""`fluxo db …`: the database brought up to date, copied and checked."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.speech import console, say, sentence_of

if TYPE_CHECKING:
    from storage.database import Database

app = typer.Typer(name="db", no_args_is_help=True)


@app.callback()
def db() -> None:
    """Look after the database of FLUXO_DATABASE_URL."""


@app.command()
def upgrade() -> None:
    """Bring the database up to this release; a new SQLite file is made with its folder."""
    from sqlalchemy import make_url

    from flow_runtime.kill_points import passing
    from flow_runtime.settings import load_settings
    from storage import schema

    url = load_settings().database_url
    if url.startswith("sqlite:") and (file := make_url(url).database):
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    with closing(_open(create=True)) as opened:
        schema.upgrade(opened, on_step=passing("migrate.step"))
        say(f"{opened.address} está em dia.", f"{opened.address} is up to date.")


@app.command()
def backup(path: Annotated[Path, typer.Argument(metavar="PATH")]) -> None:
    """Copy a SQLite database to a new file, also while it is in use."""
    from flow_runtime.kill_points import passing
    from storage import schema

    if not path.absolute().parent.is_dir():
        raise CommandFailed(
            f"A pasta de {path} não existe. Crie-a ou escolha outro lugar.",
            f"The folder of {path} does not exist. Make it or choose another place.",
        )
    with closing(_open()) as opened:
        schema.backup(opened, path, on_copied=passing("backup.copy"))
    say(f"Cópia gravada em {path}.", f"The copy is in {path}.")


@app.command()
def check() -> None:
    """Say what is wrong with the database, and with the chain of the audit."""
    from storage import audit, schema

    with closing(_open()) as opened:
        schema.require_current(opened)
        problems = schema.check(opened)
        if not problems:
            with opened.read() as tx:
                problems = [sentence_of(words) for words in audit.verify(tx)]
    for problem in problems:
        console(stderr=True).print(problem, style="red", soft_wrap=True)
    if problems:
        raise typer.Exit(1)
    say("O banco de dados está em ordem.", "The database is sound.")


def _open(*, create: bool = False) -> "Database":
    from flow_runtime.settings import load_settings
    from storage.database import open_database

    return open_database(load_settings().database_url, create=create)
