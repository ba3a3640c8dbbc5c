"""`fluxo publish`, `fluxo rollback` and `fluxo status`: what customers talk to."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.naming import version_named
from flow_runtime.cli.opened import As, acting_person, local_time, opened_database, utc_now
from flow_runtime.cli.speech import console, phrase, print_json, say

if TYPE_CHECKING:
    from rich.table import Table

    from storage.overview import Overview
    from storage.publications import Publication

Channel = Annotated[str, typer.Option(help="Where customers write.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(publish)
    app.command()(rollback)
    app.command()(status)


def publish(
    version: Annotated[str, typer.Argument(metavar="ID@N", help="The version, such as boleto@3.")],
    *,
    channel: Channel,
    reason: Annotated[str, typer.Option(help="Why, for the audit.")] = "",
    actor: As = None,
) -> None:
    """Make an approved version of a flow live on a channel."""
    from flow_runtime.conversations.publishing import publish_flow

    flow_id, number = version_named(version)
    with opened_database() as database, database.transaction() as tx:
        done = publish_flow(
            tx,
            flow_id,
            number,
            channel,
            author=acting_person(actor),
            reason=reason,
            now=utc_now(),
        )
    _tell(done)


def rollback(
    *,
    channel: Channel,
    reason: Annotated[str, typer.Option(help="Why, for the audit.")],
    actor: As = None,
) -> None:
    """Make live again what the channel published before."""
    from flow_runtime.conversations.publishing import roll_back

    with opened_database() as database, database.transaction() as tx:
        done = roll_back(tx, channel, author=acting_person(actor), reason=reason, now=utc_now())
    _tell(done)


def _tell(done: "Publication") -> None:
    say(
        f"No canal '{done.channel}' agora está no ar: {done.flow_id}, versão {done.version}.",
        f"Live on the channel '{done.channel}' now: {done.flow_id}, version {done.version}.",
    )


# -- status ------------------------------------------------------------------------------------


def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False
) -> None:
    """Show what is live where, how many conversations are open, and what waits."""
    from storage import overview, publications

    with opened_database() as database, database.read() as tx:
        live = publications.list_current(tx)
        counted = overview.count(tx, now=utc_now())
    if as_json:
        print_json(_as_json(live, counted))
        return
    console().print(_live_table(live))
    for pt, en, number in _counts(counted):
        say(f"{number:>6}  {pt}", f"{number:>6}  {en}")


def _counts(counted: "Overview") -> list[tuple[str, str, int]]:
    return [
        ("conversas abertas", "open conversations", counted.open_conversations),
        ("chamados à espera", "waiting tickets", counted.waiting_tickets),
        ("chamados em atendimento", "tickets being served", counted.assigned_tickets),
        ("tarefas vencidas", "tasks due", counted.due_tasks),
        ("temporizadores vencidos", "timers due", counted.due_timers),
        ("mensagens a enviar", "messages to send", counted.queued_messages),
    ]


def _as_json(live: list["Publication"], counted: "Overview") -> dict[str, object]:
    from dataclasses import asdict

    return {"live": [_publication_as_json(item) for item in live], **asdict(counted)}


def _publication_as_json(item: "Publication") -> dict[str, object]:
    return {
        "channel": item.channel,
        "flow": item.flow_id,
        "version": item.version,
        "since": _iso(item.published_at),
        "by": item.published_by,
        "reason": item.reason,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _live_table(live: list["Publication"]) -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    headings = [
        phrase("Canal", "Channel"),
        phrase("Fluxo", "Flow"),
        phrase("Versão", "Version"),
        phrase("Desde", "Since"),
        phrase("Por", "By"),
        phrase("Motivo", "Reason"),
    ]
    table = Table(*headings, box=box.SIMPLE)
    for item in live:
        cells = (item.channel, item.flow_id, str(item.version), local_time(item.published_at))
        table.add_row(*(Text(cell) for cell in (*cells, item.published_by, item.reason)))
    if not live:
        table.caption = phrase("Nada publicado ainda.", "Nothing is published yet.")
    return table
