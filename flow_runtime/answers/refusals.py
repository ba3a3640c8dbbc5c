"""What a customer reads when an answer was not understood: one polite sentence a reason."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal

from flow_runtime.answers.errors import BadQuestionError
from flow_runtime.answers.folding import is_english
from flow_runtime.answers.results import Bound

Sentence = Mapping[str, str]

_SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "empty": {
            "pt-BR": "Não recebi nada por aqui. Pode escrever a sua resposta?",
            "en": "I did not get anything. Could you type your answer?",
        },
        "too_long": {
            "pt-BR": "Ficou um pouco longo. Pode resumir, por favor?",
            "en": "That is a bit long. Could you make it shorter, please?",
        },
        "too_short": {
            "pt-BR": "Ficou um pouco curto. Pode escrever com mais detalhes, por favor?",
            "en": "That is a bit short. Could you write a little more, please?",
        },
        "too_low": {
            "pt-BR": "Esse valor é menor do que o permitido. Pode conferir, por favor?",
            "en": "That is lower than allowed. Could you check it, please?",
        },
        "too_high": {
            "pt-BR": "Esse valor é maior do que o permitido. Pode conferir, por favor?",
            "en": "That is higher than allowed. Could you check it, please?",
        },
        "ambiguous": {
            "pt-BR": "Fiquei em dúvida sobre o que você quis dizer. Pode responder só uma coisa?",
            "en": "I am not sure what you meant. Could you answer with just one thing?",
        },
        "not_yes_or_no": {
            "pt-BR": "Por favor, responda sim ou não.",
            "en": "Please answer yes or no.",
        },
        "not_an_option": {
            "pt-BR": "Não encontrei essa opção. Pode escolher uma da lista, pelo nome ou número?",
            "en": "I could not find that option. Could you pick one by its name or number?",
        },
        "not_a_number": {
            "pt-BR": "Preciso de um número, por exemplo 12 ou 12,5.",
            "en": "I need a number, for example 12 or 12.5.",
        },
        "not_whole": {
            "pt-BR": "Preciso de um número inteiro, sem vírgula.",
            "en": "I need a whole number, without decimals.",
        },
        "too_many_digits": {
            "pt-BR": "Esse número tem dígitos demais. Pode conferir, por favor?",
            "en": "That number has too many digits. Could you check it, please?",
        },
        "too_many_decimals": {
            "pt-BR": "Preciso do valor com até duas casas, por exemplo 1.234,56.",
            "en": "I need the amount with up to two decimals, for example 1,234.56.",
        },
        "other_currency": {
            "pt-BR": "Preciso do valor em reais, por exemplo R$ 50,00.",
            "en": "I need the amount in our currency, for example 50.00.",
        },
        "not_a_date": {
            "pt-BR": "Não reconheci a data. Pode escrever assim: 25/12/2026?",
            "en": "I did not recognise the date. Could you write it like 12/25/2026?",
        },
        "missing_year": {
            "pt-BR": "Pode escrever a data com o ano, por exemplo 05/03/2027?",
            "en": "Could you write the date with its year, like 03/05/2027?",
        },
        "not_a_time": {
            "pt-BR": "Não reconheci o horário. Pode escrever assim: 14:30?",
            "en": "I did not recognise the time. Could you write it like 2:30 pm?",
        },
        "missing_date": {
            "pt-BR": "Faltou o dia. Pode escrever dia e horário, por exemplo 25/12 às 14:30?",
            "en": "The day is missing. Could you write day and time, like 12/25 at 2:30 pm?",
        },
        "missing_time": {
            "pt-BR": "Faltou o horário. Pode escrever dia e horário, por exemplo 25/12 às 14:30?",
            "en": "The time is missing. Could you write day and time, like 12/25 at 2:30 pm?",
        },
        "not_an_email": {
            "pt-BR": "Esse e-mail parece incompleto. Pode escrever assim: nome@exemplo.com?",
            "en": "That e-mail looks incomplete. Could you write it like name@example.com?",
        },
        "not_a_phone": {
            "pt-BR": "Não reconheci o telefone. Pode escrever com DDD, como (11) 91234-5678?",
            "en": "I did not recognise the phone number. Could you include the area code?",
        },
        "missing_area_code": {
            "pt-BR": "Faltou o DDD. Pode escrever o número completo, como (11) 91234-5678?",
            "en": "The area code is missing. Could you write the whole phone number?",
        },
        "not_a_url": {
            "pt-BR": "Não reconheci o endereço do site. Pode escrever assim: www.exemplo.com?",
            "en": "I did not recognise the web address. Could you write it like www.example.com?",
        },
        "not_a_name": {
            "pt-BR": "Pode me dizer o seu nome, só com letras?",
            "en": "Could you tell me your name, with letters only?",
        },
        "not_a_cpf": {
            "pt-BR": "Preciso do CPF com 11 números. Pode conferir, por favor?",
            "en": "I need the CPF with its 11 digits. Could you check it, please?",
        },
        "not_a_cnpj": {
            "pt-BR": "Preciso do CNPJ com 14 caracteres. Pode conferir, por favor?",
            "en": "I need the CNPJ with its 14 characters. Could you check it, please?",
        },
        "not_a_cpf_cnpj": {
            "pt-BR": "Preciso de um CPF (11 números) ou CNPJ (14 caracteres). Pode conferir?",
            "en": "I need a CPF (11 digits) or a CNPJ (14 characters). Could you check it?",
        },
        "check_digits": {
            "pt-BR": "Esse número de documento não confere. Pode verificar e enviar de novo?",
            "en": "That document number is not valid. Could you check it and send it again?",
        },
        "not_a_cep": {
            "pt-BR": "Preciso do CEP com 8 números, por exemplo 01310-100.",
            "en": "I need the postal code (CEP) with 8 digits, for example 01310-100.",
        },
        "needs_file": {
            "pt-BR": "Preciso que você envie um arquivo, por favor.",
            "en": "I need you to send a file, please.",
        },
        "needs_image": {
            "pt-BR": "Preciso que você envie uma foto ou imagem, por favor.",
            "en": "I need you to send a photo or picture, please.",
        },
        "needs_audio": {
            "pt-BR": "Preciso que você envie um áudio, por favor.",
            "en": "I need you to send a voice message, please.",
        },
        "needs_location": {
            "pt-BR": "Pode compartilhar a sua localização, por favor?",
            "en": "Could you share your location, please?",
        },
        "no_match": {
            "pt-BR": "O formato não está certo. Pode conferir e escrever de novo?",
            "en": "The format is not right. Could you check it and type it again?",
        },
    }
)
_NOT_UNDERSTOOD: Final[Sentence] = {
    "pt-BR": "Desculpe, não entendi. Pode escrever de outro jeito?",
    "en": "Sorry, I did not understand. Could you say it another way?",
}
_BOUNDED: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "too_low": {
            "pt-BR": "O mínimo é {bound}. Pode conferir, por favor?",
            "en": "The minimum is {bound}. Could you check it, please?",
        },
        "too_high": {
            "pt-BR": "O máximo é {bound}. Pode conferir, por favor?",
            "en": "The maximum is {bound}. Could you check it, please?",
        },
        "too_short": {
            "pt-BR": "Preciso de pelo menos {bound} caracteres. Pode escrever um pouco mais?",
            "en": "I need at least {bound} characters. Could you write a little more?",
        },
        "too_long": {
            "pt-BR": "Pode resumir em até {bound} caracteres, por favor?",
            "en": "Could you keep it within {bound} characters, please?",
        },
    }
)
_DATE_BOUNDED: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "too_low": {
            "pt-BR": "Preciso de uma data a partir de {bound}. Pode escolher outra?",
            "en": "I need a date from {bound} on. Could you choose another one?",
        },
        "too_high": {
            "pt-BR": "Preciso de uma data até {bound}. Pode escolher outra?",
            "en": "I need a date up to {bound}. Could you choose another one?",
        },
    }
)
_LENGTH_KINDS: Final = frozenset({"text", "name", "regex"})
REASONS: Final = frozenset(_SENTENCES)


def refusal_text(
    kind: str, reason: str, language: str, min: Bound = None, max: Bound = None
) -> str:
    """Return the sentence that asks the customer again; bounds are written the language's way.

    Args:
        kind: The kind that was asked.
        reason: The reason of a Refused; an unknown one gives a general sentence.
        language: "pt-BR" or "en".
        min: The question's lowest value, as for kinds.understand.
        max: The question's highest value, as for kinds.understand.
    """
    tongue = "en" if is_english(language) else "pt-BR"
    if kind == "rating":
        min, max = (0 if min is None else min), (10 if max is None else max)
    bound = min if reason in {"too_low", "too_short"} else max
    template = _bounded(kind, reason) if bound not in {None, ""} else None
    if template is None:
        return _SENTENCES.get(reason, _NOT_UNDERSTOOD)[tongue]
    return template[tongue].format(bound=_shown(bound, kind=kind, tongue=tongue))


def _bounded(kind: str, reason: str) -> Sentence | None:
    if kind in {"date", "datetime"}:
        return _DATE_BOUNDED.get(reason)
    if reason in {"too_short", "too_long"} and kind not in _LENGTH_KINDS:
        return None
    return _BOUNDED.get(reason)


def _shown(bound: Bound, *, kind: str, tongue: str) -> str:
    """Write a bound for people: 1.234,5 · R$ 10,00 · 11/03/2026."""
    locale = tongue.replace("-", "_")
    if kind in {"date", "datetime"}:
        return str(
            format_date(
                _as_date(bound), "dd/MM/yyyy" if tongue == "pt-BR" else "MM/dd/yyyy", locale
            )
        )
    if kind == "time":
        return str(bound)
    style = "#,##0.00" if kind == "money" else "#,##0.###"
    amount = format_decimal(Decimal(str(bound)), style, locale)
    return f"R$ {amount}" if kind == "money" and tongue == "pt-BR" else amount


def _as_date(bound: Bound) -> date:
    try:
        return date.fromisoformat(str(bound)[:10])
    except ValueError:
        raise BadQuestionError(
            f"The bound {bound!r} is not a date such as 2026-03-11.",
            pt=f"O limite {bound!r} não é uma data como 2026-03-11.",
        ) from None
