"""Where the names of options stand in a sentence, and which names have its words."""

from typing import Final

from flow_runtime.answers.choice_names import NEGATIONS, Key
from flow_runtime.answers.folding import word_set

EITHER: Final = frozenset({"ou", "or"})
_MIN_PREFIX_CHARACTERS: Final = 3
_WEAK: Final = word_set("falar saber fazer ter talk know")  # no label is known by these


def read_part(core: tuple[str, ...], said: tuple[str, ...], keys: list[Key]) -> set[int]:
    """Return the options whose name has the whole answer: its words, or its cut-off beginning."""
    if not core or EITHER & set(said) or _is_bare_number(core) or _WEAK.issuperset(core):
        return set()
    inside = [key for key in keys if holds(key, core)]
    parts = inside or [key for key in keys if _begins(key, core)]
    # "cliente" alone is no "Não sou cliente", but makes "Sou cliente" uncertain
    agreeing = [key for key in parts if _negations(core) == _negations(key.core)]
    is_beginning = all(_begins(key, core) for key in parts)
    return {key.place for key in parts} if agreeing or is_beginning else set()


def _negations(said: tuple[str, ...]) -> frozenset[str]:
    return NEGATIONS & set(said)


def _begins(key: Key, core: tuple[str, ...]) -> bool:
    """Are these the name's first words, the last one perhaps cut off ("segunda vi")?"""
    if len(core) > len(key.core):
        return False
    *whole, last = core
    following = key.core[len(whole)]
    is_long = len(last) >= _MIN_PREFIX_CHARACTERS or bool(whole) or following == last
    fits = following == last or (following.startswith(last) and last.isalpha())
    return is_long and fits and tuple(whole) == key.core[: len(whole)]


def holds(key: Key, core: tuple[str, ...]) -> bool:
    """Has the name all these words, in whatever order?"""
    return set(key.core).issuperset(core)


def span_of(key: Key, said: tuple[str, ...]) -> tuple[int, int, int] | None:
    """Where a name stands in the sentence, small words aside: (from, to, option's place)."""
    core = key.core or key.words
    places = [at for at, word in enumerate(said) if not key.core or word not in key.fillers]
    spoken = tuple(said[at] for at in places)
    for start in range(len(spoken) - len(core) + 1):
        if core and spoken[start : start + len(core)] == core and not _is_bare_number(core):
            return places[start], places[start + len(core) - 1] + 1, key.place
    return None


def _is_bare_number(core: tuple[str, ...]) -> bool:
    return all(word.isdigit() for word in core)


def longest(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Drop a name that stands inside a longer one: "Boleto" in "Segunda via de boleto"."""
    return [
        span
        for span in spans
        if not any(
            other[0] <= span[0] and span[1] <= other[1] and other[1] - other[0] > span[1] - span[0]
            for other in spans
        )
    ]


def is_covered(at: int, spans: list[tuple[int, int, int]]) -> bool:
    """Does the word at this place belong to a name that was found?"""
    return any(start <= at < end for start, end, _ in spans)
