"""The ways to say a time of day, in Portuguese and in English, as phrases for moments.scan."""

import re
from collections.abc import Mapping
from datetime import time
from functools import lru_cache
from typing import Final

from flow_runtime.answers.folding import is_english
from flow_runtime.answers.moments import Phrase
from flow_runtime.answers.results import Question

_EDGE: Final = r"(?<![\d/.,:-])"
_END: Final = r"(?![\d/:]|[.,-]\d)"

# From which to which hour a part of the day goes, as said and as meant on 24 hours
_PARTS_OF_DAY: Final[Mapping[str, Mapping[int, int]]] = {
    "manha": {hour: hour for hour in range(1, 12)},
    "madrugada": {12: 0, 0: 0} | {hour: hour for hour in range(1, 7)},
    "tarde": {12: 12} | {hour: hour + 12 for hour in range(1, 8)},
    "noite": {12: 0, 0: 0} | {hour: hour + 12 for hour in range(6, 12)},
    "evening": {hour: hour + 12 for hour in range(4, 12)},
    "am": {12: 0} | {hour: hour for hour in range(12)},
    "pm": {12: 12} | {hour: hour + 12 for hour in range(1, 12)},
}
_SAME_PART: Final[Mapping[str, str]] = {
    "morning": "manha",
    "afternoon": "tarde",
    "night": "noite",
}
_LATE_HOURS: Final[Mapping[str, range]] = {
    "tarde": range(12, 20),
    "noite": range(18, 24),
    "evening": range(16, 24),
    "pm": range(12, 24),
}

_PT_PART: Final = (
    r"(?:\s*(?:(?:da|de|na|a|pela|,)? ?(?P<part>manha|tarde|noite|madrugada)\b"
    r"|(?P<half>a|p)\.?m\b\.?))"
)
_PT_MINUTES: Final = r"(?P<minute>\d{1,2}|meia)"
_PT_PATTERNS: Final = (
    rf"{_EDGE}(?P<before>\d{{1,2}})(?: min| minutos?)? (?:para|pras?|pros?|p) (?:as? |o )?"
    rf"(?:(?P<hour>\d{{1,2}})(?:h| horas?)?|(?P<name>meio ?dia|meia ?noite)){_END}{_PT_PART}?",
    rf"\b(?P<name>meio ?dia|meia ?noite)(?: e {_PT_MINUTES}(?: min| minutos?)?)?\b",
    rf"{_EDGE}(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::[0-5]\d)?"
    rf"(?: ?(?:h|hs|hrs|horas?)\b)?{_END}{_PT_PART}?",
    rf"{_EDGE}(?P<hour>\d{{1,2}}) ?(?:hs|hrs|hr|horas|hora|h)\.? ?(?:e )?"
    r"(?P<minute>\d{2}|\d(?= ?m)|meia)"
    rf"(?: ?(?:minutos?|mins?|m)\b)?{_END}"
    rf"(?! ?(?:de [a-z]|dias?|pessoas?|(?:h|hs|hrs|horas)\b)){_PT_PART}?",
    rf"{_EDGE}(?P<hour>\d{{1,2}}) ?(?:hs|hrs|hr|horas|hora|h)\b"
    rf"(?! ?(?:atras|e|antes|depois)\b){_PT_PART}?",
    rf"\b(?:as?|ao|pelas|umas|la pelas|das) (?P<hour>\d{{1,2}})(?: e {_PT_MINUTES})?{_END}"
    r"(?! ?(?:de|do|dias?|semanas?|mes|meses|pessoas?)\b(?! (?:manha|tarde|noite|madrugada)))"
    rf"{_PT_PART}?",
    rf"{_EDGE}(?P<hour>\d{{1,2}})(?: e {_PT_MINUTES})?{_PT_PART}",
    rf"{_EDGE}(?P<hour>\d{{1,2}}) e (?P<minute>meia)\b",
)
_EN_PART: Final = (
    r"(?:\s*(?:(?P<half>a|p)\.? ?m\b\.?"
    r"|(?:in the|at|this) (?P<part>morning|afternoon|evening|night)))"
)
_EN_PATTERNS: Final = (
    rf"\b(?P<past>half|quarter|{_EDGE}\d{{1,2}})(?: minutes?)? past "
    rf"(?P<hour>\d{{1,2}}){_END}{_EN_PART}?",
    rf"\b(?P<before>quarter|{_EDGE}\d{{1,2}})(?: minutes?)? (?:to|till|before) "
    rf"(?:(?P<hour>\d{{1,2}})|(?P<name>noon|midday|midnight)){_END}{_EN_PART}?",
    r"\b(?:12 )?(?P<name>noon|midday|midnight)\b",
    rf"{_EDGE}(?P<hour>\d{{1,2}})[:.h](?P<minute>\d{{2}})(?::[0-5]\d)?{_END}{_EN_PART}?",
    rf"{_EDGE}(?P<hour>\d{{1,2}}) (?P<minute>[1-5]\d) ?{_EN_PART}",
    rf"{_EDGE}(?P<hour>\d{{1,2}}) ?{_EN_PART}",
    rf"{_EDGE}(?P<hour>\d{{1,2}}) ?(?:o'? ?clock|h\b|hrs?\b|hours\b){_EN_PART}?",
    rf"\b(?:at|around|about) (?P<hour>\d{{1,2}}){_END}"
    rf"(?! (?:days?|weeks?|months?|people)\b){_EN_PART}?",
)


def time_phrases(question: Question) -> tuple[Phrase[time], ...]:
    """Return the phrases of the question's language, those that hold shorter ones first."""
    return _phrases(is_english(question.language))


@lru_cache(maxsize=2)
def _phrases(english: bool) -> tuple[Phrase[time], ...]:  # the cache's key
    patterns = _EN_PATTERNS if english else _PT_PATTERNS
    return tuple(Phrase(re.compile(pattern), _read) for pattern in patterns)


def with_part_of_day(moment: time, part: str) -> time | None:
    """Return the time said with "da tarde" and the like; None when both cannot be true."""
    part = _SAME_PART.get(part, part)
    hour = _PARTS_OF_DAY[part].get(moment.hour)
    if hour is None and moment.hour in _LATE_HOURS.get(part, ()):
        hour = moment.hour
    return None if hour is None else moment.replace(hour=hour)


def clock(hour: int, minute: int) -> time | None:
    """Return the time of an hour and a minute; None when the day has no such time."""
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _read(found: re.Match[str]) -> time | None:
    said = found.groupdict()
    moment = clock(_hour(said), _minute(said))
    part = f"{said['half']}m" if said.get("half") else said.get("part")
    if moment is not None and part:
        moment = with_part_of_day(moment, part)
    before = said.get("before")
    return moment if before is None or moment is None else _earlier(moment, _minutes(before))


def _hour(said: Mapping[str, str | None]) -> int:
    name = said.get("name")
    if name:
        return 0 if name in {"midnight", "meia noite", "meianoite"} else 12
    return int(said["hour"] or 0)


def _minute(said: Mapping[str, str | None]) -> int:
    return _minutes(said.get("minute") or said.get("past") or "0")


def _minutes(text: str) -> int:
    return {"meia": 30, "half": 30, "quarter": 15}.get(text) or int(text)


def _earlier(moment: time, minutes: int) -> time | None:
    if not 0 < minutes < 60:
        return None
    total = (moment.hour * 60 + moment.minute - minutes) % (24 * 60)
    return time(total // 60, total % 60)
