"""Reading one number written in digits, the Brazilian or the English way.

The separators are those of the CLDR locales "pt" and "en": `1.234,56` and `1,234.56`. What could be
read in two ways is not read at all.
"""

import re
from decimal import Decimal
from typing import Final

_GROUPED: Final = re.compile(r"[1-9][0-9]{0,2}(?:([., ])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMAL_MARK: Final = {"pt": ",", "en": "."}


def read_numeral(numeral: str, *, english: bool) -> Decimal | None:
    """Return the value of digits with separators, or None when it is malformed or ambiguous.

    Shapes: "1234", "1.234", "1 234,56", "1,234.56", "0.5", ",5".
    """
    marks = {mark for mark in numeral if mark in ".,"}
    if " " in numeral:
        return _read_spaced(numeral)
    if len(marks) == 2:
        return _read_two_marks(numeral, _DECIMAL_MARK["en" if english else "pt"])
    if len(marks) == 1:
        return _read_one_mark(numeral, marks.pop(), _DECIMAL_MARK["en" if english else "pt"])
    return Decimal(numeral)


def _read_spaced(numeral: str) -> Decimal | None:
    whole, *fraction = re.split(r"[.,]", numeral)
    if not _GROUPED.fullmatch(whole) or len(fraction) > 1:
        return None
    if not fraction and not whole.endswith(" 000") and whole[1] != " ":
        return None  # "100 200" may be two numbers
    return Decimal(whole.replace(" ", "") + "." + (fraction[0] if fraction else "0"))


def _read_two_marks(numeral: str, decimal_mark: str) -> Decimal | None:
    """Read "1.234,56"; "1,234.56" is the other language's way and may be a slip for it."""
    last_mark = max(".,", key=numeral.rindex)
    if last_mark != decimal_mark or numeral.count(decimal_mark) > 1:
        return None
    whole, fraction = numeral.split(decimal_mark)
    return Decimal(f"{_ungrouped(whole)}.{fraction}") if _GROUPED.fullmatch(whole) else None


def _read_one_mark(numeral: str, mark: str, decimal_mark: str) -> Decimal | None:
    if numeral.count(mark) > 1:
        return Decimal(_ungrouped(numeral)) if _GROUPED.fullmatch(numeral) else None
    whole, fraction = numeral.split(mark)
    if mark == decimal_mark and fraction == "000" and whole not in {"", "0"}:
        return None  # "1,000" is a thousand to the rest of the world
    if mark == decimal_mark or len(fraction) != 3 or whole in {"", "0"}:
        return Decimal(f"{whole or 0}.{fraction}")
    return Decimal(whole + fraction) if _GROUPED.fullmatch(numeral) else None


def _ungrouped(digits: str) -> str:
    return digits.replace(".", "").replace(",", "")
