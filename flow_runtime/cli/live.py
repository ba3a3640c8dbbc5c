"""`fluxo status`: what customers talk to, what is on trial, what is to come, and what waits."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from flow_runtime.cli.opened import local_time, opened_database, utc_now
from flow_runtime.cli.speech import console, phrase, print_json, say

if TYPE_CHECKING:
    from rich.table import Table
    from sqlalchemy import Connection

    from flow_runtime.conversations.releasing import LiveChannel, TrialNumbers
    from storage.candidates import Candidate
    from storage.overview import Overview
    from storage.planned_publications import PlannedPublication
    from storage.publications import Publication


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command()(status)


def status(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False
) -> None:
    """Show what is live where, on trial and to come, open conversations, and what waits."""
    from flow_runtime.conversations.releasing import live
    from storage import overview

    with opened_database() as database, database.read() as tx:
        channels = live(tx)
        trials = _trials(tx, channels)
        counted = overview.count(tx, now=utc_now())
    if as_json:
        print_json(_as_json(channels, trials, counted))
        return
    console().print(_live_table(channels))
    for channel in channels:
        _tell_running(channel)
    for trial, numbers in trials:
        _tell_trial(trial, numbers)
    for channel in channels:
        for plan in channel.plans:
            _tell_plan(plan)
        for plan in channel.failed:
            _tell_failed(plan)
    for pt, en, number in _counts(counted):
        say(f"{number:>6}  {pt}", f"{number:>6}  {en}")


def _trials(
    tx: "Connection", channels: "Sequence[LiveChannel]"
) -> "list[tuple[Candidate, TrialNumbers]]":
    from flow_runtime.conversations.releasing import numbers

    on_trial = (channel.candidate for channel in channels)
    return [(trial, numbers(tx, trial)) for trial in on_trial if trial is not None]


def _counts(counted: "Overview") -> list[tuple[str, str, int]]:
    return [
        ("conversas abertas", "open conversations", counted.open_conversations),
        ("chamados à espera", "waiting tickets", counted.waiting_tickets),
        ("chamados em atendimento", "tickets being served", counted.assigned_tickets),
        ("tarefas vencidas", "tasks due", counted.due_tasks),
        ("temporizadores vencidos", "timers due", counted.due_timers),
        ("mensagens a enviar", "messages to send", counted.queued_messages),
    ]


# -- for programs ------------------------------------------------------------------------------


def _as_json(
    channels: "Sequence[LiveChannel]",
    trials: "list[tuple[Candidate, TrialNumbers]]",
    counted: "Overview",
) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "live": [
            _publication_as_json(one.publication, one.environment)
            for one in channels
            if one.publication
        ],
        "trials": [_trial_as_json(trial, numbers) for trial, numbers in trials],
        "plans": [_plan_as_json(plan) for one in channels for plan in one.plans],
        "failed_plans": [_failed_as_json(plan) for one in channels for plan in one.failed],
        "running": [
            {
                "channel": count.channel,
                "flow": count.flow_id,
                "version": count.version,
                "conversations": count.count,
            }
            for one in channels
            for count in one.running
        ],
        **asdict(counted),
    }


def _publication_as_json(item: "Publication", environment: str) -> dict[str, object]:
    return {
        "channel": item.channel,
        "environment": environment,
        "flow": item.flow_id,
        "version": item.version,
        "since": _iso(item.published_at),
        "by": item.published_by,
        "reason": item.reason,
    }


def _trial_as_json(trial: "Candidate", numbers: "TrialNumbers") -> dict[str, object]:
    return {
        "channel": trial.channel,
        "flow": trial.flow_id,
        "version": trial.version,
        "share_percent": trial.share_percent,
        "since": _iso(trial.began_at),
        "by": trial.began_by,
        "reason": trial.reason,
        "begun": numbers.begun,
        "ended": numbers.ended,
        "failed": numbers.failed,
        "abandoned": numbers.abandoned,
        "over_conversations": trial.over_conversations,
        "max_failed_percent": trial.max_failed_percent,
        "max_abandoned_percent": trial.max_abandoned_percent,
    }


def _plan_as_json(plan: "PlannedPublication") -> dict[str, object]:
    return {
        "number": plan.id,
        "channel": plan.channel,
        "flow": plan.flow_id,
        "version": plan.version,
        "at": _iso(plan.due_at),
        "by": plan.planned_by,
        "reason": plan.reason,
    }


def _failed_as_json(plan: "PlannedPublication") -> dict[str, object]:
    from flow_runtime.conversations.releasing import words_of

    return {**_plan_as_json(plan), "why": dict(words_of(plan.result_reason))}


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


# -- for people --------------------------------------------------------------------------------


def _live_table(channels: "Sequence[LiveChannel]") -> "Table":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    headings = [
        phrase("Canal", "Channel"),
        phrase("Ambiente", "Environment"),
        phrase("Fluxo", "Flow"),
        phrase("Versão", "Version"),
        phrase("Desde", "Since"),
        phrase("Por", "By"),
        phrase("Motivo", "Reason"),
    ]
    table = Table(*headings, box=box.SIMPLE)
    published = [(one.environment, one.publication) for one in channels if one.publication]
    for environment, item in published:
        place = _environment(environment)
        cells = (item.channel, place, item.flow_id, str(item.version))
        since = local_time(item.published_at)
        table.add_row(*(Text(cell) for cell in (*cells, since, item.published_by, item.reason)))
    if not published:
        table.caption = phrase("Nada publicado ainda.", "Nothing is published yet.")
    return table


def _environment(name: str) -> str:
    return phrase("teste", "test") if name == "test" else phrase("produção", "production")


def _tell_running(channel: "LiveChannel") -> None:
    if not channel.running:
        return
    pt = "; ".join(f"{one.flow_id}, versão {one.version}: {one.count}" for one in channel.running)
    en = "; ".join(f"{one.flow_id}, version {one.version}: {one.count}" for one in channel.running)
    say(
        f"Conversas abertas no canal '{channel.channel}': {pt}.",
        f"Open conversations on the channel '{channel.channel}': {en}.",
    )


def _tell_trial(trial: "Candidate", numbers: "TrialNumbers") -> None:
    since = local_time(trial.began_at)
    say(
        f"Em experiência no canal '{trial.channel}' desde {since}: {trial.flow_id}, versão "
        f"{trial.version}, para {trial.share_percent}% das conversas novas. Começaram "
        f"{numbers.begun}; das últimas {numbers.ended} que terminaram, falharam {numbers.failed} "
        f"e foram abandonadas {numbers.abandoned}.",
        f"On trial on the channel '{trial.channel}' since {since}: {trial.flow_id}, version "
        f"{trial.version}, for {trial.share_percent}% of new conversations. Begun: "
        f"{numbers.begun}; of the last {numbers.ended} that ended, {numbers.failed} failed and "
        f"{numbers.abandoned} were abandoned.",
    )


def _tell_plan(plan: "PlannedPublication") -> None:
    when = local_time(plan.due_at)
    say(
        f"Marcado (número {plan.id}) para {when}: {plan.flow_id}, versão {plan.version}, no canal "
        f"'{plan.channel}', por {plan.planned_by}.",
        f"Planned (number {plan.id}) for {when}: {plan.flow_id}, version {plan.version}, on the "
        f"channel '{plan.channel}', by {plan.planned_by}.",
    )


def _tell_failed(plan: "PlannedPublication") -> None:
    from flow_runtime.conversations.releasing import words_of

    when, why = local_time(plan.due_at), words_of(plan.result_reason)
    say(
        f"Não foi ao ar (número {plan.id}, marcado para {when} por {plan.planned_by}): "
        f"{plan.flow_id}, versão {plan.version}, no canal '{plan.channel}'. {why['pt-BR']}",
        f"Did not go live (number {plan.id}, planned for {when} by {plan.planned_by}): "
        f"{plan.flow_id}, version {plan.version}, on the channel '{plan.channel}'. {why['en']}",
    )
