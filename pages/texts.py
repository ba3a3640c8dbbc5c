"""The words of the pages: English in the code, Portuguese in `locale/pt_BR/<domain>.po`.

    _ = texts_of("home")
    st.button(_("New flow"))
    st.caption(_.plural("{count} problem", "{count} problems", 3))

A domain is a page or a group of widgets, so that adding a page touches its own words only.
"""

import gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, get_args

import streamlit as st
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from flow_runtime.languages import language_name

Language = Literal["pt-BR", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT_LANGUAGE: Final[Language] = "pt-BR"
LOCALE_FOLDER: Final = Path(__file__).parent / "locale"
_ICON_OR_EMOJI: Final = re.compile(r":(?=material/|[\w+-]+:)")
_LINK: Final = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_UNSEEN_JOINER: Final = "\u2060"
_MARKS_OF_MARKDOWN: Final = frozenset("\\`*_{}[]()#+-.!|<>~:$&")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one domain, said in the visitor's language."""

    domain: str

    def __call__(self, text: str, **values: object) -> str:
        """Return an English text in the visitor's language, its placeholders filled in."""
        return translation(self.domain, language()).gettext(text).format(**values)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the singular or the plural of a text; `{count}` stands for the number."""
        said = translation(self.domain, language()).ngettext(one, many, count)
        return said.format(count=count, **values)


def texts_of(domain: str) -> Texts:
    """Return the texts of a domain."""
    return Texts(domain)


@cache
def translation(domain: str, wanted: Language) -> gettext.NullTranslations:
    """Return a domain's translations; English is what the code says."""
    if wanted == "en":
        return gettext.NullTranslations()
    path = LOCALE_FOLDER / wanted.replace("-", "_") / f"{domain}.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


_settled: Final[ContextVar[Language | None]] = ContextVar("settled", default=None)


def speaking() -> AbstractContextManager[None]:
    """Settle the language once for all that is drawn inside, as a page says hundreds of words."""
    return speaking_in(language())


@contextmanager
def speaking_in(wanted: Language) -> Iterator[None]:
    """Speak a language inside, also where no page of Streamlit is drawn."""
    before = _settled.set(wanted)
    try:
        yield
    finally:
        _settled.reset(before)


def language() -> Language:
    """Return the visitor's language: chosen, asked for by the address, or Portuguese."""
    return _settled.get() or _asked_for()


def _asked_for() -> Language:
    asked = st.query_params.get("language")
    st.session_state.setdefault("language", asked if asked in LANGUAGES else DEFAULT_LANGUAGE)
    chosen: Language = st.session_state["language"]
    return chosen


def in_language(words: Mapping[str, str]) -> str:
    """Return one of the texts that a model carries in both languages."""
    return words.get(language()) or words[DEFAULT_LANGUAGE]


def language_word(code: str) -> str:
    """Return the name of a language in the visitor's own, to stand alone."""
    name = language_name(code, language())
    return name[:1].upper() + name[1:]


def plain(text: str) -> str:
    """Return a text of a person with Markdown's marks made harmless, for labels and captions."""
    # Icons (`:material/home:`) are looked for after the marks are read: escaping is too early.
    # So are addresses, which would become links.
    text = _LINK.sub(_UNSEEN_JOINER, _ICON_OR_EMOJI.sub(f":{_UNSEEN_JOINER}", text))
    return "".join(f"\\{mark}" if mark in _MARKS_OF_MARKDOWN else mark for mark in text)
