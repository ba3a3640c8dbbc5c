"""The stand-alone page: what is in the file, before any browser opens it."""

import json
import re
from html.parser import HTMLParser

import pytest

from flow_runtime.sharing.drawing import drawing_of
from flow_runtime.sharing.plates import Edition
from pages.sharing_parts.flow_page import flow_page
from tests.flow_runtime.sharing.flows import hostile_flow, hostile_names, large_flow, sample

EDITION = Edition("Versão 3", "10/03/2026 10:00, por Ana")
OURS = {"html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "p", "main",
        "section", "div", "button", "aside", "input", "ol", "script"}  # fmt: skip


class Tags(HTMLParser):
    """Collects elements and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def page_of(document: object = None, language: str = "pt-BR") -> str:
    return flow_page(drawing_of(document or sample(), language), EDITION, language)  # type: ignore[arg-type]


def data_of(page: str, key: str) -> object:
    return json.loads(page.split(f'id="{key}">')[1].split("</script>")[0])


def test_nothing_in_it_is_fetched_from_anywhere() -> None:
    for tag, attributes in Tags(page_of()).found:
        assert tag in OURS
        assert not {"src", "href", "action", "srcset"} & set(attributes)


def test_its_policy_allows_its_own_two_scripts_and_no_request() -> None:
    page = page_of()
    policy = next(a["content"] for t, a in Tags(page).found if a.get("http-equiv"))
    assert policy is not None
    assert "default-src 'none'" in policy
    assert len(re.findall("'sha256-", policy)) == 2
    assert "unsafe-inline" not in policy.split("style-src")[0]
    assert "connect-src" not in policy


@pytest.mark.parametrize("name", hostile_names(), ids=lambda name: repr(name)[:40])
def test_a_hostile_name_adds_no_element(name: str) -> None:
    usual, hostile = Tags(page_of(hostile_flow("Oi"))), Tags(page_of(hostile_flow(name)))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in usual.found]


def test_it_holds_every_block_every_line_and_every_text() -> None:
    document = sample()
    page = page_of(document)
    drawing = drawing_of(document, "pt-BR")
    nodes, edges = data_of(page, "nodes"), data_of(page, "edges")
    assert isinstance(nodes, list)
    assert isinstance(edges, list)
    assert [node["id"] for node in nodes] == [card.id for card in drawing.cards]
    assert len(edges) == len(drawing.wires)
    script = json.dumps(data_of(page, "page"), ensure_ascii=False)
    assert "Qual é o CPF ou o CNPJ do titular do contrato?" in script
    assert "Atendimento especializado" in script


def test_it_speaks_english_too() -> None:
    page = page_of(language="en")
    assert '<html lang="en"' in page
    assert "Search the flow" in page
    assert "Procurar" not in page


def test_a_large_flow_stays_a_small_file() -> None:
    assert len(page_of(large_flow())) < 2_500_000
