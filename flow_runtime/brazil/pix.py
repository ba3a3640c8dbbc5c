"""Reading a Pix code ("copia e cola").

Sources: Banco Central do Brasil, "Manual de Padrões para Iniciação do Pix" (BR Code); EMVCo,
"QR Code Specification for Payment Systems: Merchant-Presented Mode". A code is a row of fields,
each two digits of identifier, two of length, and so many characters of value.
"""

import re
from binascii import crc_hqx
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flow_runtime.brazil.digits import only_digits

MAX_CODE_CHARACTERS: Final = 512

_CRC_FIELD: Final = "6304"
_CRC_START: Final = 0xFFFF
_PIX_DOMAIN: Final = "br.gov.bcb.pix"
_FIRST_ACCOUNT, _LAST_ACCOUNT = 26, 51
_NO_TRANSACTION_ID: Final = "***"
_FIXED_FIELDS: Final = {"00": "01", "53": "986", "58": "BR"}
_AMOUNT: Final = re.compile(r"[0-9]{1,10}(?:\.[0-9]{1,2})?")
_CRC: Final = re.compile(r"[0-9A-Fa-f]{4}")


@dataclass(frozen=True, slots=True)
class PixCode:
    """What a valid code says; exactly one of `key` (static) and `url` (dynamic) is set.

    `amount` is in reais, None when the payer chooses it; `transaction_id` is None for "***".
    """

    key: str | None
    url: str | None
    amount: Decimal | None
    merchant_name: str
    merchant_city: str
    transaction_id: str | None
    description: str | None


def pix_crc_is_valid(code: str) -> bool:
    """Whether the code ends with field 63 and the CRC-16/CCITT-FALSE of all that stands before."""
    body, crc = code[:-4], code[-4:]
    if not body.endswith(_CRC_FIELD) or not _CRC.fullmatch(crc):
        return False
    return crc_hqx(body.encode("utf-8", errors="replace"), _CRC_START) == int(crc, 16)


def read_pix_code(code: str) -> PixCode | None:
    """Read a Pix code, blanks around it ignored; None when it is damaged or not a Pix code."""
    code = code.strip()
    if len(code) > MAX_CODE_CHARACTERS or not pix_crc_is_valid(code):
        return None
    fields = _fields(code)
    account = _pix_account(fields) if fields else None
    if not fields or not account or not _has_fixed_fields(fields):
        return None
    return _pix_code(fields, account)


def _pix_code(fields: Mapping[str, str], account: Mapping[str, str]) -> PixCode | None:
    key, url = account.get("01"), account.get("25")
    amount, additional = fields.get("54"), _fields(fields.get("62", ""))
    if bool(key) == bool(url) or additional is None:
        return None
    if amount is not None and not _AMOUNT.fullmatch(amount):
        return None
    transaction_id = additional.get("05", _NO_TRANSACTION_ID)
    return PixCode(
        key=key,
        url=url,
        amount=_chosen_amount(amount),
        merchant_name=fields.get("59", ""),
        merchant_city=fields.get("60", ""),
        transaction_id=None if transaction_id == _NO_TRANSACTION_ID else transaction_id,
        description=account.get("02"),
    )


def _chosen_amount(amount: str | None) -> Decimal | None:
    """The amount; zero, like none at all, leaves it to the payer."""
    return (Decimal(amount) or None) if amount else None


def _has_fixed_fields(fields: Mapping[str, str]) -> bool:
    return all(fields.get(identifier) == value for identifier, value in _FIXED_FIELDS.items())


def _pix_account(fields: Mapping[str, str]) -> Mapping[str, str] | None:
    """The first merchant account that is Pix: other arrangements may stand in the same code."""
    for identifier in range(_FIRST_ACCOUNT, _LAST_ACCOUNT + 1):
        account = _fields(fields.get(str(identifier), "")) or {}
        if account.get("00", "").lower() == _PIX_DOMAIN:
            return account
    return None


def _fields(text: str) -> Mapping[str, str] | None:
    """Values by identifier; None when a field is cut short, malformed or repeated."""
    fields: dict[str, str] = {}
    position = 0
    while position < len(text):
        header = text[position : position + 4]
        if len(header) < 4 or not only_digits(header) or header[:2] in fields:
            return None
        end = position + 4 + int(header[2:])
        if end > len(text):
            return None
        fields[header[:2]] = text[position + 4 : end]
        position = end
    return fields
