"""`fluxo trial …` and `fluxo plan …`: what is on trial, and what is to come."""

from typing import Annotated

import typer

from flow_runtime.cli.opened import As, acting_person, opened_database, utc_now
from flow_runtime.cli.speech import say

trial_app = typer.Typer(name="trial", no_args_is_help=True)
plan_app = typer.Typer(name="plan", no_args_is_help=True)

Channel = Annotated[str, typer.Option(help="Where customers write.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit.")]


@trial_app.callback()
def trial() -> None:
    """Decide about a version that a share of new conversations is trying."""


@trial_app.command()
def promote(*, channel: Channel, reason: Reason = "", actor: As = None) -> None:
    """Publish the version on trial for every new conversation."""
    from flow_runtime.conversations.releasing import promote_trial

    with opened_database() as database, database.transaction() as tx:
        author = acting_person(actor)
        done = promote_trial(tx, channel, author=author, reason=reason, now=utc_now())
    say(
        f"No canal '{channel}' agora está no ar: {done.flow_id}, versão {done.version}.",
        f"Live on the channel '{channel}' now: {done.flow_id}, version {done.version}.",
    )


@trial_app.command()
def stop(*, channel: Channel, reason: Reason = "", actor: As = None) -> None:
    """End a trial; the conversations that it began finish on its version."""
    from flow_runtime.conversations.releasing import stop_trial

    with opened_database() as database, database.transaction() as tx:
        author = acting_person(actor)
        done = stop_trial(tx, channel, author=author, reason=reason, now=utc_now())
    say(
        f"A experiência com {done.flow_id}, versão {done.version}, terminou.",
        f"The trial of {done.flow_id}, version {done.version}, is over.",
    )


@plan_app.callback()
def plan() -> None:
    """Decide about publications that are planned for a time."""


@plan_app.command()
def cancel(
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As fluxo status shows it.")],
    *,
    reason: Reason = "",
    actor: As = None,
) -> None:
    """Take a planned publication back."""
    from flow_runtime.conversations.releasing import cancel_plan

    with opened_database() as database, database.transaction() as tx:
        author = acting_person(actor)
        done = cancel_plan(tx, number, author=author, reason=reason, now=utc_now())
    say(
        f"Cancelado: {done.flow_id}, versão {done.version}, não vai mais ao ar no canal "
        f"'{done.channel}'.",
        f"Cancelled: {done.flow_id}, version {done.version}, does not go live on the channel "
        f"'{done.channel}' any more.",
    )
