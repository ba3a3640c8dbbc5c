"""A problem of a flow as people see it: what, where, why and the way out.

The same shape serves the loader (a file that is no flow) and the checks (a flow that would not
serve a customer well), so that a table, a page and an API show both alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

Words = Mapping[str, str]


class Severity(StrEnum):
    """Errors block publication; warnings need a reason."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the document that mends a problem with one click.

    `operation` is one of `connect` (`source`, `outcome`, `target`), `set` (`pointer`, `value`),
    `remove_node` (`node`), `remove_edge` (`source`, `outcome`) and `declare_variable` (`name`,
    `type`).
    """

    operation: str
    arguments: Mapping[str, JsonValue]
    words: Words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at its place.

    `pointer` is a JSON pointer into the document (`/nodes/3/text`); `code` never changes its
    meaning once released; `words` holds a sentence per interface language.
    """

    code: str
    words: Words
    severity: Severity = Severity.ERROR
    pointer: str = ""
    node_id: str | None = None
    fix: Fix | None = None

    def sentence(self, language: str = "pt-BR") -> str:
        """Return the sentence in a language, falling back to Portuguese."""
        return self.words.get(language) or self.words["pt-BR"]


def problem(
    code: str,
    pt: str,
    en: str,
    *,
    severity: Severity = Severity.ERROR,
    pointer: str = "",
    node_id: str | None = None,
) -> Problem:
    """Write a problem with its sentence in both languages."""
    return Problem(code, {"pt-BR": pt, "en": en}, severity, pointer, node_id)
