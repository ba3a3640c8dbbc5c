"""The language that a command speaks, and where its words go: people's to a console, JSON plain."""

import json
import os
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from rich.console import Console

Language: TypeAlias = Literal["pt-BR", "en"]
Words: TypeAlias = Mapping[str, str]

_LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_PIPED_WIDTH: Final = 140

_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def language_of(environment: Mapping[str, str]) -> Language:
    """Return Portuguese when the environment's locale is Portuguese, otherwise English."""
    named = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    return "pt-BR" if named.lower().startswith("pt") else "en"


def choose_language(language: Language | None) -> None:
    """Speak this language from now on; None goes back to the environment's."""
    _chosen.set(language)


def spoken_language() -> Language:
    """Return the language that people are spoken to in."""
    return _chosen.get() or language_of(os.environ)


def phrase(pt: str, en: str) -> str:
    """Return the sentence in the spoken language."""
    return pt if spoken_language() == "pt-BR" else en


def sentence_of(words: Words) -> str:
    """Return the sentence in the spoken language, falling back to Portuguese."""
    return words.get(spoken_language()) or words["pt-BR"]


def console(*, stderr: bool = False) -> "Console":
    """Return the console for people; one that is no terminal is wide and without colours."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def say(pt: str, en: str, *, style: str | None = None) -> None:
    """Print a sentence for people, as it is: nothing in it is markup."""
    console().print(phrase(pt, en), style=style, soft_wrap=True)


def warn(pt: str, en: str) -> None:
    """Print a sentence for people on the error stream."""
    console(stderr=True).print(phrase(pt, en), style="yellow", soft_wrap=True)


def print_json(value: object) -> None:
    """Print one JSON value on a line of its own, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
