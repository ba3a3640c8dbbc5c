"""Is an answer within the lowest and the highest value that the question allows?"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, TypeVar

from flow_runtime.answers.errors import BadQuestionError
from flow_runtime.answers.results import Bound, Question, Refused

_MAX_KEPT_BOUNDS: Final = 256
_Ordered = TypeVar("_Ordered", Decimal, date, datetime, str)


@lru_cache(maxsize=_MAX_KEPT_BOUNDS, typed=True)
def number_bound(bound: Bound) -> Decimal | None:
    """Return a numeric bound as a Decimal.

    Raises:
        BadQuestionError: The bound is not a finite number.
    """
    if bound is None or bound == "":
        return None
    try:
        number = Decimal(str(bound))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise BadQuestionError(
            f"The bound {bound!r} is not a number; write it as 10 or 10.5.",
            pt=f"O limite {bound!r} não é um número; escreva-o como 10 ou 10.5.",
        )
    return number


def moment_bound(bound: Bound) -> str | None:
    """Return a date, time or datetime bound as its ISO text.

    Raises:
        BadQuestionError: The bound is not an ISO text.
    """
    if bound is None or bound == "":
        return None
    if not isinstance(bound, str):
        raise BadQuestionError(
            f"The bound {bound!r} is not a text such as 2026-03-11.",
            pt=f"O limite {bound!r} não é um texto como 2026-03-11.",
        )
    return bound


def refuse_number(value: Decimal, question: Question) -> Refused | None:
    """Return the refusal of a number (or a length) outside the bounds, else None."""
    return _refuse_between(value, number_bound(question.minimum), number_bound(question.maximum))


def refuse_length(text: str, question: Question) -> Refused | None:
    """Return the refusal of a text shorter or longer (in characters) than asked, else None."""
    refused = refuse_number(Decimal(len(text)), question)
    if refused is None:
        return None
    return Refused("too_short" if refused.reason == "too_low" else "too_long")


def refuse_date(value: date, question: Question) -> Refused | None:
    """Return the refusal of a date outside the bounds, else None."""
    return _refuse_between(value, _date_bound(question.minimum), _date_bound(question.maximum))


def refuse_time(value: str, question: Question) -> Refused | None:
    """Return the refusal of an "HH:MM" outside the bounds, else None."""
    return _refuse_between(value, moment_bound(question.minimum), moment_bound(question.maximum))


def refuse_datetime(value: datetime, question: Question) -> Refused | None:
    """Return the refusal of an aware datetime outside the bounds (dates count whole), else None."""
    refused = _refuse_between(
        value.date(), _date_bound(question.minimum), _date_bound(question.maximum)
    )
    return refused or _refuse_between(
        value, _moment(question.minimum, value), _moment(question.maximum, value)
    )


def _refuse_between(
    value: _Ordered, lowest: _Ordered | None, highest: _Ordered | None
) -> Refused | None:
    if lowest is not None and value < lowest:
        return Refused("too_low")
    if highest is not None and value > highest:
        return Refused("too_high")
    return None


def _date_bound(bound: Bound) -> date | None:
    text = moment_bound(bound)
    if text is None:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise BadQuestionError(
            f"The bound {bound!r} is not a date such as 2026-03-11.",
            pt=f"O limite {bound!r} não é uma data como 2026-03-11.",
        ) from None


def _moment(bound: Bound, like: datetime) -> datetime | None:
    """Return a bound that names an hour as an aware datetime; a bare date bounds no hour."""
    text = moment_bound(bound)
    if text is None or len(text) <= len("2026-03-11"):
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadQuestionError(
            f"The bound {bound!r} is not an ISO 8601 moment.",
            pt=f"O limite {bound!r} não é um momento em ISO 8601.",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=like.tzinfo)
