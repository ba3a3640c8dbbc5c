"""What running conversation tests gives: results, failures in sentences, the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from flow_runtime.effects import Fact
from flow_runtime.scripts.coverage import Coverage, Reached

Words = Mapping[str, str]
Author = Literal["customer", "flow", "world"]


@dataclass(frozen=True, slots=True)
class Failure:
    """An expectation that did not hold, or something that could not be done.

    `step` counts from 1; 0 stands for the end of the conversation. `words` says in pt-BR and en
    what was expected and what was there; `node_id` is where the conversation stood.
    """

    step: int
    words: Words
    node_id: str | None = None

    def sentence(self, language: str = "pt-BR") -> str:
        """Return the sentence in a language, falling back to Portuguese."""
        return self.words.get(language) or self.words["pt-BR"]


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One thing said; `world` is anything that neither the customer nor the flow did."""

    author: Author
    text: str
    choices: tuple[str, ...] = ()
    node_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScriptResult:
    """What one conversation test gave."""

    name: str
    failures: tuple[Failure, ...]
    transcript: tuple[TranscriptLine, ...]
    facts: tuple[Fact, ...]
    reached: Reached

    @property
    def passed(self) -> bool:
        """Say whether everything was as expected."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class Report:
    """What all tests of a flow gave, with what they cover together."""

    flow_id: str
    results: tuple[ScriptResult, ...]
    coverage: Coverage

    @property
    def passed(self) -> bool:
        """Say whether every conversation was as expected; coverage is not counted."""
        return all(result.passed for result in self.results)
