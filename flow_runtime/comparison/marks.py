"""Which words of a text came and which went."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_TOKENS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_TOKENS: Final = 2_000
"""Longer texts are told as a whole: the time to find what they share grows with the square."""


_LEAST_SHARED: Final = 0.3
"""The part of the longer text that both must share for its words to be marked one by one."""


class MarkKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text that stayed, went or came."""

    kind: MarkKind
    text: str


def marks_of(before: str, after: str) -> tuple[Mark, ...]:
    """Return the pieces of both texts, in reading order.

    Those that are not `ADDED` make up the text before, those that are not `REMOVED` the one after.
    Texts that share little are told as a whole: single words that happen to stand in both say
    nothing.
    """
    steps = _steps(_TOKENS.findall(before), _TOKENS.findall(after))
    shared = sum(len(step.old) for step in steps if step.is_same)
    if shared < _LEAST_SHARED * max(len(before), len(after)):
        steps = [_Step(before, after)]
    return tuple(mark for step in _joined(steps) for mark in step.marks() if mark.text)


@dataclass(frozen=True, slots=True)
class _Step:
    """What stood in one place of the texts, and what stands there now."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new

    def marks(self) -> Iterator[Mark]:
        if self.is_same:
            yield Mark(MarkKind.SAME, self.old)
            return
        yield Mark(MarkKind.REMOVED, self.old)
        yield Mark(MarkKind.ADDED, self.new)


def _steps(old: list[str], new: list[str]) -> list[_Step]:
    if len(old) + len(new) > _MOST_TOKENS:
        return [_Step("".join(old), "".join(new))]
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [_Step("".join(old[a:b]), "".join(new[c:d])) for _what, a, b, c, d in found]


def _joined(steps: list[_Step]) -> list[_Step]:
    """Return the steps with changes that only a space parts told as one."""
    joined: list[_Step] = []
    for step in steps:
        is_gap = step.is_same and step.old.isspace()
        follows = bool(joined) and not joined[-1].is_same
        if follows and (is_gap or not step.is_same):
            joined[-1] = _Step(joined[-1].old + step.old, joined[-1].new + step.new)
        else:
            joined.append(step)
    return joined
