"""The Typer application: all groups of commands under one roof."""

import importlib.metadata
from typing import Annotated

import typer

from flow_runtime.cli import (
    auditing,
    comparing,
    database,
    doctor,
    exporting,
    flows,
    live,
    releasing,
    reviewing,
    rule_commands,
    running,
    stored,
    talking,
    testing,
    tickets,
    token_commands,
    trials,
    upkeep,
    user_commands,
)
from flow_runtime.cli.guarding import GuardedGroup
from flow_runtime.cli.speech import Language, choose_language

app = typer.Typer(
    name="fluxo",
    cls=GuardedGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wished: bool) -> None:
    if wished:
        typer.echo(f"fluxo {importlib.metadata.version('builder-app')}")
        raise typer.Exit


@app.callback()
def fluxo(
    *,
    version: Annotated[  # noqa: ARG001 - its callback acts before any command is looked for
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Print the version and stop."
        ),
    ] = False,
    language: Annotated[
        Language | None, typer.Option("--language", help="The language of people: pt-BR or en.")
    ] = None,
) -> None:
    """Draw customer-service conversations, test them, publish them, run them."""
    choose_language(language)


_PARTS = (
    running,
    flows,
    talking,
    testing,
    stored,
    exporting,
    comparing,
    reviewing,
    releasing,
    live,
    upkeep,
)

for part in _PARTS:
    part.register(app)
for group in (tickets, auditing, user_commands, token_commands, rule_commands, database, doctor):
    app.add_typer(group.app)
for group_app in (trials.trial_app, trials.plan_app, upkeep.secret_app, upkeep.channel_app):
    app.add_typer(group_app)
