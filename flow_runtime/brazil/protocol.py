"""The receipt number a customer gets for a request (Decreto 11.034/2022, article 12)."""

from datetime import date
from typing import Final

from flow_runtime.brazil.digits import iso_mod11_digit, only_digits

MAX_SEQUENCE: Final = 99_999_999
_DAY_DIGITS: Final = 8
_PROTOCOL_DIGITS: Final = 17


def protocol_number(day: date, sequence: int) -> str:
    """The day as AAAAMMDD, eight digits of the company's sequence and one check digit.

    The check digit is ISO/IEC 7064 MOD 11,10: the plain modulo 11 of bank slips would write its
    eleven remainders with ten digits and so miss some single typing errors.

    Raises:
        ValueError: when the sequence is not within 0 to `MAX_SEQUENCE`.
    """
    if not 0 <= sequence <= MAX_SEQUENCE:
        raise ValueError(f"The protocol sequence must be from 0 to {MAX_SEQUENCE}.")
    digits = f"{day.isoformat().replace('-', '')}{sequence:08d}"
    return digits + iso_mod11_digit(digits)


def is_protocol_number(text: str) -> bool:
    """Whether a text is a well-formed protocol number: a real day and the right check digit."""
    if len(text) != _PROTOCOL_DIGITS or not only_digits(text):
        return False
    return _is_day(text[:_DAY_DIGITS]) and iso_mod11_digit(text[:-1]) == text[-1]


def _is_day(digits: str) -> bool:
    try:
        date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    except ValueError:
        return False
    return True
