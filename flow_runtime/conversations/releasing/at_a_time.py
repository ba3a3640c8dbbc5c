"""Publishing at a time: a plan is a row, and carrying it out is one transaction with its result.

A worker that dies in the middle leaves the plan as it was, for the next look of any worker; one
that comes second finds it taken or done.
"""

from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import Connection

from flow_runtime.accounts.scopes import scope_of_person
from flow_runtime.conversations.releasing.at_once import publish_with
from flow_runtime.conversations.releasing.errors import MakerMayNotPublish, PlanIsOver, TimeIsPast
from flow_runtime.conversations.releasing.fitting import require_fit
from flow_runtime.conversations.releasing.noting import named, note
from flow_runtime.conversations.releasing.reasons import kept, words_of
from flow_runtime.errors import FluxoError
from flow_runtime.kill_points import reach
from flow_runtime.problems import Words
from storage import channels, people, planned_publications
from storage.database import Database
from storage.errors import StorageError, Unavailable
from storage.planned_publications import NewPlan, PlannedPublication
from storage.policy import Permission
from storage.publications import NewPublication
from storage.scope import require_own_name

_log = structlog.get_logger(__name__)

_UNFORESEEN: Final[Words] = {
    "pt-BR": "Algo inesperado aconteceu; os detalhes estão no registro do servidor.",
    "en": "Something unexpected happened; the server's log has the details.",
}


def plan(
    tx: Connection,
    flow_id: str,
    number: int,
    channel: str,
    *,
    due_at: datetime,
    author: str,
    reason: str,
    now: datetime,
) -> PlannedPublication:
    """Have an approved version published at a time, by whichever worker looks then.

    Raises:
        TimeIsPast: `due_at` is not after `now`.
        storage.errors.NotFound: There is no such channel or version.
        storage.errors.Forbidden: `author` is another person than the one who acts.
        storage.errors.NotApproved: Nobody approved the version.
        flow_runtime.errors.FlowInvalid: The checks find errors.
    """
    require_own_name(tx, author)
    if due_at <= now:
        raise TimeIsPast(
            "That moment is over: choose a later one, or publish at once.",
            pt="Esse momento já passou: escolha outro mais tarde, ou publique agora.",
        )
    require_fit(tx, flow_id, number, channels.get(tx, channel))
    new = NewPlan(channel, flow_id, number, due_at, author, reason)
    planned = planned_publications.add(tx, new, now=now)
    _note(tx, author, "plan.made", planned, now=now, reason=reason)
    return planned


def cancel_plan(
    tx: Connection, plan_id: int, *, author: str, reason: str, now: datetime
) -> PlannedPublication:
    """Take a plan back before it is carried out.

    Raises:
        PlanIsOver: It was carried out, cancelled, or failed already.
        storage.errors.NotFound: There is no such plan.
        storage.errors.Forbidden: `author` is another person than the one who acts.
    """
    require_own_name(tx, author)
    planned_publications.get(tx, plan_id)
    cancelled = planned_publications.settle(tx, plan_id, "cancelled", reason=reason, now=now)
    if cancelled is None:
        raise PlanIsOver(
            f"The plan {plan_id} is over already: see what is live with fluxo status.",
            pt=f"O plano {plan_id} já terminou: veja o que está no ar com fluxo status.",
        )
    _note(tx, author, "plan.cancelled", cancelled, now=now, reason=reason)
    return cancelled


def carry_out_due(database: Database, *, now: datetime) -> int:
    """Publish what is due, each plan in a transaction of its own; return how many were settled.

    A version that may not be published any more leaves its plan `failed`, with the reason; so does
    a maker who may not publish any more. What the installation itself planned goes.

    Raises:
        storage.errors.Unavailable: The database does not answer; try again later.
    """
    with database.read() as tx:
        due = planned_publications.list_due(tx, now=now)
    return sum(_carry_out(database, plan_id, now) for plan_id in due)


def _carry_out(database: Database, plan_id: int, now: datetime) -> bool:
    with database.transaction() as tx:
        planned = planned_publications.claim(tx, plan_id, now=now)
        if planned is None:
            return False
        reach("release.claimed")
        trouble = _published(tx, planned, now)
        if trouble is None:
            planned_publications.settle(tx, plan_id, "published", reason="", now=now)
        else:
            why = kept(trouble)
            planned_publications.settle(tx, plan_id, "failed", reason=why, now=now)
            _note(tx, planned.planned_by, "plan.failed", planned, now=now, reason=why)
        reach("release.settled")
        return True


def _published(tx: Connection, planned: PlannedPublication, now: datetime) -> Words | None:
    """Publish, and return None, or why it could not be done."""
    new = NewPublication(
        planned.channel, planned.flow_id, planned.version, planned.planned_by, planned.reason
    )
    try:
        with tx.begin_nested():
            _require_maker_may(tx, planned)
            publish_with(tx, new, now=now, details={"plan": planned.id})
    except Unavailable:
        raise
    except (FluxoError, StorageError) as refused:
        return refused.words
    except Exception:  # a defect must not be met again every second, nor keep other plans waiting
        _log.exception("plan.failed", plan=planned.id)
        return _UNFORESEEN
    return None


def _require_maker_may(tx: Connection, planned: PlannedPublication) -> None:
    """Let no plan outlive the right of the account that made it.

    Raises:
        MakerMayNotPublish: The account is closed, or its roles do not permit it any more.
    """
    if planned.planned_by_id is None:
        return
    maker = people.get(tx, planned.planned_by_id)
    if maker.closed_at is not None:
        raise MakerMayNotPublish(
            f"The account of {maker.name}, who planned it, is closed. Somebody who may publish "
            "can plan it again.",
            pt=f"A conta de {maker.name}, que marcou a publicação, foi encerrada. Quem pode "
            "publicar pode marcá-la de novo.",
        )
    if not scope_of_person(maker).permits(Permission.PUBLISH):
        raise MakerMayNotPublish(
            f"{maker.name}, who planned it, may not publish any more. Somebody who may can plan "
            "it again.",
            pt=f"{maker.name}, que marcou a publicação, não pode mais publicar. Quem pode "
            "publicar pode marcá-la de novo.",
        )


def _note(
    tx: Connection,
    actor: str,
    action: str,
    planned: PlannedPublication,
    *,
    now: datetime,
    reason: str,
) -> None:
    details = {
        "plan": planned.id,
        "due_at": planned.due_at.isoformat(timespec="seconds"),
        "reason": words_of(reason)["en"],
    }
    subject = named(planned.channel, planned.flow_id, planned.version)
    note(tx, actor, action, subject, details=details, now=now)
