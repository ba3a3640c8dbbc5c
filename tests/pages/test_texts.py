"""Every word of the pages is said in both languages; no translation is left over."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from pages.texts import DEFAULT_LANGUAGE, LOCALE_FOLDER, Texts, plain, texts_of, translation

PAGES: Final = Path(__file__).parents[2] / "pages"
CATALOGUES: Final = LOCALE_FOLDER / DEFAULT_LANGUAGE.replace("-", "_")
KEYWORDS: Final = {"_": None, "plural": (1, 2)}
PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")
NAME_OF_OURS: Final = "Fluxo"

Message = str | tuple[str, str]
Said = tuple[str, Message]
"""A domain, and a text or the two texts of a plural."""


def modules() -> list[Path]:
    return [path for path in sorted(PAGES.rglob("*.py")) if "node_modules" not in path.parts]


@cache
def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def domain_of(module: Path) -> str | None:
    """Return the domain of `_ = texts_of(...)`."""
    for node in tree_of(module).body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id="_")],
                value=ast.Call(
                    func=ast.Name(id="texts_of"), args=[ast.Constant(value=str(domain))]
                ),
            ):
                return domain
    return None


@cache
def literals() -> dict[Said, str]:
    """Return every text of the code, with a place where it stands."""
    found: dict[Said, str] = {}
    for module in modules():
        domain = domain_of(module)
        if domain is None:
            continue
        with module.open("rb") as file:
            for line, text, _comments, _context in extract("python", file, KEYWORDS):
                message = (text[0], text[1]) if isinstance(text, tuple) else text
                found[domain, message] = f"{module.relative_to(PAGES)}:{line}"
    return found


@cache
def catalogue(domain: str) -> Catalog:
    with (CATALOGUES / f"{domain}.po").open("rb") as file:
        return read_po(file)


def domains() -> list[str]:
    return sorted(
        {path.stem for path in CATALOGUES.glob("*.po")} | {name for name, _ in literals()}
    )


# -- catalogues ------------------------------------------------------------------------------------


@pytest.mark.parametrize("domain", domains())
def test_every_text_has_a_translation_and_every_translation_a_text(domain: str) -> None:
    said = {message: place for (name, message), place in literals().items() if name == domain}
    translated = {message.id for message in catalogue(domain) if message.id}
    missing = {message: place for message, place in said.items() if message not in translated}
    assert missing == {}, f"add them to {domain}.po"
    assert translated - set(said) == set(), f"remove them from {domain}.po"


@pytest.mark.parametrize("domain", domains())
def test_every_translation_is_whole_and_keeps_its_placeholders(domain: str) -> None:
    for message in catalogue(domain):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert not message.fuzzy, message.id
        assert len(ids) == len(strings), message.id
        for english, portuguese in zip(ids, strings, strict=True):
            assert str(portuguese).strip(), english
            assert _placeholders(str(portuguese)) == _placeholders(english), english


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)))


@pytest.mark.parametrize("domain", domains())
def test_no_text_is_translated_twice(domain: str) -> None:
    written = (CATALOGUES / f"{domain}.po").read_text(encoding="utf-8")
    ids = re.findall(r'^msgid ((?:"(?:[^"\\]|\\.)*"\n?)+)', written, re.MULTILINE)
    assert sorted(set(ids)) == sorted(ids)


# -- texts that nobody can translate ---------------------------------------------------------------

# fmt: off
WITH_A_TEXT_FIRST: Final = frozenset({
    "badge", "button", "caption", "checkbox", "date_input", "dialog", "download_button",
    "error", "expander", "file_uploader", "form_submit_button", "header", "info",
    "link_button", "markdown", "menu_button", "metric", "multiselect", "number_input",
    "page_link", "pills", "popover", "radio", "segmented_control", "select_slider",
    "selectbox", "slider", "spinner", "status", "subheader", "success", "text", "text_area",
    "text_input", "time_input", "title", "toast", "toggle", "warning", "write",
})
# fmt: on
NAMED_TEXTS: Final = frozenset({"body", "caption", "help", "label", "placeholder", "text"})
DECORATION: Final = re.compile(r":material/\w*:|:[a-z-]+\[|&\w+;|</?\w+[^>]*>")


def untranslated(module: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call) and _is_drawn(node):
            for text in _direct_texts(node):
                yield f"{module.relative_to(PAGES)}:{node.lineno}: {text}"


def _is_drawn(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    is_log = isinstance(call.func.value, ast.Name) and call.func.value.id == "_log"
    return call.func.attr in WITH_A_TEXT_FIRST and not is_log


def _direct_texts(call: ast.Call) -> Iterator[str]:
    named = [word.value for word in call.keywords if word.arg in NAMED_TEXTS]
    for value in [*call.args[:1], *named]:
        text = _literal(value)
        if text.strip() != NAME_OF_OURS and re.search(r"[^\W\d_]{2}", DECORATION.sub("", text)):
            yield text


def _literal(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else ""
    if isinstance(value, ast.JoinedStr):
        return "".join(map(_literal, value.values))
    return ""


@pytest.mark.parametrize("module", modules(), ids=lambda path: str(path.relative_to(PAGES)))
def test_no_page_says_words_of_one_language_only(module: Path) -> None:
    assert list(untranslated(module)) == []


# -- the helpers -----------------------------------------------------------------------------------


def test_english_is_what_the_code_says() -> None:
    assert translation("shell", "en").gettext("Language") == "Language"
    assert translation("shell", "pt-BR").gettext("Language") == "Idioma"


def test_texts_of_a_domain_are_cheap_to_name() -> None:
    assert texts_of("shell") == Texts("shell")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Boleto *urgente*", r"Boleto \*urgente\*"),
        ("[a](b)", r"\[a\]\(b\)"),
        ("<b> $x$", r"\<b\> \$x\$"),
        ("São João 24-06", r"São João 24\-06"),
        ("R&D &lt;b&gt;", r"R\&D \&lt;b\&gt;"),
        ("https://a.example", "https\\:\u2060//a\\.example"),
        ("www.a.example", "www\u2060\\.a\\.example"),
    ],
)
def test_marks_of_markdown_are_only_marks(text: str, shown: str) -> None:
    assert plain(text) == shown
