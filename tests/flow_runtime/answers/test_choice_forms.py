"""One form for hours, days, prices and quantities, in labels and in what customers type."""

import pytest

from flow_runtime.answers.choice_forms import comparable


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("9:00", "9h"),
        ("nove horas", "9h"),
        ("às 14", "14h"),
        ("2 da tarde", "14:00"),
        ("dez e meia", "10h30"),
        ("10:30", "10h30"),
        ("meio dia", "12h"),
        ("12/3", "12/03"),
        ("12 de março", "12/03/2026"),
        ("79,90", "R$ 79,90"),
        ("dez reais", "R$ 10"),
        ("R$ 10,00", "R$ 10"),
        ("R$ 1.200", "1.200,00"),
        ("100mb", "100 Mega"),
        ("cem megas", "100 mega"),
        ("duas vezes", "2x"),
        ("3 até 5", "3 a 5"),
        ("segunda-feira", "Segunda"),
        ("2ª via", "Segunda via"),
        ("reclamação", "Reclamações"),
        ("mudar endereço", "Alterar endereço"),
    ],
)
def test_two_ways_to_write_the_same_compare_equal(typed: str, label: str) -> None:
    assert comparable(typed, english=False) == comparable(label, english=False)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("9 da noite", "9h"),
        ("10h", "10h30"),
        ("79", "R$ 79,90"),
        ("12/03", "12/04"),
        ("1 a 3", "1 a 2"),
        ("menos", "meno"),
        ("2x", "12x"),
    ],
)
def test_what_differs_stays_different(typed: str, label: str) -> None:
    assert comparable(typed, english=False) != comparable(label, english=False)
