"""Boleto lines and Pix codes that are well formed and belong to nobody, for the demo ERP.

No bank has the code 999 and the Pix key is the one of the Central Bank's manual, so nobody can pay
these by mistake. Sources: FEBRABAN, "Layout Padrão de Cobrança"; Banco Central do Brasil, "Manual
de Padrões para Iniciação do Pix".
"""

from binascii import crc_hqx
from datetime import date
from decimal import Decimal
from typing import Final

from flow_runtime.brazil.digits import mod10_digit, mod11_remainder

_BANK_AND_CURRENCY: Final = "9999"
_FIRST_FACTOR_DAY: Final = date(2025, 2, 22)
_FIRST_FACTOR: Final = 1_000
_PIX_KEY: Final = "123e4567-e12b-12d1-a456-426655440000"


def boleto_line(amount: Decimal, due: date, *, number: int) -> str:
    """Return the 47 digits of a boleto; `number` makes its free field.

    Raises:
        ValueError: The due date is before 22 February 2025, where today's factors begin.
    """
    if due < _FIRST_FACTOR_DAY:
        raise ValueError("The demo ERP issues boletos due from 22 February 2025 on.")
    factor = _FIRST_FACTOR + (due - _FIRST_FACTOR_DAY).days
    factor_and_value = f"{factor:04d}{int(amount * 100):010d}"
    free_field = f"{number:025d}"
    digit = _bank_digit(_BANK_AND_CURRENCY + factor_and_value + free_field)
    fields = (_BANK_AND_CURRENCY + free_field[:5], free_field[5:15], free_field[15:])
    return "".join(field + mod10_digit(field) for field in fields) + digit + factor_and_value


def _bank_digit(digits: str) -> str:
    digit = 11 - mod11_remainder(digits)
    return str(digit) if digit < 10 else "1"


def pix_code(amount: Decimal, *, merchant: str, transaction_id: str) -> str:
    """Return a Pix "copia e cola" of this amount for the demo company."""
    account = _field("00", "br.gov.bcb.pix") + _field("01", _PIX_KEY)
    body = "".join(
        (
            _field("00", "01"),
            _field("26", account),
            _field("52", "0000"),
            _field("53", "986"),
            _field("54", f"{amount:.2f}"),
            _field("58", "BR"),
            _field("59", merchant[:25]),
            _field("60", "SAO PAULO"),
            _field("62", _field("05", transaction_id)),
            "6304",
        )
    )
    return f"{body}{crc_hqx(body.encode(), 0xFFFF):04X}"


def _field(identifier: str, value: str) -> str:
    return f"{identifier}{len(value):02d}{value}"
