"""The kinds of problems: a stable code, how grave it is and its sentence in both languages.

Each family of checks keeps its kinds at the head of its own file; table.py collects them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flow_runtime.problems import Fix, Problem, Severity, Words

Value = str | int | Words
"""What fills a gap of a sentence; words where it is said differently in each language."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem stands: a JSON pointer into the document and the node, if it is one's."""

    pointer: str = ""
    node_id: str | None = None


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem; `pt` and `en` are sentences with `{gaps}`."""

    code: str
    severity: Severity
    pt: str
    en: str

    def at(self, place: Place, /, *, fix: Fix | None = None, **values: Value) -> Problem:
        """Return the problem at a place, its sentences filled with the values."""
        words = {
            "pt-BR": self.pt.format_map(_said(values, "pt-BR")),
            "en": self.en.format_map(_said(values, "en")),
        }
        return Problem(self.code, words, self.severity, place.pointer, place.node_id, fix)


def _said(values: Mapping[str, Value], language: str) -> dict[str, Value]:
    return {
        name: value[language] if isinstance(value, Mapping) else value
        for name, value in values.items()
    }


def error(code: str, pt: str, en: str) -> ProblemKind:
    """Return a kind that blocks publication."""
    return ProblemKind(code, Severity.ERROR, pt, en)


def warning(code: str, pt: str, en: str) -> ProblemKind:
    """Return a kind that needs a reason."""
    return ProblemKind(code, Severity.WARNING, pt, en)
