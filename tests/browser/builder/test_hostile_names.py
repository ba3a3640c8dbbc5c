"""Hostile names stay names: text everywhere, no alert, no request to anybody else."""

import json
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow
from tests.browser.builder.conftest import OpenEditor
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site
from tests.flow_runtime.building import end, flow, node

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ROWS: Final = Path(__file__).parents[2] / "hostile" / "template_injection.txt"
OF_PAGES: Final = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "[clique](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "https://evil.example/#<b>",
    ":material/delete: :red[x] :smile:",
    "# Título **negrito** `código` $x^2$",
    "{name} {0} %s %(x)s",
)


def hostile_names() -> list[str]:
    rows = [line.split("\t") for line in ROWS.read_text(encoding="utf-8").splitlines()]
    sinks = [json.loads(row[2]) for row in rows if row[0] == "sink"]
    texts = [text for text in sinks if isinstance(text, str)]
    fit = [text for text in texts if text.isprintable() and text.strip() and len(text) <= 100]
    return list(dict.fromkeys([*OF_PAGES, *fit]))


def named(name: str, number: int) -> Flow | None:
    """Return a flow in which everything that has a name has this one, if it may."""
    without_braces = name.replace("{", "(").replace("}", ")")  # braces would be a formula
    options = [{"id": "a", "label": without_braces[:20]}, {"id": "b", "label": "Chega"}]
    nodes = [
        node("hello", "message", name=name, bubbles=[{"text": without_braces}]),
        node("pick", "menu", name=name, text=without_braces, options=options),
        end(),
    ]
    edges = ["hello.next>pick", "pick.a>end", "pick.b>end"]
    try:
        return flow(
            nodes,
            edges,
            id=f"hostile-{number}",
            name=name,
            objective=name,
            stages=[{"id": "s", "name": name}],
            notes=[{"id": "n", "text": name}],
        )
    except FlowInvalid:
        return None


@pytest.fixture(scope="module")
def hostile_flows(builder: Builder) -> list[Flow]:
    made = [named(name, number) for number, name in enumerate(hostile_names())]
    flows = [each for each in made if each is not None]
    assert len(flows) >= len(OF_PAGES)
    for each in flows:
        builder.keep(each)
    return flows


def test_the_home_shows_every_name_as_it_is_written(
    site: Site, page: Page, hostile_flows: list[Flow]
) -> None:
    site.open()
    field = page.get_by_placeholder("Buscar por nome")
    for each in hostile_flows[: len(OF_PAGES)]:
        field.fill(each.name)
        field.press("Enter")
        card = page.locator(f".st-key-home-card-{each.id}")
        expect(card, each.name).to_be_visible(timeout=PATIENCE_MS)
        assert each.name in card.inner_text().replace("\u2060", "")
    assert page.locator("main img[src*=evil], main script, main iframe").count() == 0


def test_the_editor_shows_every_name_as_it_is_written(
    open_editor: OpenEditor, page: Page, hostile_flows: list[Flow]
) -> None:
    for each in hostile_flows[: len(OF_PAGES)]:
        editor = open_editor(each.id)
        expect(editor.card_of("hello").locator(".fx-title")).to_have_text(each.name)
        page.locator("[data-action=fitFlow]").click()  # a card that is cut off cannot be clicked
        editor.card_of("pick").locator(".fx-kind").click()
        expect(editor.side.get_by_role("textbox").first).to_be_visible(timeout=PATIENCE_MS)
        editor.show("Pendências")
        editor.show("Fluxo")
        editor.view("Roteiro")
        page.wait_for_timeout(300)
        assert page.locator("main img[src*=evil], main script, main iframe").count() == 0


def test_a_file_with_a_hostile_name_is_a_file(site: Site, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=alert(1)>.json"
    path.write_text("{", encoding="utf-8")
    site.open()
    page.get_by_role("button", name="Novo fluxo").click()
    page.get_by_role("menuitem", name="De um arquivo").click()
    page.get_by_role("dialog").locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("dialog")).to_contain_text("Nada foi guardado")
    expect(page.get_by_role("dialog")).to_contain_text("<img s")  # the list shortens long names
