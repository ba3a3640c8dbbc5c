"""One form for look-alikes: what is compared, and what is saved."""

import pytest

from flow_runtime.answers.folding import fold, plain, visible, without_greeting, words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ＡＢＣ１２３", "ABC123"),
        ("a\u00a0b\u202fc", "a b c"),
        ("a\u200bb\ufeff", "ab"),
        ("2\ufe0f\u20e3", "2"),
        ("🔟", "10"),
        ("①", "1"),
        ("٣", "3"),
        ("2½", "2,5"),
        ("10–20", "10-20"),
        ("“a”", '"a"'),
        ("\ud800a", "a"),
        ("e\u0301", "é"),
    ],
)
def test_look_alikes_become_plain(typed: str, expected: str) -> None:
    assert plain(typed) == expected


@pytest.mark.parametrize("raised", ["5²", "10³", "x₂"])
def test_a_raised_digit_never_joins_a_number(raised: str) -> None:
    assert plain(raised) == raised


def test_folding_drops_case_and_accents() -> None:
    assert fold("  AMANHÃ à Tarde ") == "amanha a tarde"


def test_words_have_no_punctuation_and_no_emoji() -> None:
    assert words("Não, d'água! 👍") == ("nao", "dagua")


@pytest.mark.parametrize(
    ("typed", "rest"),
    [("bom dia, 2", "2"), ("oi boa tarde! sexta", "sexta"), ("oito", "oito"), ("boa tarde", "")],
)
def test_a_greeting_is_no_part_of_the_answer(typed: str, rest: str) -> None:
    assert without_greeting(typed) == rest


def test_a_saved_text_keeps_its_lines_and_loses_what_no_database_stores() -> None:
    assert visible(" a\x00\ud800\n b\u200b ") == "a\n b"
