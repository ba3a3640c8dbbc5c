"""`fluxo publish`, `rollback` and `migrate`: what customers get, and who moves to it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.errors import CommandFailed
from flow_runtime.cli.naming import version_named
from flow_runtime.cli.opened import As, acting_person, local_time, opened_database, utc_now
from flow_runtime.cli.speech import print_json, say, sentence_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from flow_runtime.conversations.releasing import MigrationPlan
    from storage.candidates import Candidate
    from storage.database import Database
    from storage.planned_publications import PlannedPublication
    from storage.publications import Publication

Channel = Annotated[str, typer.Option(help="Where customers write.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit.")]


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command()(publish)
    app.command()(rollback)
    app.command()(migrate)


# -- publish -----------------------------------------------------------------------------------


def publish(
    version: Annotated[str, typer.Argument(metavar="ID@N", help="The version, such as boleto@3.")],
    *,
    channel: Channel,
    at: Annotated[
        str, typer.Option("--at", help='Not now but then, such as "2026-12-01 09:00".')
    ] = "",
    share: Annotated[
        int | None,
        typer.Option(min=1, max=99, help="On trial, for so many percent of new conversations."),
    ] = None,
    max_failed: Annotated[
        int, typer.Option(min=0, max=100, help="More percent of failures end the trial.")
    ] = 5,
    max_abandoned: Annotated[
        int, typer.Option(min=0, max=100, help="More percent of abandoned ones end the trial.")
    ] = 30,
    over: Annotated[
        int, typer.Option(min=1, max=10_000, help="How many conversations the trial counts.")
    ] = 50,
    reason: Reason = "",
    actor: As = None,
) -> None:
    """Make an approved version live on a channel: now, at a time, or for a share on trial."""
    flow_id, number = version_named(version)
    due_at = _moment(at) if at else None
    if due_at and share:
        raise CommandFailed(
            "Escolha um dos dois: --at, para um horário, ou --share, para uma parcela agora.",
            "Choose one of them: --at, for a time, or --share, for a share now.",
        )
    with opened_database() as database, database.transaction() as tx:
        author = acting_person(actor)
        if due_at is not None:
            _tell_plan(_planned(tx, flow_id, number, channel, due_at, author, reason))
        elif share is not None:
            limits = (max_failed, max_abandoned, over)
            _tell_trial(_tried(tx, flow_id, number, channel, share, limits, author, reason))
        else:
            _tell_live(_published(tx, flow_id, number, channel, author, reason))


def _published(
    tx: "Connection", flow_id: str, number: int, channel: str, author: str, reason: str
) -> "Publication":
    from flow_runtime.conversations.releasing import publish as publish_version

    return publish_version(
        tx, flow_id, number, channel, author=author, reason=reason, now=utc_now()
    )


def _planned(
    tx: "Connection",
    flow_id: str,
    number: int,
    channel: str,
    due_at: datetime,
    author: str,
    reason: str,
) -> "PlannedPublication":
    from flow_runtime.conversations.releasing import plan

    return plan(
        tx, flow_id, number, channel, due_at=due_at, author=author, reason=reason, now=utc_now()
    )


def _tried(
    tx: "Connection",
    flow_id: str,
    number: int,
    channel: str,
    share: int,
    limits: tuple[int, int, int],
    author: str,
    reason: str,
) -> "Candidate":
    from flow_runtime.conversations.releasing import start_trial

    return start_trial(
        tx,
        flow_id,
        number,
        channel,
        share_percent=share,
        max_failed_percent=limits[0],
        max_abandoned_percent=limits[1],
        over_conversations=limits[2],
        author=author,
        reason=reason,
        now=utc_now(),
    )


def _moment(written: str) -> datetime:
    """Return a moment of this machine's clock.

    Raises:
        CommandFailed: It is none.
    """
    try:
        return datetime.fromisoformat(written).astimezone()
    except (ValueError, OverflowError):
        raise CommandFailed(
            f"'{written}' não é um momento. Escreva, por exemplo, --at \"2026-12-01 09:00\".",
            f"'{written}' is no moment. Write --at \"2026-12-01 09:00\", for example.",
        ) from None


def _tell_live(done: "Publication") -> None:
    say(
        f"No canal '{done.channel}' agora está no ar: {done.flow_id}, versão {done.version}.",
        f"Live on the channel '{done.channel}' now: {done.flow_id}, version {done.version}.",
    )


def _tell_plan(done: "PlannedPublication") -> None:
    when = local_time(done.due_at)
    say(
        f"Marcado (número {done.id}): {done.flow_id}, versão {done.version}, vai ao ar no canal "
        f"'{done.channel}' em {when}. Para desistir: fluxo plan cancel {done.id}.",
        f"Planned (number {done.id}): {done.flow_id}, version {done.version}, goes live on the "
        f"channel '{done.channel}' at {when}. To take it back: fluxo plan cancel {done.id}.",
    )


def _tell_trial(done: "Candidate") -> None:
    say(
        f"Em experiência no canal '{done.channel}': {done.flow_id}, versão {done.version}, para "
        f"{done.share_percent}% das conversas novas. Acompanhe: fluxo status.",
        f"On trial on the channel '{done.channel}': {done.flow_id}, version {done.version}, for "
        f"{done.share_percent}% of new conversations. Watch it: fluxo status.",
    )


def rollback(
    *,
    channel: Channel,
    reason: Reason,
    actor: As = None,
) -> None:
    """Make live again what the channel published before."""
    from flow_runtime.conversations.releasing import roll_back

    with opened_database() as database, database.transaction() as tx:
        done = roll_back(tx, channel, author=acting_person(actor), reason=reason, now=utc_now())
    _tell_live(done)


# -- migrate -----------------------------------------------------------------------------------


def migrate(
    *,
    channel: Channel,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say who could move and what would break.")
    ] = False,
    reason: Reason = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    actor: As = None,
) -> None:
    """Move running conversations to the version that is live; who could not go on stays."""
    with opened_database() as database:
        plan = _tried_dry(database, channel)
        moved = 0 if dry_run else _moved(database, plan, acting_person(actor), reason)
    if as_json:
        print_json(_as_json(plan, moved, dry_run=dry_run))
        return
    _tell_migration(plan, moved, dry_run=dry_run)


def _tried_dry(database: "Database", channel: str) -> "MigrationPlan":
    from flow_runtime.conversations import releasing
    from storage import publications

    with database.read() as tx:
        live = publications.current(tx, channel)
        return releasing.dry_run(tx, channel, live.version if live else 0)


def _moved(database: "Database", plan: "MigrationPlan", author: str, reason: str) -> int:
    from flow_runtime.conversations import releasing

    moved = 0
    for part in plan.parts():
        with database.transaction() as tx:
            done = releasing.migrate(tx, part, author=author, reason=reason, now=utc_now())
        moved += done.moved
    return moved


def _as_json(plan: "MigrationPlan", moved: int, *, dry_run: bool) -> dict[str, object]:
    return {
        "channel": plan.channel,
        "flow": plan.flow_id,
        "version": plan.number,
        "dry_run": dry_run,
        "could_move": len(plan.movable),
        "moved": moved,
        "stay": plan.staying + (0 if dry_run else len(plan.movable) - moved),
        "obstacles": [
            {"words": dict(one.words), "conversations": one.conversations} for one in plan.obstacles
        ],
    }


def _tell_migration(plan: "MigrationPlan", moved: int, *, dry_run: bool) -> None:
    target = f"{plan.flow_id}@{plan.number}"
    if dry_run:
        number = len(plan.movable)
        say(f"Podem passar para {target}: {number}.", f"Could move to {target}: {number}.")
    else:
        say(f"Passaram para {target}: {moved}.", f"Moved to {target}: {moved}.")
    staying = plan.staying + (0 if dry_run else len(plan.movable) - moved)
    say(f"Ficam na sua versão: {staying}.", f"Stay on their version: {staying}.")
    for one in plan.obstacles:
        line = f"{one.conversations:>6}  {sentence_of(one.words)}"
        say(line, line)
