"""The kind date: one day, said in any usual way."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from flow_runtime.answers.bounds import refuse_date
from flow_runtime.answers.date_phrases import DatePhrases
from flow_runtime.answers.date_words import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    PORTUGUESE_MONTHS,
    PORTUGUESE_WEEKDAYS,
)
from flow_runtime.answers.folding import is_english, word_set
from flow_runtime.answers.moments import Scan, has_any, sayable, scan
from flow_runtime.answers.results import Answer, Question, Refused, understood
from flow_runtime.answers.time_phrases import time_phrases

_PORTUGUESE: Final = word_set(
    "agora nao nunca nem ou antes depois apos ate menos exceto toda todo todas todos cada "
    "semana semanas mes meses ano anos quinzena quinzenas feriado vem proximo proxima "
    "proximos proximas passado passada ultimo ultima ultimos comeco inicio meio metade "
    "final fim vespera partir entre talvez sei desde dia dias atras qualquer uteis util "
    "quando daqui dentro alguns algum poucos breve mais feira fds cinzas santa santo gorda "
    "paixao meia pouco tanto quase duas pascoa carnaval depende hora horas via diante"
)
_ENGLISH: Final = word_set(
    "now not never nor or before after until till except every each all week weeks month "
    "months year years weekend holiday next last past beginning start middle end eve from "
    "between maybe since day days ago any some few soon when business working fortnight by "
    "half almost good easter depends dont than other hour hours"
)
PORTUGUESE_DOUBTS: Final = _PORTUGUESE | (
    frozenset(PORTUGUESE_MONTHS) | frozenset(PORTUGUESE_WEEKDAYS)
) - {"set", "out", "sab", "seg", "mar"}
ENGLISH_DOUBTS: Final = _ENGLISH | frozenset(ENGLISH_MONTHS) | frozenset(ENGLISH_WEEKDAYS)


def understand_date(question: Question) -> Answer:
    """Understand one day; saved as "2026-03-11". A time of day beside it is let go."""
    question = hinted(question)
    text = sayable(question)
    found = scan_dates(text, question)
    rest = scan(found.rest, time_phrases(question)).rest
    day = one_date(found)
    if isinstance(day, Refused):
        return without_year(text, question) or day
    if has_any(rest, doubts(question)):
        return Refused("ambiguous")
    return refuse_date(day, question) or understood(question, day.isoformat())


def scan_dates(text: str, question: Question) -> Scan[date]:
    """Find the dates of a sayable text; a weekday that only names the date's own day is let go."""
    phrases = DatePhrases(
        question.now.date(), prefer=question.prefer, english=is_english(question.language)
    )
    dated = scan(text, phrases.all())
    weekdays = scan(dated.rest, phrases.weekdays())
    day = dated.only()
    if day is not None and all(
        found and found.weekday() == day.weekday() for found in weekdays.found
    ):
        return Scan(dated.found, weekdays.rest)
    return Scan(dated.found + weekdays.found, weekdays.rest)


def one_date(found: Scan[date]) -> date | Refused:
    """Return the only day found, or why there is none to be sure of."""
    if not found.found or None in found.found:
        return Refused("not_a_date")
    return found.only() or Refused("ambiguous")


def hinted(question: Question) -> Question:
    """Let the bounds say which way a date without a year lies, where the question does not."""
    if question.prefer is not None:
        return question
    today = question.now.date()
    is_past = _is_refused(today + timedelta(days=1), "too_high", question)
    is_future = _is_refused(today - timedelta(days=1), "too_low", question)
    if is_past == is_future:
        return question
    return replace(question, prefer="past" if is_past else "future")


def _is_refused(day: date, reason: str, question: Question) -> bool:
    refused = refuse_date(day, question)
    return refused is not None and refused.reason == reason


def without_year(text: str, question: Question) -> Refused | None:
    """Return why a sayable text is no date without a hint, when it lacks one, else None."""
    if question.prefer is not None:
        return None
    day = one_date(scan_dates(text, replace(question, prefer="future")))
    return day if isinstance(day, Refused) else Refused("missing_year")


def doubts(question: Question) -> frozenset[str]:
    """Return the words that, left over beside a moment, make it uncertain."""
    return ENGLISH_DOUBTS if is_english(question.language) else PORTUGUESE_DOUBTS
