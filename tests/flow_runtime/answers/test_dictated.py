"""Digits in words, as a phone writes down what is said to it."""

import pytest

from flow_runtime.answers.dictated import digits_of


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("cinco dois nove nove oito dois dois", "5299822"),
        ("é um, dois, três, meia, sete, oito", "e 123678"),
        ("onze nove oito sete seis cinco", "1198765"),
        ("cinco dois nove", "cinco dois nove"),
        ("uma meia de cada cor", "uma meia de cada cor"),
        ("vinte e um nove oito", "vinte e um nove oito"),
        ("529.982.247-25", "529.982.247-25"),
    ],
)
def test_six_digit_words_and_more_become_digits(said: str, written: str) -> None:
    assert digits_of(said) == written
