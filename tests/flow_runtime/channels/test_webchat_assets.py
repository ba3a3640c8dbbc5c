"""The web chat's sources keep their promises: small, safe, bilingual, readable in every colour."""

import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest

from flow_runtime.channels import webchat_assets
from flow_runtime.channels.webchat_assets import (
    LANGUAGES,
    MAX_SCRIPT_BYTES,
    PARTS,
    chat_page,
    read_asset,
    widget_script,
)

SOURCES = {name: read_asset(name) for name in PARTS}
TEXTS: dict[str, dict[str, str]] = json.loads(read_asset("texts.json"))
STYLE = read_asset("chat.css")
HOSTILE = Path(__file__).parents[2] / "hostile" / "template_injection.txt"
AA = 4.5
"""The least contrast of text that WCAG 2.2 allows (1.4.3, level AA)."""


def hostile_values() -> list[str]:
    rows = (line.split("\t") for line in HOSTILE.read_text(encoding="utf-8").splitlines())
    sinks = ("webchat-html", "webchat-markdown", "json-in-script")
    return [json.loads(row[2]) for row in rows if row[0] == "sink" and row[1] in sinks]


def test_the_served_script_is_small() -> None:
    assert len(widget_script().encode()) <= MAX_SCRIPT_BYTES


def test_every_source_is_served() -> None:
    present = {path.name for path in resources.files(webchat_assets).iterdir()}

    assert {name for name in present if name.endswith(".js")} == set(PARTS)


def test_every_name_that_a_source_declares_reaches_the_browser() -> None:
    declared = {
        name
        for source in SOURCES.values()
        for name in re.findall(r"^(?:async )?function\*? (\w+)", source, flags=re.MULTILINE)
    }

    assert declared
    assert all(re.search(rf"function\*?\s?{name}\(", widget_script()) for name in declared)


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize(
    "danger",
    [
        r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|createContextualFragment|DOMParser",
        r"document\.write",
        r"\beval\b|new Function|setTimeout\(\s*[\"'`]",
        r"srcdoc|setAttribute\(\s*[\"'](?:on|style)",
        r"\.cookie\b|sessionStorage|postMessage",
    ],
)
def test_no_source_turns_data_into_markup_or_code(name: str, danger: str) -> None:
    assert not re.search(danger, SOURCES[name])


def test_the_script_names_no_other_host() -> None:
    addresses = re.findall(r"\bhttps?://[\w.-]+", widget_script() + read_asset("chat.html"))

    assert set(addresses) == {"http://www.w3.org"}  # the name of SVG, which nobody fetches


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_sentence_exists_in_both_languages(name: str) -> None:
    sentence = TEXTS[name]

    assert tuple(sentence) == LANGUAGES
    assert all(text.strip() == text != "" for text in sentence.values())


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_both_languages_fill_in_the_same_values(name: str) -> None:
    gaps = [sorted(re.findall(r"\{\w+\}", text)) for text in TEXTS[name].values()]

    assert gaps[0] == gaps[1]


def test_the_sources_say_exactly_the_sentences_there_are() -> None:
    code = "\n".join(SOURCES.values())
    reasons = set(re.findall(r'"(too_large|upload_failed|connecting)"', code))

    assert set(re.findall(r"\bwords\.(\w+)", code)) | reasons == set(TEXTS)


def luminance(color: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 to 1 (WCAG 2.2, definitions)."""
    shares = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_guideline_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def scheme_color(name: str, scheme: str) -> str:
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", STYLE)
    assert found, name
    return found.group(1 if scheme == "light" else 2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("ink", "surface"),
        ("ink", "bubble"),
        ("muted", "surface"),
        ("muted", "bubble"),
        ("danger", "surface"),
    ],
)
def test_default_texts_can_be_read(text: str, background: str, scheme: str) -> None:
    assert contrast(scheme_color(text, scheme), scheme_color(background, scheme)) >= AA


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_message_box_can_be_seen(scheme: str) -> None:
    # WCAG 2.2, 1.4.11: what shows where a control is has at least 3 to 1
    assert contrast(scheme_color("control", scheme), scheme_color("surface", scheme)) >= 3


def test_the_default_primary_colour_carries_white_text() -> None:
    found = re.search(r'DEFAULT_PRIMARY = "(#\w{6})"', SOURCES["colors.js"])

    assert found
    assert contrast(found.group(1), "#ffffff") >= AA


def test_targets_are_large_enough_for_a_finger() -> None:
    assert "min-width: 44px; min-height: 44px" in STYLE


class PageReader(HTMLParser):
    """Collects the elements of a page with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_page(page: str) -> PageReader:
    reader = PageReader()
    reader.feed(page)
    return reader


def test_the_page_loads_the_widget_for_its_channel() -> None:
    reader = read_page(chat_page("boleto", title="Atendimento", language="pt-BR"))

    scripts = [attributes for tag, attributes in reader.elements if tag == "script"]
    assert scripts == [
        {"src": "/widget.js", "data-channel": "boleto", "data-mode": "page", "defer": None}
    ]
    assert ("html", {"lang": "pt-BR"}) in reader.elements
    assert "Atendimento" in reader.texts


@pytest.mark.parametrize("value", hostile_values())
def test_a_hostile_name_stays_text_on_the_page(value: str) -> None:
    harmless = read_page(chat_page("c", title="t", language="en"))
    reader = read_page(chat_page(value, title=value, language=value))

    assert [tag for tag, _ in reader.elements] == [tag for tag, _ in harmless.elements]
    script = next(attributes for tag, attributes in reader.elements if tag == "script")
    assert script == {
        "src": "/widget.js",
        "data-channel": value,
        "data-mode": "page",
        "defer": None,
    }
    assert value in "".join(reader.texts)


def test_the_page_needs_no_inline_script_or_style() -> None:
    page = chat_page("boleto", title="Atendimento", language="pt-BR")

    assert "<style" not in page
    assert not re.search(r"\son\w+=|\sstyle=", page)
    assert page.count("<script") == 1
