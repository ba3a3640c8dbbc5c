"""The kind menu: which option did the customer mean?

The first of these that names an option decides; when it names two, the answer is ambiguous:

1. the whole text is a label as shown, else a value or a synonym;
2. a number ("2", "opção 2", "dois") or an ordinal ("a segunda", "a última") by position;
3. a plain yes or no, where the options are a yes and a no;
4. a label inside the sentence, or the beginning or whole words of one label;
5. the same with hours, days, prices and plurals in one form (choice_forms);
6. a label with a typing mistake, clearly nearer than every other, or words of one with slips.

A sentence with a negation chooses nothing unless the negation is part of the label.
"""

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache
from typing import Final

from flow_runtime.answers.choice_forms import comparable
from flow_runtime.answers.choice_names import (
    MAX_KEPT_MENUS,
    NEGATIONS,
    Key,
    core_of,
    fillers_of,
    forms_of,
    keys_of,
    labels_of,
)
from flow_runtime.answers.choice_numbers import Position, read_position
from flow_runtime.answers.choice_slips import corrected_words, is_typo, slip_distance
from flow_runtime.answers.choice_words import (
    EITHER,
    holds,
    is_covered,
    longest,
    read_part,
    span_of,
)
from flow_runtime.answers.folding import fold, is_english, without_greeting, word_set, words
from flow_runtime.answers.results import Answer, Choice, Question, Refused, understood
from flow_runtime.answers.spoken import spelled_as_digits
from flow_runtime.answers.yes_no import has_verdict_sign, read_yes_no

_CLEAR_MARGIN: Final = 2
_MAX_PLACE_DIGITS: Final = 2
_MAX_TYPO_WORDS: Final = 12
_MAX_SENTENCE_CHARACTERS: Final = 400
_CLAUSES: Final = re.compile(r",(?![0-9])|;| e | and ")
_JOINERS: Final = frozenset({"e", "and", "tambem", "also"})
_LIMITS: Final = word_set("depois antes ate apos entre partir after before until between from")
_MEASURED: Final = re.compile(r"([0-9]+)(?:x|h|hs|mb|gb|megas?|gigas?)")
_ENGLISH_NEGATION: Final = frozenset({"no"})


def understand_choice(question: Question) -> Answer:
    """Understand which option was chosen; saved as the option's value."""
    folded = fold(question.text)
    as_shown = labels_of(question.options).get(folded) or _place_of_number(folded, question.options)
    if as_shown:
        return _choose(set(as_shown), question)
    keys = list(keys_of(question.options))
    if len(question.text) > _MAX_SENTENCE_CHARACTERS or _is_beyond(question):
        return Refused("not_an_option")
    places = _read_exact(question, keys) or _read_sentence(question, keys)
    return _choose(places, question) if places else Refused("not_an_option")


def _place_of_number(folded: str, options: tuple[Choice, ...]) -> tuple[int, ...]:
    """Read a bare "2" where no name holds a number; elsewhere it may mean the name."""
    if not folded.isdecimal() or len(folded) > _MAX_PLACE_DIGITS or _hold_numbers(options):
        return ()
    place = int(folded) - 1
    return (place,) if 0 <= place < len(options) else ()


@lru_cache(maxsize=MAX_KEPT_MENUS)
def _hold_numbers(options: tuple[Choice, ...]) -> bool:
    return any(c.isdigit() for option in options for name in _written(option) for c in name)


def _written(option: Choice) -> tuple[str, ...]:
    return (str(option.value), option.label, *option.synonyms)


def _read_sentence(question: Question, keys: list[Key]) -> set[int]:
    """Read an answer that is no name by itself; its clauses must not choose something else."""
    places = _read_loosely(question, keys)
    clauses = _CLAUSES.split(without_greeting(fold(question.text)))
    if not places or len(clauses) == 1:
        return places
    parts = [replace(question, text=clause.strip()) for clause in clauses if clause.strip()]
    chosen = [_read_exact(part, keys) or _read_loosely(part, keys) for part in parts]
    return places.union(*chosen)


def _read_loosely(question: Question, keys: list[Key]) -> set[int]:
    shown = [key for key in keys if key.is_shown]
    readers = (_read_position, _read_yes_or_no, _read_contained, _read_forms, _read_typo)
    for read in (*readers, _read_corrected):
        places = read(question, shown)
        if places:
            return places
    return set()


def _is_beyond(question: Question) -> bool:
    """Is it an "opção 9" or a "quinta opção" where there are fewer?"""
    position = read_position(question.text, english=is_english(question.language))
    if position is None or not position.is_explicit:
        return False
    return position.place(len(question.options)) is None


def _choose(places: set[int], question: Question) -> Answer:
    if len(places) == 1:
        return understood(question, question.options[next(iter(places))].value)
    values = [question.options[place].value for place in sorted(places)]
    if any(value != values[0] for value in values):
        return Refused("ambiguous")
    return understood(question, values[0])


def _read_exact(question: Question, keys: list[Key]) -> set[int]:
    folded = fold(question.text)
    said = words(without_greeting(folded)) or words(folded)
    in_digits = _in_digits(question)
    if has_verdict_sign(folded):
        said, in_digits = (), ("",)  # "não 👍" is no plain "Não"
    same_text = {key.place for key in keys if key.text == folded}
    sign = folded if _is_sign(folded) else None
    return (
        same_text
        or {key.place for key in keys if sign is not None and sign in key.text}
        or {key.place for key in keys if said and key.words == said}
        or {key.place for key in keys if key.words == in_digits}
        or {key.place for key in keys if said and _without_number(key.words) == said}
    )


def _is_sign(folded: str) -> bool:
    """Is the whole text emoji, which labels may carry beside their words?"""
    return all(unicodedata.category(character) == "So" for character in folded)


def _in_digits(question: Question) -> tuple[str, ...]:
    english = is_english(question.language)
    return words(spelled_as_digits(fold(question.text), english=english)) or ("",)


def _without_number(said: tuple[str, ...]) -> tuple[str, ...]:
    """Drop the number from a label such as "1 - Boleto"."""
    return said[1:] if len(said) > 1 and said[0].isdigit() else said


def _read_position(question: Question, keys: list[Key]) -> set[int]:
    position = read_position(question.text, english=is_english(question.language))
    if position is None:
        return set()
    place = position.place(len(question.options))
    named = set() if position.is_explicit else _named_by(position, keys)
    is_weekday = any(key.words == (position.word,) for key in keys if key.place in named)
    if is_weekday or _labels_are_numbered(question.options):
        return named
    return named | ({place} if place is not None else set())


def _named_by(position: Position, keys: list[Key]) -> set[int]:
    """The options whose own name holds the same number or begins with the same ordinal."""
    by_name = {key.place for key in keys if key.words == (position.word,)}
    return by_name or {
        key.place
        for key in keys
        if position.number_text in map(_number_of, key.words)
        or position.word == next(iter(key.words), None)
    }


def _number_of(word: str) -> str:
    """The number of "12", "12x" or "14h", else the word."""
    found = _MEASURED.fullmatch(word)
    return found[1] if found else word


@lru_cache(maxsize=MAX_KEPT_MENUS)
def _labels_are_numbered(options: tuple[Choice, ...]) -> bool:
    """Do the labels carry numbers that are not their positions ("9 - Sair" as the third)?"""
    leading = [re.match(r"\s*([0-9]+)\s*[-).:](?![0-9])", fold(option.label)) for option in options]
    return all(leading) and any(
        found is not None and int(found[1]) != place for place, found in enumerate(leading, start=1)
    )


def _read_contained(question: Question, keys: list[Key]) -> set[int]:
    return _find_names(words(without_greeting(fold(question.text))), question, keys)


def _read_forms(question: Question, _keys: list[Key]) -> set[int]:
    """Compare hours, days, prices and plurals in one form: "às 14" and "14:00" are "14h"."""
    english = is_english(question.language)
    said = comparable(without_greeting(fold(question.text)), english=english)
    return _find_names(said, question, list(forms_of(question.options, english=english)))


def _read_corrected(question: Question, keys: list[Key]) -> set[int]:
    """Read the answer again with its slips in single words of the labels undone."""
    said = words(without_greeting(fold(question.text)))
    corrected = corrected_words(said, keys) if len(said) <= _MAX_TYPO_WORDS else said
    return set() if corrected == said else _find_names(corrected, question, keys)


def _find_names(said: tuple[str, ...], question: Question, keys: list[Key]) -> set[int]:
    named = [key for key in keys if not key.is_verdict]
    spans = longest([span for key in named if (span := span_of(key, said))])
    if not spans:
        return read_part(core_of(said, fillers_of(keys)), said, named)
    others = [word for at, word in enumerate(said) if not is_covered(at, spans)]
    rest = set(others) - _harmless(question)
    places = {place for _, _, place in spans} | _sharing(spans, said, named)
    is_bounded = bool(rest & _LIMITS) and any(c.isdigit() for word in said for c in word)
    if is_bounded or (rest & (NEGATIONS | EITHER) and len(places) == 1):
        return set()
    return _agreeing(places, rest) and places | _also_named(others, question, keys)


def _harmless(question: Question) -> frozenset[str]:
    """The negations that are small words of the question's language: "no Pix"."""
    return frozenset() if is_english(question.language) else _ENGLISH_NEGATION


def _sharing(spans: list[tuple[int, int, int]], said: tuple[str, ...], keys: list[Key]) -> set[int]:
    """The other options that hold the words found, where they are no whole name as shown."""
    found = {said[start:end] for start, end, _ in spans}
    if len(spans) > 1 or any(key.words in found for key in keys):
        return set()
    core = core_of(next(iter(found)), fillers_of(keys))
    return {key.place for key in keys if core and holds(key, core)}


def _also_named(others: list[str], question: Question, keys: list[Key]) -> set[int]:
    """What the words beside a name would choose by themselves: "boleto e a última"."""
    said = tuple(word for word in others if word not in _JOINERS)
    beside = replace(question, text=" ".join(said))
    is_article = said in {("um",), ("uma",), ("one",)}
    core = core_of(said, fillers_of(keys))
    if not core or is_article:
        return set()
    named = [key for key in keys if not key.is_verdict]
    return _read_position(beside, keys) or read_part(core, said, named) or _read_typo(beside, keys)


def _agreeing(places: set[int], rest: set[str]) -> set[int]:
    """Drop everything when a number beside the name is another option's ("boleto 2")."""
    numbers = {word for word in rest if word.isdigit()}
    if numbers - {str(place + 1) for place in places} or (rest & NEGATIONS):
        return set()
    return places


def _read_yes_or_no(question: Question, keys: list[Key]) -> set[int]:
    """Choose the only option that is a plain yes (or no) for an answer that is one."""
    verdict = read_yes_no(question.text)
    if isinstance(verdict, Refused):
        return set()
    same = {key.place for key in keys if key.is_verdict and read_yes_no(key.text) is verdict}
    return same if len(same) == 1 else set()


def _read_typo(question: Question, keys: list[Key]) -> set[int]:
    said = words(without_greeting(fold(question.text)))
    named = [key for key in keys if not key.is_verdict]
    if EITHER & set(said) or len(said) > _MAX_TYPO_WORDS:
        return set()
    allowed = [key for key in named if is_typo(said, key)]
    if not allowed:
        return set()
    best = min(slip_distance(said, key) for key in allowed)
    return {key.place for key in named if slip_distance(said, key) < best + _CLEAR_MARGIN}
