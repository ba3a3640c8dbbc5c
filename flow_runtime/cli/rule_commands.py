"""`fluxo rule …`: what the company decides for the whole installation."""

from typing import Annotated, Literal

import typer

from flow_runtime.cli.opened import As, acting_person, opened_database, utc_now
from flow_runtime.cli.speech import print_json, say

app = typer.Typer(name="rule", no_args_is_help=True)


@app.callback()
def rule() -> None:
    """Show and decide what holds for the whole installation."""


@app.command()
def show(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False
) -> None:
    """Show the rules of the company."""
    from flow_runtime.company_rules import may_approve_own
    from storage.review_steps import APPROVE_OWN

    with opened_database() as database, database.read() as tx:
        allowed = may_approve_own(tx)
    if as_json:
        print_json({"rules": {APPROVE_OWN: allowed}})
    else:
        _tell(allowed)


@app.command("set")
def set_rule(
    name: Annotated[  # noqa: ARG001 - so far there is this one rule
        Literal["approve-own"], typer.Argument(metavar="NAME", help="approve-own.")
    ],
    value: Annotated[Literal["on", "off"], typer.Argument(metavar="VALUE", help="on or off.")],
    *,
    actor: As = None,
) -> None:
    """Decide whether somebody may approve a version of their own."""
    from flow_runtime.company_rules import set_may_approve_own

    allowed = value == "on"
    with opened_database() as database, database.transaction() as tx:
        set_may_approve_own(tx, allowed, author=acting_person(actor), now=utc_now())
    _tell(allowed)


def _tell(allowed: bool) -> None:
    if allowed:
        say(
            "approve-own  on   quem fez uma versão pode aprová-la",
            "approve-own  on   whoever made a version may approve it",
        )
    else:
        say(
            "approve-own  off  outra pessoa tem de aprovar cada versão",
            "approve-own  off  another person must approve each version",
        )
