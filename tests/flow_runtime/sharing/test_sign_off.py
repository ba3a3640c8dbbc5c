"""The PDF for a meeting: read with the eyes of a PDF reader."""

import pypdfium2
import pytest

from flow_runtime.editing import Document
from flow_runtime.sharing.drawing import drawing_of
from flow_runtime.sharing.plates import Edition
from flow_runtime.sharing.sign_off import SignOff, sign_off_pdf
from flow_runtime.sharing.tiles import tiles_of
from tests.flow_runtime.sharing.flows import hostile_flow, hostile_names, large_flow, sample

EDITION = Edition("Versão 3", "10/03/2026 10:00, por Ana")


def pages_of(document: Document, **wishes: object) -> list[str]:
    """Return the text of each page."""
    wish = SignOff(document, EDITION, str(wishes.pop("language", "pt-BR")), **wishes)  # type: ignore[arg-type]
    pdf = pypdfium2.PdfDocument(sign_off_pdf(wish))
    try:
        return [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()


def test_it_says_what_is_signed_and_has_room_for_signatures() -> None:
    points = (("Pedir CPF ou CNPJ", "Falta ligar a saída “Não entendido”."),)
    cover = pages_of(sample(), open_points=points)[0]
    for text in (
        "Segunda via de boleto",
        "Versão 3",
        "10/03/2026 10:00, por Ana",
        "Pendências (1)",
        "Falta ligar a saída “Não entendido”.",
        "Atendente humano",
        "Aprovado com ajustes",
        "Assinatura",
    ):
        assert text in cover


def test_the_whole_script_is_in_it_as_text_with_its_accents() -> None:
    text = " ".join("".join(pages_of(sample())).split())
    assert "Usamos seus dados somente neste atendimento, como determina a Lei Geral" in text
    assert "Se responder ‘Sim’" in text
    assert "continua em 32. Avisar que uma pessoa continua" in text


def test_every_page_says_which_it_is() -> None:
    pages = pages_of(sample())
    for number, page in enumerate(pages, 1):
        assert f"Página {number} de {len(pages)}" in page
        assert "Segunda via de boleto · Versão 3" in page


def test_a_small_flow_is_on_one_page_and_a_large_one_on_as_many_as_it_needs() -> None:
    small = [page for page in pages_of(hostile_flow("Oi")) if "Desenho" in page]
    large = [page for page in pages_of(large_flow(), paper="A3") if "Desenho" in page]
    assert len(small) == 1
    assert "Desenho: visão geral" in large[0]
    assert f"parte {len(large) - 1} de {len(large) - 1}" in large[-1]


def test_pages_are_cut_between_cards() -> None:
    drawing = drawing_of(large_flow(), "pt-BR")
    tiles = tiles_of(drawing, 1_600, 1_000)
    whole = [
        card
        for card in drawing.cards
        if any(
            tile.x <= card.box.x
            and card.box.right <= tile.right
            and tile.y <= card.box.y
            and card.box.bottom <= tile.bottom
            for tile in tiles
        )
    ]
    assert len(whole) > 0.97 * len(drawing.cards)
    assert all(tile.width <= 1_601 and tile.height <= 1_001 for tile in tiles)


def test_it_speaks_english_too() -> None:
    pages = pages_of(sample(), language="en")
    assert "Sign-off" in pages[0]
    assert f"Page 1 of {len(pages)}" in pages[0]


@pytest.mark.parametrize("name", hostile_names(), ids=lambda name: repr(name)[:40])
def test_a_hostile_name_is_text(name: str) -> None:
    pages = pages_of(hostile_flow(name))
    assert len(pages) >= 3
    if name.isascii() and name.isprintable() and " " not in name and len(name) < 40:
        assert name in pages[0]
