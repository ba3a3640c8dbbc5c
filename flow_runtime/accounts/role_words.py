"""What roles are called by people; programs and commands name them by their codes."""

from collections.abc import Iterable, Mapping
from typing import Final

from flow_runtime.problems import Words
from storage.policy import Role

ROLE_WORDS: Final[Mapping[str, Words]] = {
    Role.DESIGNER: {"pt-BR": "Desenho", "en": "Designer"},
    Role.TESTER: {"pt-BR": "Teste", "en": "Tester"},
    Role.APPROVER: {"pt-BR": "Aprovação", "en": "Approver"},
    Role.OPS: {"pt-BR": "Operação", "en": "Operations"},
    Role.ATTENDANT: {"pt-BR": "Atendimento", "en": "Attendant"},
    Role.SUPERVISOR: {"pt-BR": "Supervisão", "en": "Supervisor"},
    Role.ADMIN: {"pt-BR": "Administração", "en": "Administrator"},
}


def role_words(role: str) -> Words:
    """Return what a role is called; one of a newer release is called by its code."""
    return ROLE_WORDS.get(role, {"pt-BR": role, "en": role})


def roles_with_codes(roles: Iterable[str]) -> Words:
    """Return a list of roles for people who also type their codes: `Operations (ops), Tester`."""
    listed = list(roles)
    return {
        language: ", ".join(_with_code(role_words(role)[language], role) for role in listed)
        for language in ("pt-BR", "en")
    }


def _with_code(word: str, code: str) -> str:
    return word if word.casefold() == code else f"{word} ({code})"
