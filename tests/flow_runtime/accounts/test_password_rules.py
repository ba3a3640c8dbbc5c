"""Which passwords may be set."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.accounts import password_problem, passwords
from flow_runtime.accounts.guessing import unguessable_part


def lines(listed: str) -> list[str]:
    return listed.strip("\n").replace("\n", "|").split("|")


GUESSED = lines("""
senha1234567|Senha123456!|s3nh@s3nh@s3nh@|password2024!|P4ssw0rd1234|aaaaaaaaaaaa|abcabcabcabc
123456789012|qwertyuiop12|asdfghjklzxc|1q2w3e4r5t6y1q2w3e4r5t6y|flamengo2019|FlamengoCampeao
corinthians1910|brasilbrasil|mariajose2024|jesusteama123|deusefiel2023|administrador1|trocaressasenha
fluxofluxo123|abcdefghijkl|zyxwvutsrqpo|000000000000|bemvindo2025!|amor eterno 1|carolina.souza
Carolina2024!|souza souza 12|carolina@loja|correcthorsebatterystaple|147258369147|xyxyxyxyxyxyxy
janeiro fevereiro|flor amor sol lua|mudarsenha123|!!!!!!!!!!!!|            |19901990199019
""")

FINE = lines("""
jabuti toca oboé na varanda|girafa míope coleciona selos|nuvem-fagote-42-trilho|kZ8#vQ2!mXr7
a tia do padeiro fugiu|quatro grilos cantam mal|Zw9fK2pLq7Tn|пингвин читает газету
猫が窓から空を見ている夜です
""")


@pytest.mark.parametrize("password", GUESSED)
def test_what_others_would_guess(password: str) -> None:
    problem = password_problem(password, name="Carolina Souza", email="carolina@loja.example")
    assert problem is not None
    assert problem.words["pt-BR"] != problem.words["en"]


@pytest.mark.parametrize("password", FINE)
def test_what_they_would_not(password: str) -> None:
    assert password_problem(password, name="Carolina Souza", email="c@loja.example") is None


@pytest.mark.parametrize(("length", "fits"), [(11, False), (12, True), (200, True), (201, False)])
def test_its_length(length: int, *, fits: bool) -> None:
    password = ("kz8vq2mxr7tw" + "jabuti toca oboé na varanda, " * 8)[:length]
    assert (password_problem(password, name="", email="") is None) == fits


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=80), st.text(max_size=80))
def test_any_text_has_an_answer(password: str, name: str, email: str) -> None:
    password_problem(password, name=name, email=email)
    assert len(unguessable_part(password, personal=())) <= 4 * len(password) + 20


def test_a_password_is_right_however_a_keyboard_composes_it() -> None:
    kept = passwords.hash_password(unicodedata.normalize("NFD", "oboé na varanda"))
    assert passwords.matches(kept, unicodedata.normalize("NFC", "oboé na varanda"))
    assert not passwords.matches(kept, "oboe na varanda")


@pytest.mark.parametrize("kept", [None, "", "plain text", "$argon2id$broken", "\x00"])
def test_what_is_no_hash_is_never_right(kept: str | None) -> None:
    assert not passwords.matches(kept, "")
