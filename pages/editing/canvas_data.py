"""What the canvas is told: views or patches, what is saved, problems, and where to look."""

from collections import defaultdict
from datetime import datetime

import streamlit as st
from babel.dates import format_time, get_timezone
from pydantic import JsonValue

from flow_runtime.editing import node_catalogue
from flow_runtime.problems import Problem, Severity
from pages.editing.desk import Desk
from pages.simulating.painting import run_of
from pages.tests_parts.coverage import coverage_paint
from pages.texts import Language, texts_of

_ = texts_of("editor")

Data = dict[str, JsonValue]


def canvas_data(desk: Desk) -> Data:
    """Return the `data` of the canvas component; its shape is CanvasData in model/types.ts."""
    views = desk.views.since(desk.held)
    data: Data = {
        "session": desk.session,
        "flow_id": desk.flow_id,
        **views,
        "acknowledged": _saved_sequence(desk, desk.client),
        "acknowledgements": {str(client): last for client, last in desk.saved.acknowledged.items()},
        "client": desk.client,
        **_problems(desk),
        "language": desk.language,
        "read_only": desk.read_only,
        "saved_at": said_time(desk.saved_at, desk.language)
        if desk.unsaved_because is None
        else None,
        "unsaved_because": _reason_not_saved(desk),
        "revision": desk.saved.revision,
        "can_undo": desk.editing.can_undo,
        "can_redo": desk.editing.can_redo,
        "run": run_of(desk.simulator.talk),
        "untested": coverage_paint(desk.flow_id),
        "focus": {"node": desk.wish.node_id, "serial": desk.wish.serial} if desk.wish else None,
    }
    if "full" in views:
        data["catalogue"] = _catalogue(desk.language)
    return data


def _reason_not_saved(desk: Desk) -> str | None:
    if desk.conflict is not None:
        return _("It is saved as soon as you have chosen what should stay.")
    return desk.unsaved_because


def _saved_sequence(desk: Desk, client: str | None) -> int:
    last = desk.saved.acknowledged.get(client or "")
    return last if isinstance(last, int) else 0


def _problems(desk: Desk) -> Data:
    examination = desk.examination
    by_node: defaultdict[str, list[JsonValue]] = defaultdict(list)
    for problem in examination.problems:
        if problem.node_id is not None:
            by_node[problem.node_id].append(_as_data(problem, desk.language))
    errors = sum(problem.severity is Severity.ERROR for problem in examination.problems)
    return {
        "problems": dict(by_node),
        "problem_counts": {"errors": errors, "warnings": len(examination.problems) - errors},
        "problems_view": desk.views.number if desk.checking.finished_for is desk.document else 0,
    }


def _as_data(problem: Problem, language: Language) -> JsonValue:
    return {
        "severity": problem.severity.value,
        "sentence": problem.sentence(language),
        "code": problem.code,
    }


def _catalogue(language: Language) -> JsonValue:
    return [kind.json for kind in node_catalogue(language)]


def said_time(moment: datetime, language: Language) -> str:
    """Return a time of day as the person's clock shows it, such as 14:32."""
    zone = get_timezone(st.context.timezone or "UTC")
    return format_time(moment, "short", tzinfo=zone, locale=language.replace("-", "_"))
