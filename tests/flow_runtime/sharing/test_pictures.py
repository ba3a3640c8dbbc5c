"""SVG and PNG: stand alone, hold texts as texts, and can be read."""

import xml.etree.ElementTree as ElementTree
from io import BytesIO

import pytest
from PIL import Image

from flow_runtime.sharing.drawing import drawing_of
from flow_runtime.sharing.lettering import clean, runs_of, width_of
from flow_runtime.sharing.plates import Edition, Plate
from flow_runtime.sharing.png import MAX_PIXELS, png_of
from flow_runtime.sharing.svg import svg_of
from tests.flow_runtime.sharing.flows import hostile_flow, hostile_names, large_flow, sample

EDITION = Edition("Versão 3", "10/03/2026 10:00, por Ana")
SVG = "{http://www.w3.org/2000/svg}"
HARMLESS = {"svg", "title", "rect", "path", "polygon", "circle", "text"}


def plate(document: object = None) -> Plate:
    return Plate(drawing_of(document or sample(), "pt-BR"), EDITION, "pt-BR")  # type: ignore[arg-type]


def test_the_picture_has_title_version_stages_and_legend() -> None:
    root = ElementTree.fromstring(svg_of(plate()))  # noqa: S314  # our own
    texts = {element.text for element in root.iter(f"{SVG}text")}
    assert {"Segunda via de boleto", "Versão 3 · 10/03/2026 10:00, por Ana"} <= texts
    assert {"Triagem", "Autoatendimento", "Atendimento especializado"} <= texts
    assert {"Mensagem", "Integração", "Atendente humano", "volta no fluxo"} <= texts
    assert {"Pedir CPF ou CNPJ", "Não entendido"} <= texts


@pytest.mark.parametrize("name", hostile_names(), ids=lambda name: repr(name)[:40])
def test_a_hostile_name_is_text_and_nothing_else(name: str) -> None:
    root = ElementTree.fromstring(svg_of(plate(hostile_flow(name))))  # noqa: S314
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in HARMLESS
        assert not any(key[:2] == "on" or "href" in key for key in element.attrib)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert (title.text or "") == clean(name)


def test_a_picture_of_a_large_flow_can_be_read() -> None:
    drawn = plate(large_flow())
    picture = Image.open(BytesIO(png_of(drawn)))
    width, height = picture.size
    assert width * height <= MAX_PIXELS * 1.01
    assert 13 * width / drawn.box.width > 8  # pixels of the letters on cards
    assert len(picture.reduce(8).getcolors(1_000_000) or ()) > 100


def test_accents_and_emoji_have_letters_and_the_unseen_is_left_out() -> None:
    assert [font for font, _ in runs_of("ação 👋", "SourceSans3-Regular")] == [
        "SourceSans3-Regular",
        "NotoEmoji-Regular",
    ]
    assert list(runs_of("你", "SourceSans3-Regular")) == [("SourceSans3-Regular", "□")]
    assert clean("a\u202eb\n\n c\0\ufe0f") == "ab c"
    assert width_of("mmm", 10) > width_of("iii", 10)


def test_the_strips_of_a_picture_have_no_seams() -> None:
    drawn = plate(large_flow(120))
    picture = Image.open(BytesIO(png_of(drawn))).convert("L")
    width, height = picture.size
    assert width * height > 20_000_000  # several strips
    rows = picture.resize((1, height), Image.Resampling.BOX).tobytes()
    lone = [
        number
        for number in range(1, height - 1)
        if min(abs(rows[number] - rows[number - 1]), abs(rows[number] - rows[number + 1])) > 24
    ]
    assert lone == []
