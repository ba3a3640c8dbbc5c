"""Every role has a word in both languages."""

from flow_runtime.accounts.role_words import ROLE_WORDS, role_words, roles_with_codes
from storage.policy import Role


def test_every_role_has_words() -> None:
    assert list(ROLE_WORDS) == list(Role)
    assert all(words["pt-BR"] and words["en"] for words in ROLE_WORDS.values())


def test_a_role_of_a_newer_release_is_called_by_its_code() -> None:
    assert role_words("owner") == {"pt-BR": "owner", "en": "owner"}
    assert roles_with_codes(["ops", "owner"]) == {
        "pt-BR": "Operação (ops), owner",
        "en": "Operations (ops), owner",
    }
