"""Stories of sharing: files for people without the builder, a link for those with it."""

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.freezing import freeze_flow
from flow_runtime.sharing.drawing import drawing_of
from flow_runtime.sharing.plates import Edition, Plate
from flow_runtime.sharing.svg import svg_of
from pages.sharing_parts.flow_page import flow_page
from tests.browser.builder.axe import serious_violations
from tests.browser.builder.conftest import watched
from tests.browser.builder.installation import Builder
from tests.browser.builder.sharing import Sharing, open_file
from tests.browser.builder.site import PATIENCE_MS, Site
from tests.flow_runtime.building import end, flow, message
from tests.flow_runtime.sharing.flows import flow_of_hostile_names, hostile_names, large_flow

pytestmark = pytest.mark.browser

BOLETO = "segunda-via-boleto"
EDITION = Edition("Rascunho", "10/03/2026 10:00, por Ana")


@pytest.fixture
def sharing(page: Page, builder: Builder) -> Sharing:
    return Sharing(page, builder)


def test_the_page_of_a_flow_opens_anywhere_without_asking_anybody(
    sharing: Sharing, tmp_path: Path, context: BrowserContext, harm: list[str]
) -> None:
    path = sharing.open(BOLETO).download("Baixar a página", tmp_path)
    assert path.name == "segunda-via-boleto-rascunho.html"

    opened = open_file(context, path, harm)
    expect(opened.page.get_by_role("heading", name="Segunda via de boleto")).to_be_visible()
    expect(opened.steps).to_have_count(40)
    legend = opened.page.get_by_role("group", name="Legenda")
    legend.get_by_role("button", name="Mensagem 11").click()
    expect(legend.get_by_role("button", name="Mensagem 11")).to_have_attribute(
        "aria-pressed", "true"
    )

    opened.steps.filter(has_text="Pedir CPF ou CNPJ").click()
    expect(
        opened.page.get_by_text("Qual é o CPF ou o CNPJ do titular do contrato?")
    ).to_be_visible()
    opened.page.get_by_role("button", name="Respondeu → 4. Localizar o cadastro").click()
    expect(opened.page.locator(".chosen .name")).to_have_text("Localizar o cadastro")

    opened.search("cartório")
    expect(opened.page.get_by_role("status")).to_have_text("0 blocos encontrados")
    opened.search("faturas em aberto")
    expect(opened.steps.filter(has_text="Buscar faturas em aberto")).to_be_visible()
    expect(opened.steps.filter(has_text="Pedir CPF ou CNPJ")).to_be_hidden()
    assert opened.requests == [path.as_uri()]


def test_a_click_on_the_drawing_opens_the_step(
    context: BrowserContext, tmp_path: Path, harm: list[str]
) -> None:
    path = tmp_path / "fluxo.html"
    document = flow([message("hello", "Olá, tudo bem?"), end()], ["hello.next>end"])
    path.write_text(
        flow_page(drawing_of(document.model_dump(mode="json"), "pt-BR"), EDITION, "pt-BR"),
        encoding="utf-8",
    )
    opened = open_file(context, path, harm)
    opened.steps.filter(has_text="hello").click()
    opened.page.wait_for_timeout(500)
    opened.steps.filter(has_text="hello").click()
    expect(opened.page.locator(".chosen")).to_have_count(0)
    box = opened.page.locator("#drawing canvas").bounding_box()
    assert box is not None
    opened.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(opened.page.locator(".chosen .name")).to_have_text("hello")
    expect(opened.page.locator(".more")).to_contain_text("Olá, tudo bem?")


def test_hostile_names_stay_text_in_every_file(
    context: BrowserContext, tmp_path: Path, harm: list[str]
) -> None:
    drawing = drawing_of(flow_of_hostile_names(), "pt-BR")
    path = tmp_path / "hostis.html"
    path.write_text(flow_page(drawing, EDITION, "pt-BR"), encoding="utf-8")
    opened = open_file(context, path, harm)
    for number, name in enumerate(hostile_names()):
        opened.page.locator(".step .name").nth(number).click()
        told = opened.page.locator(".chosen .name").text_content()
        assert told == name or not name.isprintable()
    assert opened.page.locator("img, iframe, script[src], link, a, #script script").count() == 0
    picture = tmp_path / "hostis.svg"
    picture.write_text(svg_of(Plate(drawing, EDITION, "pt-BR")), encoding="utf-8")
    opened.page.goto(picture.as_uri())
    assert opened.requests == [path.as_uri(), picture.as_uri()]
    assert harm == []


def test_a_page_of_500_blocks_opens(
    context: BrowserContext, tmp_path: Path, harm: list[str]
) -> None:
    path = tmp_path / "grande.html"
    page = flow_page(drawing_of(large_flow(), "pt-BR"), EDITION, "pt-BR")
    path.write_text(page, encoding="utf-8")
    expect(open_file(context, path, harm).steps).to_have_count(500)


def test_the_pdf_for_a_meeting_holds_cover_drawing_and_script(
    sharing: Sharing, tmp_path: Path
) -> None:
    path = sharing.open(BOLETO).download("Baixar o PDF", tmp_path)
    pdf = pypdfium2.PdfDocument(path)
    texts = [page.get_textpage().get_text_range() for page in pdf]
    pdf.close()
    assert "Aprovação" in texts[0]
    assert "Rascunho" in texts[0]
    assert "Desenho: visão geral" in texts[1]
    assert "continua em 32. Avisar que uma pessoa continua" in " ".join("".join(texts).split())

    sharing.page.get_by_role("radio", name="A3").click()
    path = in_the_end(sharing, tmp_path, "segunda-via-boleto-rascunho-a3.pdf")
    on_a3 = pypdfium2.PdfDocument(path)
    assert max(on_a3[1].get_size()) == pytest.approx(1190.55, abs=1)
    on_a3.close()


def in_the_end(sharing: Sharing, directory: Path, name: str) -> Path:
    """Download until the page has taken up the choice of paper; the file's name says it."""
    for _ in range(10):
        path = sharing.download("Baixar o PDF", directory)
        if path.name == name:
            return path
        sharing.page.wait_for_timeout(1_000)
    raise AssertionError(path.name)


def test_pictures_are_given_sharp_and_whole(sharing: Sharing, tmp_path: Path) -> None:
    sharing.open(BOLETO)
    with Image.open(sharing.download("Baixar PNG", tmp_path)) as png:
        assert png.format == "PNG"
        assert min(png.size) > 2_000
    svg = sharing.download("Baixar SVG", tmp_path).read_text(encoding="utf-8")
    assert "Segunda via de boleto" in svg
    assert "Rascunho" in svg


def test_a_version_is_read_by_its_link_and_stays_as_it_was(
    sharing: Sharing, builder: Builder, harm: list[str]
) -> None:
    talk = flow(
        [message("hello", "Olá da primeira versão"), end()],
        ["hello.next>end"],
        id="com-versao",
        name="Com versão",
    )
    builder.keep(talk)
    with builder.database.transaction() as tx:
        freeze_flow(tx, "com-versao", author="bia", now=utc_now())
    changed = talk.model_copy(update={"name": "Com rascunho novo"})
    builder.keep(changed)

    sharing.open("com-versao").choose("Versão 1")
    link = sharing.page.locator("code", has_text="/read?flow=com-versao&version=1")
    expect(link).to_be_visible(timeout=PATIENCE_MS)
    way = sharing.page.get_by_role("link", name="Abrir a página de leitura")
    expect(way).to_have_attribute("href", re.compile("version=1"))
    way.click()

    header = Site(sharing.page, builder.address).header
    expect(header.get_by_text("Só para ler")).to_be_visible(timeout=PATIENCE_MS)
    expect(header).to_contain_text("Com versão")
    expect(header).to_contain_text("Versão 1")
    frame = sharing.page.frame_locator("iframe")
    frame.locator(".step", has_text="hello").click()
    expect(frame.get_by_text("Olá da primeira versão")).to_be_visible()
    assert frame.locator("input:not([type=search]), textarea, [contenteditable]").count() == 0
    assert harm == []


def test_what_is_not_there_is_said_kindly(site: Site, page: Page) -> None:
    for path in ("/share?flow=nada", f"/read?flow={BOLETO}&version=99", "/read?flow=a&version=-1"):
        site.open(path)
        expect(page.get_by_text("Não há esse fluxo ou essa versão aqui.")).to_be_visible()
        expect(page.get_by_role("link", name="Voltar aos fluxos")).to_be_visible()


def test_sharing_speaks_english(sharing: Sharing, tmp_path: Path) -> None:
    path = sharing.open(BOLETO, language="en").download("Download the page", tmp_path)
    assert path.name == "segunda-via-boleto-draft.html"
    assert "Search the flow" in path.read_text(encoding="utf-8")
    assert "Compartilhar" not in Site(sharing.page, sharing.builder.address).texts()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nothing_serious_stands_in_anybodys_way(
    builder: Builder,
    new_person: Callable[..., BrowserContext],
    harm: list[str],
    tmp_path: Path,
    colours: str,
) -> None:
    page = watched(new_person(color_scheme=colours).new_page(), harm)
    for path in (f"/share?flow={BOLETO}", f"/read?flow={BOLETO}", "/map"):
        Site(page, builder.address).open(path)
        page.wait_for_timeout(1_000)
        assert serious_violations(page) == [], path
    file = tmp_path / "fluxo.html"
    html = flow_page(drawing_of(large_flow(60), "pt-BR"), EDITION, "pt-BR")
    file.write_text(html, encoding="utf-8")
    opened = open_file(page.context, file, harm)
    opened.steps.first.click()
    assert serious_violations(opened.page) == []
