"""The names of a menu's options, ready for comparing."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from flow_runtime.answers.choice_numbers import rewritten
from flow_runtime.answers.folding import fold, word_set, words
from flow_runtime.answers.results import Choice
from flow_runtime.answers.yes_no import is_no_word, is_yes_word

_MAX_KEPT_MENUS: Final = 256
NEGATIONS: Final = word_set(
    "nao nunca nem exceto menos sem jamais nenhum nenhuma nenhuns not dont no never neither "
    "except without none nor isnt didnt doesnt"
)
FILLERS: Final = word_set(
    "quero queria gostaria prefiro escolho desejo preciso vou pode ser seria eu por favor "
    "pfv pf pls plz please obrigado obrigada obg valeu de do da dos das o a os as em no na "
    "nos nas um uma meu minha meus minhas para pra pro que e eh opcao alternativa item "
    "numero acho so i would like want the an my to of for option id ill take choose prefer "
    "me escolha fico ver sobre ai entao is it"
)


@dataclass(frozen=True, slots=True)
class Key:
    """One name of an option: its folded text and its words with and without the small ones.

    `is_shown` is false for the value, which customers do not see; `is_verdict` is true for a plain
    yes or no, which only the rules of yes_no may find in a sentence ("não sei" is no "Não").
    """

    place: int
    text: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    is_shown: bool
    is_verdict: bool


@lru_cache(maxsize=_MAX_KEPT_MENUS)
def keys_of(options: tuple[Choice, ...]) -> tuple[Key, ...]:
    """Return every name of every option; kept, because a menu is asked many times."""
    return tuple(
        _key(place, name, is_shown=is_shown)
        for place, option in enumerate(options)
        for name, is_shown in _names(option)
        if fold(name)
    )


def _names(option: Choice) -> list[tuple[str, bool]]:
    """An option's names and whether they are shown; a weekday may go without its "-feira"."""
    short = re.sub(r"(?i)[ -]feira$", "", option.label)
    written = [label for name in (option.label, *option.synonyms) for label in rewritten(name)]
    shown = dict.fromkeys((option.label, short, *option.synonyms, *written), True)
    return list({str(option.value): False, **shown}.items())


def _key(place: int, name: str, *, is_shown: bool) -> Key:
    said = words(name)
    is_verdict = is_yes_word(name) or is_no_word(name)
    return Key(place, fold(name), said, core_of(said), is_shown, is_verdict)


def core_of(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that tell options apart, without articles and the like."""
    return tuple(word for word in said if word not in FILLERS)
