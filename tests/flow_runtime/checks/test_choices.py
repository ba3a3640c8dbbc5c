"""Which labels collide, and which numbers choose something else than they say."""

import pytest

from flow_runtime.checks import check
from flow_runtime.loading import load_document
from tests.flow_runtime.building import node
from tests.flow_runtime.checks.cases import one


def codes(*labels: str) -> list[str]:
    """Return the codes about choices in a menu with these labels."""
    options = [{"id": f"o{i}", "label": label} for i, label in enumerate(labels)]
    outcomes = [f"o{i}" for i in range(len(labels))]
    story = one(node("which", "menu", text="Qual?", options=options), *outcomes)
    found = check(load_document(story).flow)
    return [problem.code for problem in found if problem.code.startswith("choice.")]


@pytest.mark.parametrize(
    "labels",
    [
        ("Não", "NAO"),
        ("Café ☕", "cafe"),
        ("Ver boleto", "ver  boleto!"),
        ("👍", "👍"),
        ("Sim", "Ｓｉｍ"),
    ],
)
def test_labels_that_read_alike_collide(labels: tuple[str, ...]) -> None:
    assert codes(*labels) == ["choice.duplicate"]


@pytest.mark.parametrize(
    "labels",
    [("Sim", "Não"), ("👍", "👎"), ("Boleto", "Boletos"), ("{{ contact.a }}", "{{ contact.b }}")],
)
def test_labels_that_differ_do_not(labels: tuple[str, ...]) -> None:
    assert codes(*labels) == []


@pytest.mark.parametrize(
    ("labels", "captured"),
    [
        (("2", "1"), 2),
        (("5", "4", "3", "2", "1"), 4),
        (("dois", "um"), 2),
        (("Opção 2", "Pix"), 1),
        (("2 - Boleto", "Pix"), 1),
        (("2) Boleto", "Pix"), 1),
    ],
)
def test_a_number_that_chooses_another_option_is_told(
    labels: tuple[str, ...], captured: int
) -> None:
    assert codes(*labels) == ["choice.captured"] * captured


@pytest.mark.parametrize(
    "labels",
    [
        ("1", "2", "3"),
        ("10", "20", "30"),
        ("1 - Boleto", "2 - Pix"),
        ("9 - Boleto", "8 - Pix"),
        ("Segunda", "Terça"),
        ("2-5 pessoas", "6-10 pessoas", "Mais"),
        ("2:30", "Mais tarde"),
        ("Parcelar em 2 vezes", "À vista"),
    ],
)
def test_numbers_that_mean_themselves_are_left_in_peace(labels: tuple[str, ...]) -> None:
    assert codes(*labels) == []
