"""The kinds cpf, cnpj, cpf_cnpj and cep: Brazilian documents, also in the middle of a sentence.

CPF: IN RFB 2.172/2024. CNPJ: IN RFB 2.229/2024, letters and digits from July 2026. CEP: eight
digits, the lowest in use is 01000-000.
"""

import re
from collections.abc import Callable
from typing import Final

from validate_docbr import CNPJ, CPF

from flow_runtime.answers.dictated import digits_of
from flow_runtime.answers.folding import denies, plain
from flow_runtime.answers.results import Answer, Question, Refused, understood

_CPF_RULES: Final = CPF()
_CNPJ_RULES: Final = CNPJ()
_LOWEST_CEP: Final = "01000000"
_RUN: Final = re.compile(r"(?<![0-9A-Z])[0-9](?: ?[./-]? ?[0-9])*(?![0-9A-Z])")
_CNPJ: Final = re.compile(
    r"(?<![0-9A-Z])[0-9A-Z]{2}[. ]?[0-9A-Z]{3}[. ]?[0-9A-Z]{3}"
    r"[/ ]?[0-9A-Z]{4}[- ]?[0-9]{2}(?![0-9A-Z])"
)
_COMMAS: Final = re.compile(r"(?<![0-9])([0-9]{2,3}),([0-9]{3}),([0-9]{3}[-/])")
_CLAUSE_END: Final = re.compile(r"[,;.!] |\bmas\b")
_MASK: Final = re.compile(r"[^0-9A-Z]")
_IN_WORDS: Final = re.compile(r"\b(?:[^\W\d_]{2,9}[ ,.-]{1,3}){5}")
_BARE_CPF: Final = re.compile(r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}-?[0-9]{2}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_MINUS: Final = re.compile(r"(?:^|\s)-(?=[0-9])")


def understand_cpf(question: Question) -> Answer:
    """Understand one CPF; saved as its eleven digits."""
    if _BARE_CPF.fullmatch(question.text):  # nothing beside it: as most people write it
        digits = _MASK.sub("", question.text)
        return understood(question, digits) if _is_cpf(digits) else Refused("check_digits")
    return _understand(question, "not_a_cpf", _cpfs(question.text), _is_cpf)


def understand_cnpj(question: Question) -> Answer:
    """Understand one CNPJ, of digits or of letters and digits; saved as its 14 characters."""
    return _understand(question, "not_a_cnpj", _cnpjs(question.text), _is_cnpj)


def understand_cpf_or_cnpj(question: Question) -> Answer:
    """Understand one CPF or one CNPJ; saved as understand_cpf or understand_cnpj does."""
    candidates = _cpfs(question.text) | _cnpjs(question.text)
    return _understand(question, "not_a_cpf_cnpj", candidates, _is_cpf_or_cnpj)


def understand_cep(question: Question) -> Answer:
    """Understand one postal code; saved as its eight digits."""
    return _understand(question, "not_a_cep", _runs(question.text, 8), _is_cep)


def _understand(
    question: Question, reason: str, candidates: set[str], is_valid: Callable[[str], bool]
) -> Answer:
    valid = {candidate for candidate in candidates if is_valid(candidate)}
    if len(valid) > 1 or (valid and _is_denied(question.text)):
        return Refused("ambiguous")
    if valid:
        return understood(question, valid.pop())
    has_check_digits = reason != "not_a_cep" and bool(candidates)
    return Refused("check_digits" if has_check_digits else reason)


def _is_denied(text: str) -> bool:
    return _LETTER.search(text) is not None and denies(_last_clauses(text))


def _last_clauses(text: str) -> str:
    """Drop the clauses before the first digit: "não tenho CNPJ, meu CPF é 529…" denies no CPF."""
    first_digit = re.search(r"[0-9]", text)
    before = text[: first_digit.start()] if first_digit else ""
    ends = [end.end() for end in _CLAUSE_END.finditer(before)]
    return text[ends[-1] :] if ends else text


def _written(text: str) -> str:
    """Return the text in capitals, dictated digits as digits and a comma in a mask as a point."""
    written = digits_of(text) if _IN_WORDS.search(text) else plain(text)
    return _COMMAS.sub(r"\1.\2.\3", written).upper()


def _runs(text: str, length: int) -> set[str]:
    """Return the digit runs of exactly this length, masks and single spaces let go."""
    found = {_MASK.sub("", run) for run in _RUN.findall(_MINUS.sub(" +", _written(text)))}
    return {digits for digits in found if len(digits) == length}


def _cpfs(text: str) -> set[str]:
    return _runs(text, 11)


def _cnpjs(text: str) -> set[str]:
    """Runs of digits, and tokens of letters and digits in one of the usual masks."""
    lettered = {_MASK.sub("", found) for found in _CNPJ.findall(_written(text))}
    return _runs(text, 14) | {token for token in lettered if any(c.isdigit() for c in token[:12])}


def _is_cpf(digits: str) -> bool:
    return bool(_CPF_RULES.validate(digits))


def _is_cnpj(characters: str) -> bool:
    return bool(_CNPJ_RULES.validate(characters))


def _is_cpf_or_cnpj(characters: str) -> bool:
    return _is_cpf(characters) if len(characters) == 11 else _is_cnpj(characters)


def _is_cep(digits: str) -> bool:
    return digits >= _LOWEST_CEP
