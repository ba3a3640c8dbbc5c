"""Why an answer was not understood, told to the designer: one short clause a reason."""

from collections.abc import Mapping
from typing import Final

_CLAUSES: Final[Mapping[str, tuple[str, str]]] = {
    "empty": ("nada foi escrito", "nothing was written"),
    "too_long": ("texto longo demais", "text too long"),
    "too_short": ("texto curto demais", "text too short"),
    "too_low": ("abaixo do mínimo", "below the minimum"),
    "too_high": ("acima do máximo", "above the maximum"),
    "ambiguous": ("dá para ler de mais de um jeito", "it can be read in more than one way"),
    "not_yes_or_no": ("não é sim nem não", "neither yes nor no"),
    "not_an_option": ("nenhuma opção parecida", "no option like it"),
    "not_a_number": ("não é um número", "not a number"),
    "not_whole": ("não é um número inteiro", "not a whole number"),
    "too_many_digits": ("número com dígitos demais", "too many digits"),
    "too_many_decimals": ("casas decimais demais", "too many decimals"),
    "other_currency": ("valor em outra moeda", "amount in another currency"),
    "not_a_date": ("não é uma data", "not a date"),
    "missing_year": ("falta o ano", "the year is missing"),
    "not_a_time": ("não é um horário", "not a time"),
    "missing_date": ("falta o dia", "the day is missing"),
    "missing_time": ("falta o horário", "the time is missing"),
    "not_an_email": ("não é um e-mail completo", "not a whole e-mail address"),
    "not_a_phone": ("não é um telefone", "not a phone number"),
    "missing_area_code": ("falta o DDD", "the area code is missing"),
    "not_a_url": ("não é um endereço de site", "not a web address"),
    "not_a_name": ("não parece um nome", "it does not look like a name"),
    "not_a_cpf": ("não é um CPF", "not a CPF"),
    "not_a_cnpj": ("não é um CNPJ", "not a CNPJ"),
    "not_a_cpf_cnpj": ("não é um CPF nem um CNPJ", "neither a CPF nor a CNPJ"),
    "check_digits": ("os dígitos do documento não conferem", "the check digits are wrong"),
    "not_a_cep": ("não é um CEP", "not a CEP"),
    "needs_file": ("precisa de um arquivo", "a file is needed"),
    "needs_image": ("precisa de uma imagem", "a picture is needed"),
    "needs_audio": ("precisa de um áudio", "a sound is needed"),
    "needs_location": ("precisa de uma localização", "a location is needed"),
    "no_match": ("não segue o padrão", "it does not follow the pattern"),
}
_UNKNOWN: Final = ("não foi entendido", "it was not understood")


def refusal_clause(reason: str, language: str) -> str:
    """Return why an answer was refused, as the beginning of a sentence."""
    pt, en = _CLAUSES.get(reason, _UNKNOWN)
    return pt if language == "pt-BR" else en
