"""The Brazilian market's filters: money, dates, documents, telephones and boletos.

Masks hide what a passer-by must not read on a screen; formats write a value the way people do.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

import phonenumbers
from babel.numbers import format_currency, format_decimal, format_percent
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from flow_runtime.texts.filter_values import FilterFailed, as_decimal, as_integer, digits_of
from flow_runtime.texts.filters_dates import date_br, local_date, time_br, weekday
from flow_runtime.texts.printing import printed

_PARTICLES: Final = frozenset({"da", "das", "de", "do", "dos", "e"})
_BOLETO_DIGITS: Final = 47
_TAX_BILL_DIGITS: Final = 48
_MAX_DECIMALS: Final = 6
_VISIBLE_DIGITS: Final = 4


def _locale(language: str) -> str:
    return "en_US" if language.startswith("en") else "pt_BR"


def _money(value: object, currency: object = "BRL", *, language: str) -> object:
    code = printed(currency)
    if not (len(code) == 3 and code.isascii() and code.isupper()):  # ISO 4217
        raise FilterFailed("a currency is three capital letters, such as BRL")
    # Babel writes a no-break space after the sign; a customer who copies it must get a plain one.
    return format_currency(as_decimal(value), code, locale=_locale(language)).replace("\xa0", " ")


def _number(value: object, decimals: object = None, *, language: str) -> object:
    places = _MAX_DECIMALS if decimals is None else max(0, min(as_integer(decimals), _MAX_DECIMALS))
    pattern = "#,##0" + ("." if places else "") + ("#" if decimals is None else "0") * places
    return format_decimal(as_decimal(value), format=pattern, locale=_locale(language))


def _percent(value: object, *, language: str) -> object:
    return format_percent(as_decimal(value) / 100, format="#,##0.##%", locale=_locale(language))


def _digits(value: object) -> object:
    return digits_of(value)


def _plain_document(value: object, length: int, name: str) -> str:
    plain = re.sub(r"[.\-/\s]", "", printed(value)).upper()
    if len(plain) != length or not (plain.isascii() and plain.isalnum()):
        raise FilterFailed(f"this is not a {name}")
    return plain


def _cpf(value: object) -> str:
    cpf = _plain_document(value, 11, "CPF")
    if not cpf.isdigit():
        raise FilterFailed("this is not a CPF")
    return cpf


def _cpf_format(value: object) -> object:
    cpf = _cpf(value)
    return f"{cpf[:3]}.{cpf[3:6]}.{cpf[6:9]}-{cpf[9:]}"


def _cpf_masked(value: object) -> object:
    cpf = _cpf(value)
    return f"***.{cpf[3:6]}.{cpf[6:9]}-**"


def _cnpj_format(value: object) -> object:
    # Letters and digits since July 2026: IN RFB 2.229/2024.
    cnpj = _plain_document(value, 14, "CNPJ")
    return f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"


def _cnpj_masked(value: object) -> object:
    cnpj = _plain_document(value, 14, "CNPJ")
    return f"**.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-**"


def _cep_format(value: object) -> object:
    cep = digits_of(value)
    if len(cep) != 8:
        raise FilterFailed("this is not a CEP")
    return f"{cep[:5]}-{cep[5:]}"


def _phone(value: object) -> PhoneNumber:
    try:
        number = phonenumbers.parse(printed(value)[:40], "BR")
    except NumberParseException as error:
        raise FilterFailed("this is not a telephone number") from error
    if not phonenumbers.is_possible_number(number):
        raise FilterFailed("this is not a telephone number")
    return number


def _phone_format(value: object) -> object:
    number = _phone(value)
    brazilian = number.country_code == 55
    style = PhoneNumberFormat.NATIONAL if brazilian else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def _phone_masked(value: object) -> object:
    written = str(_phone_format(value))
    hidden_until = len(written) - _VISIBLE_DIGITS
    # What stands before the first space is the area or country, which may be seen.
    shown_until = written.find(" ") + 1
    middle = re.sub(r"\d", "*", written[shown_until:hidden_until])
    return written[:shown_until] + middle + written[hidden_until:]


def _email_masked(value: object) -> object:
    user, at, domain = printed(value).strip().rpartition("@")
    if not (user and at and domain):
        raise FilterFailed("this is not an e-mail address")
    return f"{user[0]}***@{domain}"


def _first_name(value: object) -> object:
    words = printed(value).split()
    return _title_word(words[0]) if words else ""


def _title_name(value: object) -> object:
    words = printed(value).split()
    low = [word.lower() if word.lower() in _PARTICLES else _title_word(word) for word in words]
    return " ".join(low)


def _title_word(word: str) -> str:
    # Not str.title(): it would write "D'Ávila" right but "o's" wrong, and cuts at every sign.
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def _groups(value: object, size: object = 4) -> object:
    text = "".join(printed(value).split())
    step = as_integer(size)
    if step < 1:
        raise FilterFailed("a group has at least one character")
    return " ".join(text[start : start + step] for start in range(0, len(text), step))


def _boleto_format(value: object) -> object:
    """Write a boleto's line in FEBRABAN's fields: 47 digits (banks) or 48 (bills and taxes)."""
    line = digits_of(value)
    if len(line) == _TAX_BILL_DIGITS:
        return " ".join(f"{line[at : at + 11]}-{line[at + 11]}" for at in range(0, 48, 12))
    if len(line) != _BOLETO_DIGITS:
        raise FilterFailed("a boleto line has 47 or 48 digits")
    first = f"{line[:5]}.{line[5:10]}"
    second, third = (f"{line[at : at + 5]}.{line[at + 5 : at + 11]}" for at in (10, 21))
    return f"{first} {second} {third} {line[32]} {line[33:]}"


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "money": _money,
    "number": _number,
    "percent": _percent,
    "date": local_date,
    "date_br": date_br,
    "time_br": time_br,
    "weekday": weekday,
    "digits": _digits,
    "groups": _groups,
    "cpf_format": _cpf_format,
    "cpf_masked": _cpf_masked,
    "cnpj_format": _cnpj_format,
    "cnpj_masked": _cnpj_masked,
    "cep_format": _cep_format,
    "phone_format": _phone_format,
    "phone_masked": _phone_masked,
    "email_masked": _email_masked,
    "first_name": _first_name,
    "title_name": _title_name,
    "boleto_format": _boleto_format,
}
