"""Check digits that several Brazilian documents share; all take texts of the digits 0 to 9."""

from collections.abc import Iterable
from itertools import cycle


def only_digits(text: str) -> bool:
    """Whether the text is one or more of 0 to 9; `str.isdigit` alone would take "²" and "٣" too."""
    return text.isascii() and text.isdigit()


def mod10_digit(digits: str) -> str:
    """Modulo 10 with weights 2, 1 from the right and digit sums (FEBRABAN, "módulo 10")."""
    products = (int(d) * weight for d, weight in zip(reversed(digits), cycle((2, 1)), strict=False))
    return str(-sum(sum(divmod(product, 10)) for product in products) % 10)


def mod11_remainder(digits: str) -> int:
    """Remainder by 11 of the sum with weights 2 to 9 from the right (FEBRABAN, "módulo 11")."""
    weighted: Iterable[tuple[str, int]] = zip(reversed(digits), cycle(range(2, 10)), strict=False)
    return sum(int(digit) * weight for digit, weight in weighted) % 11


def iso_mod11_digit(digits: str) -> str:
    """ISO/IEC 7064 MOD 11,10: one decimal digit that finds every single wrong digit."""
    carry = 10
    for digit in digits:
        carry = ((carry + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - carry) % 10)
