"""The kind time: one time of day on 24 hours."""

import re
from datetime import time, timedelta
from typing import Final

from flow_runtime.answers.bounds import refuse_time
from flow_runtime.answers.dates import doubts, scan_dates
from flow_runtime.answers.folding import fold, word_set
from flow_runtime.answers.moments import Scan, has_any, sayable, scan
from flow_runtime.answers.results import Answer, Question, Refused, understood
from flow_runtime.answers.time_phrases import clock, time_phrases, with_part_of_day

_BARE: Final = re.compile(r"(\d{2}):?(\d{2})|(\d{1,2})\.(\d{2})")
_BARE_HOUR: Final = re.compile(r"1[3-9]|2[0-3]")
_TWO_WORDS: Final = re.compile(r"(\d{1,2})(?: e)? (\d{2})")
_PART: Final = re.compile(
    r"\b(?:da|de|a|na|pela|in the|at|this)? ?"
    r"(manha|tarde|noite|madrugada|morning|afternoon|evening|night)\b"
)
_NOW: Final = re.compile(r"(?:agora|agora mesmo|neste momento|now|right now)\W*")
_SOON: Final = re.compile(
    r"\b(?:daqui (?:a |ha )?|dentro de |em |in )(?P<count>\d{1,4}|meia|half an|an) ?"
    r"(?P<unit>minutos?|min|minutes?|mins|horas?|h|hours?)(?P<half> e meia)?\b(?! de\b)"
)
_AGO: Final = re.compile(
    r"(?:(?:ha|faz)(?: uns| umas)? )?(?P<count>\d{1,4}|meia|half an|an) ?"
    r"(?P<unit>minutos?|min|minutes?|mins|horas?|h|hours?)(?P<half> e meia)?(?P<ago> atras| ago)?"
)
_MORE_DOUBTS: Final = word_set(
    "meia meio manha tarde noite madrugada half quarter past morning afternoon evening "
    "night pm am minutos minuto min minutes minute hora horas hour hours comercial late diante"
)


def understand_time(question: Question) -> Answer:
    """Understand one time of day; saved as "14:30". "duas e meia" is 02:30, as it stands."""
    text = sayable(question)
    moment = (
        relative_time(text, question)
        or bare_time(text, question)
        or said_time(scan_dates(text, question).rest, question)
    )
    if isinstance(moment, Refused):
        return moment
    value = f"{moment:%H:%M}"
    return refuse_time(value, question) or understood(question, value)


def said_time(text: str, question: Question) -> time | Refused:
    """Return the only time of a sayable text without its dates, or why there is none."""
    found = scan(text, time_phrases(question))
    if not found.found:
        return Refused("not_a_time")
    parts = set(_PART.findall(found.rest))
    rest = _PART.sub(" ", found.rest)
    if has_any(rest, doubts(question) | _MORE_DOUBTS):
        return Refused("ambiguous" if None not in found.found else "not_a_time")
    return _with_part(found, parts)


def relative_time(text: str, question: Question) -> time | None:
    """Return the time of "agora" or "daqui a 2 horas" when that is the whole text."""
    away = time_away(text)
    return None if away is None else (question.now + away).time()


def time_away(text: str) -> timedelta | None:
    """Return how far away "agora", "daqui a 2 horas" or "há 2 horas" is, when it is all."""
    if _NOW.fullmatch(text):
        return timedelta()
    stripped = text.rstrip(" .!")
    found = _SOON.fullmatch(stripped)
    if found:
        return _duration(found)
    gone = _AGO.fullmatch(stripped)
    is_ago = gone is not None and (gone["ago"] or stripped.startswith(("ha ", "faz ")))
    return -_duration(gone) if gone and is_ago else None


def bare_time(text: str, question: Question) -> time | None:
    """Return the time of "1430", of "14" and of "três e quinze" when that is the whole text."""
    stripped = text.strip(" .!")
    compact = _BARE.fullmatch(stripped)
    if compact:
        return clock(int(compact[1] or compact[3]), int(compact[2] or compact[4]))
    if _BARE_HOUR.fullmatch(stripped):
        return time(int(stripped))
    is_spelled = not any(c.isdigit() for c in fold(question.text))
    words = _TWO_WORDS.fullmatch(stripped)
    return clock(int(words[1]), int(words[2])) if words and is_spelled else None


def _with_part(found: Scan[time], parts: set[str]) -> time | Refused:
    """Give "de tarde" to the time it stands apart from: "hoje de tarde, às 3"."""
    moment = found.only()
    if moment is None:
        return Refused("not_a_time" if None in found.found else "ambiguous")
    if not parts:
        return moment
    parted = {with_part_of_day(moment, part) for part in parts} - {None}
    only = parted.pop() if len(parted) == 1 and len(parts) == 1 else None
    return only or Refused("ambiguous")


def _duration(found: re.Match[str]) -> timedelta:
    count = {"meia": 0.5, "half an": 0.5, "an": 1.0}.get(found["count"]) or float(found["count"])
    count += 0.5 if found["half"] else 0
    is_minutes = found["unit"].startswith("min")
    return timedelta(minutes=count) if is_minutes else timedelta(hours=count)
