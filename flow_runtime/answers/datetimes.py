"""The kind datetime: one day and one time of day, in the customer's zone."""

import re
from datetime import UTC, datetime, time
from typing import Final

from flow_runtime.answers.bounds import refuse_datetime
from flow_runtime.answers.dates import hinted, one_date, scan_dates, without_year
from flow_runtime.answers.folding import fold
from flow_runtime.answers.moments import sayable
from flow_runtime.answers.results import Answer, Question, Refused, understood
from flow_runtime.answers.times import said_time, time_away

_ISO: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[tT ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
    r"(?:[zZ]|[+-][0-9]{2}:?[0-9]{2})?"
)
_MIDNIGHT: Final = re.compile(r"\b(?:meia ?noite|midnight)\b")


def understand_datetime(question: Question) -> Answer:
    """Understand one moment; saved as ISO 8601 with the offset of the customer's zone."""
    question = hinted(question)
    text = sayable(question)
    away = time_away(text)
    if _ISO.fullmatch(question.text):
        moment = _iso(question)
    elif away is not None:
        moment = (question.now.astimezone(UTC) + away).astimezone(question.now.tzinfo)
    else:
        moment = _said(text, question)
    if isinstance(moment, Refused):
        return moment
    saved = moment.replace(microsecond=0)
    return refuse_datetime(saved, question) or understood(question, saved.isoformat())


def _iso(question: Question) -> datetime | Refused:
    try:
        moment = datetime.fromisoformat(question.text.upper())
        return (
            moment.astimezone(question.now.tzinfo) if moment.tzinfo else _placed(moment, question)
        )
    except (ValueError, OverflowError):
        return Refused("not_a_date")


def _said(text: str, question: Question) -> datetime | Refused:
    if _MIDNIGHT.search(text):
        return Refused("ambiguous")  # it begins the day for some and ends it for others
    dates = scan_dates(text, question)
    day = one_date(dates)
    moment = said_time(dates.rest, question)
    if isinstance(day, Refused):
        is_only_time = not dates.found and isinstance(moment, time)
        return Refused("missing_date") if is_only_time else without_year(text, question) or day
    if isinstance(moment, Refused):
        has_digits = any(c.isdigit() for c in fold(dates.rest))
        is_missing = moment.reason == "not_a_time" and not has_digits
        return Refused("missing_time") if is_missing else moment
    return _placed(datetime.combine(day, moment), question)


def _placed(local: datetime, question: Question) -> datetime | Refused:
    """Put a wall-clock time into the customer's zone, unless the clock skipped it that day."""
    moment = local.replace(tzinfo=question.now.tzinfo)
    back = moment.astimezone(UTC).astimezone(question.now.tzinfo)
    is_there = back.replace(tzinfo=None) == local
    return moment if is_there else Refused("not_a_time")
