"""The names of a menu's options, ready for comparing."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from flow_runtime.answers.choice_forms import comparable
from flow_runtime.answers.choice_numbers import rewritten
from flow_runtime.answers.folding import fold, word_set, words
from flow_runtime.answers.results import Choice
from flow_runtime.answers.yes_no import is_no_word, is_yes_word

MAX_KEPT_MENUS: Final = 256
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_ONE: Final = "1"  # "quero um boleto", its article in digits
NEGATIONS: Final = word_set(
    "nao nunca nem exceto menos sem jamais nenhum nenhuma nenhuns not dont no never neither "
    "except without none nor isnt didnt doesnt"
)
FILLERS: Final = word_set(
    "quero queria gostaria prefiro escolho desejo preciso vou pode ser seria eu por favor "
    "pfv pf pls plz please obrigado obrigada obg valeu de do da dos das o a os as em no na "
    "nos nas um uma meu minha meus minhas para pra que e eh opcao alternativa item "
    "numero acho so i would like want the an my to of for option id ill take choose prefer "
    "me escolha fico sobre ai entao is it"
)


# What one does with an option, unless a label says it: "me manda o boleto"
_USUAL_VERBS: Final = word_set(
    "ver pro manda mandar mande envia enviar envie pagar fazer abrir falar saber emitir gerar "
    "pegar solicitar pedir consultar receber escolher conhecer acessar imprimir assunto setor "
    "area departamento opcoes tipo forma via "
    "sobre pela pelo com esta estao estou ta to tou get see send talk about"
)
_GOES_ON: Final = word_set("continuar continue continua prossiga prosseguir vamos bora")


@dataclass(frozen=True, slots=True)
class Key:
    """One name of an option: its folded text and its words with and without the small ones.

    `is_shown` is false for the value, which customers do not see; `is_verdict` is true for a plain
    yes or no, which only the rules of yes_no may find in a sentence ("não sei" is no "Não");
    `fillers` are the small words of its menu.
    """

    place: int
    text: str
    words: tuple[str, ...]
    core: tuple[str, ...]
    is_shown: bool
    is_verdict: bool
    fillers: frozenset[str]


@lru_cache(maxsize=MAX_KEPT_MENUS)
def keys_of(options: tuple[Choice, ...]) -> tuple[Key, ...]:
    """Return every name of every option; kept, because a menu is asked many times."""
    fillers = _fillers_of(options)
    return tuple(
        _key(place, name, fillers, is_shown=is_shown)
        for place, option in enumerate(options)
        for name, is_shown in _names(option)
        if fold(name)
    )


@lru_cache(maxsize=MAX_KEPT_MENUS)
def labels_of(options: tuple[Choice, ...]) -> Mapping[str, tuple[int, ...]]:
    """Return the places of each folded label, which wins over values that only designers see."""
    labels = [fold(option.label) for option in options]
    return {
        label: tuple(place for place, other in enumerate(labels) if other == label)
        for label in labels
        if label
    }


@lru_cache(maxsize=MAX_KEPT_MENUS)
def forms_of(options: tuple[Choice, ...], *, english: bool) -> tuple[Key, ...]:
    """Return the shown names with their hours, days, prices and plurals in one form."""
    fillers = _fillers_of(options) | {_ONE}
    shown = [key for key in keys_of(options) if key.is_shown and not key.is_verdict]
    return tuple(
        replace(key, words=form, core=core_of(form, fillers), fillers=fillers)
        for key in shown
        if (form := comparable(key.text, english=english))
    )


def _fillers_of(options: tuple[Choice, ...]) -> frozenset[str]:
    """The small words of a menu: a usual verb is none where a label needs it."""
    named = {word for option in options for name in _shown(option) for word in words(name)}
    return FILLERS | (_USUAL_VERBS - named)


def _shown(option: Choice) -> tuple[str, ...]:
    return (option.label, *option.synonyms)


def _names(option: Choice) -> list[tuple[str, bool]]:
    """An option's names and whether they are shown; "sexta" and "email" go without hyphens."""
    short = re.sub(r"(?i)[ -]feira$", "", option.label)
    joined = _HYPHEN.sub("", option.label)
    written = [label for name in (option.label, *option.synonyms) for label in rewritten(name)]
    shown = dict.fromkeys((option.label, short, joined, *option.synonyms, *written), True)
    return list({str(option.value): False, **shown}.items())


def _key(place: int, name: str, fillers: frozenset[str], *, is_shown: bool) -> Key:
    said = words(name)
    core = core_of(said, fillers)
    return Key(place, fold(name), said, core, is_shown, _is_verdict(name, said), fillers)


def _is_verdict(name: str, said: tuple[str, ...]) -> bool:
    """Is it a plain yes or no? "Continuar com o robô" may stand beside any other option."""
    return (is_yes_word(name) or is_no_word(name)) and not _GOES_ON.intersection(said[:1])


def core_of(said: tuple[str, ...], fillers: frozenset[str]) -> tuple[str, ...]:
    """Return the words that tell options apart, without articles and the like."""
    return tuple(word for word in said if word not in fillers)


def fillers_of(keys: Sequence[Key]) -> frozenset[str]:
    """Return the small words of the menu that these names belong to."""
    return keys[0].fillers if keys else FILLERS
