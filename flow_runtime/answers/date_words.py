"""Names of months and weekdays from the CLDR, folded, as tables and as regular expressions."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from babel.dates import get_day_names, get_month_names

from flow_runtime.answers.folding import fold

_EXTRA_MONTHS: Final = {"pt_BR": {"marco": 3}, "en": {"sept": 9}}
# "ter" is also a verb, so that it names no Tuesday
_NO_WEEKDAYS: Final = frozenset({"ter"})
_NUMBERED_WEEKDAYS: Final = {f"{number}a": number - 2 for number in range(2, 7)}


def _folded(name: str) -> str:
    return fold(name).replace("-", " ").rstrip(".")


def _months(locale: str) -> Mapping[str, int]:
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    names = {
        _folded(name): number
        for width in widths
        for number, name in get_month_names(width, "format", locale).items()
    }
    return MappingProxyType(names | _EXTRA_MONTHS[locale])


def _weekdays(locale: str) -> Mapping[str, int]:
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    names = {
        _folded(name).removesuffix(" feira"): number
        for width in widths
        for number, name in get_day_names(width, "format", locale).items()
    }
    return MappingProxyType({name: day for name, day in names.items() if name not in _NO_WEEKDAYS})


PORTUGUESE_MONTHS: Final = _months("pt_BR")
ENGLISH_MONTHS: Final = _months("en")
PORTUGUESE_WEEKDAYS: Final = _weekdays("pt_BR")
ENGLISH_WEEKDAYS: Final = MappingProxyType(
    dict(_weekdays("en")) | {"tues": 1, "thur": 3, "thurs": 3}
)
NUMBERED_WEEKDAYS: Final = MappingProxyType(_NUMBERED_WEEKDAYS)


def any_of(names: Mapping[str, int]) -> str:
    """Return a regular expression for any of the names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))
