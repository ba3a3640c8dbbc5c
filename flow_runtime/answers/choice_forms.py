"""One form for the ways to write an hour, a day, a price or a quantity in a menu.

"9h", "9:00" and "nove horas" become one word, as do "R$ 79,90" and "79,90" or "100 MB" and "cem
megas", in the labels and in what customers type alike. Only for comparing, never saved.
"""

import re
from collections.abc import Callable
from typing import Final

from flow_runtime.answers.date_words import PORTUGUESE_MONTHS, any_of
from flow_runtime.answers.folding import fold, word_set, words
from flow_runtime.answers.spoken import spelled_as_digits

_MIN_PLURAL_CHARACTERS: Final = 4
_NO_PLURALS: Final = word_set("menos antes depois mais tres dois duas except")
_SAME: Final = dict.fromkeys(("mudar", "trocar", "modificar", "atualizar"), "alterar") | (
    dict.fromkeys(("zap", "zapzap", "whats", "wpp"), "whatsapp")
)
_NOON: Final = 12
_AMOUNT: Final = r"(\d{1,3}(?:\.\d{3})+|\d+)"


def _range(found: re.Match[str]) -> str:
    return f"{found[1]}a{found[2]}"


def _day(found: re.Match[str]) -> str:
    named = PORTUGUESE_MONTHS.get(found[2])
    return f" dia{int(found[1])} mes{int(found[2]) if named is None else named} "


def _price(found: re.Match[str]) -> str:
    cents = found[2] if found[2] not in {None, "00"} else ""
    return f" reais{found[1].replace('.', '')}v{cents} "


def _hour(found: re.Match[str]) -> str:
    said = found.groupdict()
    hour = int(said["hour"])
    if said.get("part") in {"tarde", "noite", "pm", "afternoon", "evening"} and hour < _NOON:
        hour += _NOON
    minute = {"meia": "30", "00": "", None: ""}.get(said.get("minute"), said.get("minute"))
    return f" {hour}h{minute} "


_PART: Final = (
    r"(?: ?(?:da |de |a |in the )?(?P<part>manha|tarde|noite|am|pm|morning|afternoon|evening)\b)"
)
_FORMS: Final[tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]] = (
    (re.compile(r"\b2 ?a? ?via\b"), "segunda via"),
    (re.compile(r"\b(\d+) ?(?:a|ate|to|-) ?(\d+)\b(?! ?h)"), _range),
    (re.compile(r"\b(\d+) (?:ou|or) (?:mais|more)\b"), r"\1oumais"),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/\d{2,4})?(?![\d/])"), _day),
    (re.compile(rf"\b(\d{{1,2}}) (?:de )?({any_of(PORTUGUESE_MONTHS)})\b"), _day),
    (re.compile(r"\bdia (\d{1,2})\b"), r" dia\1 "),
    (re.compile(rf"\br?\$ ?{_AMOUNT}(?:,(\d{{2}}))?(?![\d,])"), _price),
    (re.compile(rf"\$ ?{_AMOUNT}(?:[.,](\d{{2}}))?(?![\d,])"), _price),
    (re.compile(rf"\b{_AMOUNT}(?:,(\d{{2}}))? (?:reais|real)\b"), _price),
    (re.compile(rf"(?<![\d.,]){_AMOUNT}[.,](\d{{2}})(?![\d.,])"), _price),
    (re.compile(r"\bmeio[ -]?dia\b(?: e (?P<minute>meia))?"), "12h"),
    (
        re.compile(
            rf"\b(?P<hour>\d{{1,2}})(?:(?::|h|h e | e )(?P<minute>[0-5]\d|meia))"
            rf"(?: ?(?:hs|h|min)\b)?(?!\d){_PART}?"
        ),
        _hour,
    ),
    (re.compile(rf"\b(?P<hour>\d{{1,2}}) ?(?:horas?|hrs|hs|h)\b{_PART}?"), _hour),
    (re.compile(rf"\b(?P<hour>\d{{1,2}}){_PART}"), _hour),
    (re.compile(r"\b(?:as|at) (?P<hour>\d{1,2})\b"), _hour),
    (re.compile(r"\b(\d+) ?(?:x|vezes|times)\b"), r"\1x"),
    (re.compile(r"\b(\d+) ?(?:megas?|mbps|mb)\b"), r"\1 mega"),
    (re.compile(r"\b(\d+) ?(?:gigas?|gb)\b"), r"\1 giga"),
    (re.compile(r"\b(segunda|terca|quarta|quinta|sexta)[ -]feira\b"), r"\1"),
)


def comparable(text: str, *, english: bool) -> tuple[str, ...]:
    """Return the folded words of a text, its hours, days, prices and quantities in one form."""
    said = spelled_as_digits(fold(text), english=english)
    for pattern, form in _FORMS:
        said = pattern.sub(form, said)
    return tuple(_SAME.get(word, _singular(word)) for word in words(said))


def _singular(word: str) -> str:
    """Drop the plural of a word: "planos", "reclamações"."""
    if len(word) < _MIN_PLURAL_CHARACTERS or not word.endswith("s") or word in _NO_PLURALS:
        return word
    return f"{word[:-3]}ao" if word.endswith("oes") else word[:-1]
