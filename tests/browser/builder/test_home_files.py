"""Flows that come from files and go into files: what is wrong is said before anything is stored."""

from pathlib import Path

import orjson
import pytest
from playwright.sync_api import Page, expect

from flow_runtime.flow import dump_flow
from flow_runtime.loading import load_flow
from tests.browser.builder.editor import names_in
from tests.browser.builder.home import Home
from tests.browser.builder.installation import Builder
from tests.browser.builder.people import SOON_MS, keep_talk
from tests.browser.builder.views import BROKEN_FILE
from tests.flow_runtime.building import end, flow, message

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

MIB = 1024 * 1024


@pytest.fixture
def home(builder: Builder, page: Page) -> Home:
    return Home(page, builder).open()


def written(folder: Path, flow_id: str, name: str, text: str = "Olá!") -> Path:
    """Write a flow into a file."""
    built = flow([message("hello", text), end()], ["hello.next>end"], id=flow_id, name=name)
    path = folder / f"{flow_id}.json"
    path.write_bytes(dump_flow(built))
    return path


def test_a_good_file_becomes_a_flow(home: Home, tmp_path: Path) -> None:
    home.bring(written(tmp_path, "from-file", "Trazido de um arquivo"))
    expect(home.dialog).to_contain_text("Trazido de um arquivo", timeout=SOON_MS)
    assert "from-file" not in home.stored
    home.press("Trazer")
    expect(home.notice).to_contain_text("“Trazido de um arquivo” foi trazido.")
    expect(home.card("Trazido de um arquivo")).to_be_visible()
    assert names_in(home.builder.draft("from-file")) == ["start", "hello", "end"]


def test_a_file_with_problems_says_where_they_are_and_stores_nothing(home: Home) -> None:
    before = home.stored
    home.bring(BROKEN_FILE)
    problems = home.dialog.locator(".st-key-home-file-problems")
    expect(problems.get_by_text("No arquivo: nodes").first).to_be_visible(timeout=SOON_MS)
    assert problems.get_by_role("listitem").count() >= 1
    assert home.stored == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"schema_version": 1, "nodes": [', "Este arquivo não pode ser trazido"),
        (b"[]", "Este arquivo não pode ser trazido"),
        (b" " * (6 * MIB), "5 MiB"),
    ],
    ids=["broken", "no flow", "too large"],
)
def test_a_file_that_cannot_be_read_gets_a_clear_sentence(
    home: Home, tmp_path: Path, content: bytes, said: str
) -> None:
    before = home.stored
    path = tmp_path / "file.json"
    path.write_bytes(content)
    home.bring(path)
    expect(home.dialog.get_by_text(said).first).to_be_visible(timeout=SOON_MS)
    expect(home.dialog.get_by_role("button", name="Trazer")).to_have_count(0)
    assert home.stored == before


def test_a_flow_that_is_here_already_is_kept_beside_the_new_one(home: Home, tmp_path: Path) -> None:
    keep_talk(home.builder, "here-already")
    home.bring(written(tmp_path, "here-already", "Veio depois"))
    expect(home.dialog).to_contain_text("Este fluxo já está aqui", timeout=SOON_MS)
    home.press("Trazer")
    expect(home.card("Veio depois")).to_be_visible()
    assert home.builder.draft("here-already")["name"] == "Conversa"
    assert home.draft_named("Veio depois")["id"] == "here-already-2"


def test_a_replaced_draft_comes_back_with_undo(home: Home, tmp_path: Path) -> None:
    keep_talk(home.builder, "replaced")
    before = home.builder.draft("replaced")
    home.bring(written(tmp_path, "replaced", "Trocado", "Outro texto"))
    home.dialog.get_by_text("Trocar o rascunho de").click()
    home.press("Trocar o rascunho")
    expect(home.notice).to_contain_text("O rascunho de “Trocado” foi trocado.")
    assert home.builder.draft("replaced")["name"] == "Trocado"
    home.undo()
    assert home.builder.draft("replaced") == before


def test_a_saved_file_holds_the_whole_draft(home: Home, tmp_path: Path) -> None:
    home.find("Segunda via de boleto")
    home.do("Segunda via de boleto", "Salvar em arquivo")
    with home.page.expect_download() as download:
        home.dialog.get_by_role("button", name="Salvar segunda-via-boleto.json").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "segunda-via-boleto.json"
    assert orjson.loads(path.read_bytes()) == home.builder.draft("segunda-via-boleto")
    assert load_flow(path.read_bytes()).flow.name == "Segunda via de boleto"
