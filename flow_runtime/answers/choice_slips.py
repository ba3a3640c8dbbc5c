"""How far apart two phrases are, and whether typing slips explain it."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz.distance import OSA

from flow_runtime.answers.choice_names import FILLERS, NEGATIONS, Key, core_of

# Chosen by measuring, see docs/understanding.md
ONE_SLIP_CHARACTERS: Final = 4
TWO_SLIPS_CHARACTERS: Final = 9
MIN_CORRECTED_CHARACTERS: Final = 5


def is_typo(said: tuple[str, ...], key: Key) -> bool:
    """Is the answer the name with a few slips, none in its first letter, a number or a negation?"""
    pairs = ((said, key.words), (core_of(said, key.fillers), key.core))
    return any(
        answer[0][0] == name[0][0]
        and _fixed_words(answer) == _fixed_words(name)
        and _has_few_slips(answer, name)
        for answer, name in pairs
        if answer and name
    )


def _has_few_slips(answer: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Each word may have its slips ("débito" is no "crédito"), or one space may be wrong."""
    if len(answer) == len(name):
        pairs = zip(answer, name, strict=True)
        return all(OSA.distance(*pair) <= _allowed_slips(pair[1]) for pair in pairs)
    return OSA.distance("".join(answer), "".join(name)) <= min(1, _allowed_slips("".join(name)))


def corrected_words(said: tuple[str, ...], keys: Sequence[Key]) -> tuple[str, ...]:
    """Return the words with slips undone where exactly one word of the labels is near enough."""
    known = {word for key in keys for word in key.core}
    return tuple(word if word in known else _corrected(word, known) for word in said)


def _corrected(word: str, known: set[str]) -> str:
    if word.isdigit() or word in NEGATIONS or word in FILLERS:
        return word
    near = [
        name
        for name in known
        if len(name) >= MIN_CORRECTED_CHARACTERS
        and name[0] == word[0]
        and OSA.distance(word, name) <= _allowed_slips(name)
    ]
    return near[0] if len(near) == 1 else word


def slip_distance(said: tuple[str, ...], key: Key) -> int:
    """Return the fewest slips between an answer and a name, small words aside or not."""
    return min(_slips(said, key.words), _slips(core_of(said, key.fillers), key.core))


def _slips(answer: tuple[str, ...], name: tuple[str, ...]) -> int:
    """Count the slips (one letter more, less, other, or two swapped) between two phrases."""
    return OSA.distance(" ".join(answer), " ".join(name))


def _fixed_words(said: tuple[str, ...]) -> list[str]:
    """The words in which no slip is allowed: numbers and negations."""
    return [word for word in said if word.isdigit() or word in NEGATIONS]


def _allowed_slips(name: str) -> int:
    return (len(name) >= ONE_SLIP_CHARACTERS) + (len(name) >= TWO_SLIPS_CHARACTERS)
