"""One difference of two flows: what it is about, a sentence, and both values."""

from dataclasses import dataclass, field
from enum import StrEnum

from flow_runtime.problems import Words

NOTHING: Words = {"pt-BR": "", "en": ""}


class DifferenceKind(StrEnum):
    """Whether something came, went, or is another now."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Subject(StrEnum):
    """What a difference is about; `FLOW` is all that belongs to no part of the drawing."""

    FLOW = "flow"
    NODE = "node"
    WAY = "way"
    VARIABLE = "variable"
    STAGE = "stage"
    TRANSLATION = "translation"
    TEST = "test"


class Part(StrEnum):
    """Which side of a node a difference touches; nothing else tells it apart."""

    WHOLE = "whole"
    TEXT = "text"
    CALL = "call"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was.

    `words` is a whole sentence per language of the interface. `before` and `after` are the values
    as people read them, empty where the sentence says everything or a side has none. `node_id` is
    the node on the drawing that it belongs to; `part` is `WHOLE` when it came, went or got another
    name or type, `TEXT` for what customers read, `CALL` for what is asked of another system.
    """

    kind: DifferenceKind
    subject: Subject
    words: Words
    before: Words = field(default_factory=lambda: NOTHING)
    after: Words = field(default_factory=lambda: NOTHING)
    node_id: str | None = None
    part: Part = Part.SETTING

    def sentence(self, language: str) -> str:
        """Return the sentence in a language, falling back to Portuguese."""
        return self.words.get(language) or self.words["pt-BR"]
