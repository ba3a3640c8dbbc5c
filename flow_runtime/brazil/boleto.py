"""Reading the typed line (linha digitável) of a boleto: check digits, value, due date, barcode.

Sources: FEBRABAN, "Especificações técnicas para confecção de boleto de pagamento" (47 digits) and
"Layout padrão de arrecadação/recebimento com utilização do código de barras" (48 digits).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from flow_runtime.brazil.digits import mod10_digit, mod11_remainder, only_digits

MAX_LINE_CHARACTERS: Final = 200

# Factor 1000 was 3 July 2000 (Banco Central, Carta-Circular 2.926/2000); after 9999 on 21 February
# 2025 it began again with 1000 the day after. Lower ones were never issued; 0000 is "no due date".
_FIRST_FACTOR: Final = 1_000
_DAYS_OF_FIRST_FACTOR: Final = (date(2000, 7, 3), date(2025, 2, 22))

_SEPARATORS: Final = str.maketrans("", "", " .-\t\r\n\u00a0")
_REAL: Final = "9"


@dataclass(frozen=True, slots=True)
class BoletoLine:
    """A valid typed line.

    `kind` is "bank" (47 digits) or "collection" (48 digits: utilities, taxes); `amount` is in
    reais, None when the line leaves it open; `due_candidates` are the dates its factor can mean, in
    order, and `due_date` is the one nearest to the day of reading. `bank_code` has three digits.
    """

    kind: Literal["bank", "collection"]
    digits: str
    barcode: str
    amount: Decimal | None
    due_date: date | None = None
    due_candidates: tuple[date, ...] = ()
    bank_code: str | None = None


def read_boleto_line(text: str, today: date) -> BoletoLine | None:
    """Read a typed line with or without its dots and spaces; None when a check digit is wrong."""
    if len(text) > MAX_LINE_CHARACTERS:
        return None
    digits = text.translate(_SEPARATORS)
    if not only_digits(digits):
        return None
    if len(digits) == 47:
        return _read_bank_line(digits, today)
    if len(digits) == 48 and digits[0] == "8":
        return _read_collection_line(digits)
    return None


def _read_bank_line(digits: str, today: date) -> BoletoLine | None:
    fields = (digits[0:10], digits[10:21], digits[21:32])
    if not all(mod10_digit(field[:-1]) == field[-1] for field in fields):
        return None
    barcode = _bank_barcode(digits)
    if barcode[4] != _bank_digit(barcode[:4] + barcode[5:]):
        return None
    candidates = _due_candidates(int(barcode[5:9]))
    return BoletoLine(
        kind="bank",
        digits=digits,
        barcode=barcode,
        amount=_reais(barcode[9:19]) if barcode[3] == _REAL else None,
        due_date=min(candidates, key=lambda day: abs(day - today), default=None),
        due_candidates=candidates,
        bank_code=barcode[:3],
    )


def _bank_barcode(digits: str) -> str:
    """Bank and currency, general check digit, factor and value, then the free field's 25 digits."""
    free_field = digits[4:9] + digits[10:20] + digits[21:31]
    return digits[:4] + digits[32:] + free_field


def _bank_digit(digits: str) -> str:
    digit = 11 - mod11_remainder(digits)
    return str(digit) if digit < 10 else "1"


def _due_candidates(factor: int) -> tuple[date, ...]:
    if factor < _FIRST_FACTOR:
        return ()
    days = timedelta(days=factor - _FIRST_FACTOR)
    return tuple(first_day + days for first_day in _DAYS_OF_FIRST_FACTOR)


def _read_collection_line(digits: str) -> BoletoLine | None:
    """The third digit says what the amount is (6, 8: reais; 7, 9: another unit) and the modulo."""
    amount_kind = digits[2]
    if amount_kind not in "6789":
        return None
    blocks = [digits[start : start + 12] for start in range(0, 48, 12)]
    barcode = "".join(block[:-1] for block in blocks)
    checked = [(block[:-1], block[-1]) for block in blocks]
    checked.append((barcode[:3] + barcode[4:], barcode[3]))
    if not _all_match(checked, uses_mod10=amount_kind in "67"):
        return None
    amount = _reais(barcode[4:15]) if amount_kind in "68" else None
    return BoletoLine(kind="collection", digits=digits, barcode=barcode, amount=amount)


def _all_match(checked: Iterable[tuple[str, str]], *, uses_mod10: bool) -> bool:
    check_digit = mod10_digit if uses_mod10 else _collection_mod11_digit
    return all(check_digit(digits) == digit for digits, digit in checked)


def _collection_mod11_digit(digits: str) -> str:
    remainder = mod11_remainder(digits)
    return "0" if remainder < 2 else str(11 - remainder)


def _reais(cents: str) -> Decimal | None:
    return Decimal(cents).scaleb(-2) if int(cents) else None
