"""What exploring a flow gives: paths, dead ends, and what no path reached."""

from collections.abc import Mapping
from dataclasses import dataclass

from flow_runtime.scripts.coverage import Coverage, Way
from flow_runtime.scripts.document import Conversation

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExploredPath:
    """One conversation that the explorer had, from its beginning on.

    `conversation` plays it again, without expectations; `visited` and `ways` are the nodes and
    outcomes in order; `end` is the outcome it ended with, or None where it still waits.
    """

    conversation: Conversation
    visited: tuple[str, ...]
    ways: tuple[Way, ...]
    end: str | None


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A place where a conversation goes wrong.

    `code` is `waits_for_nothing`, `failed`, or that of a fact `node_failed`; `node_id` is where,
    `words` says it in pt-BR and en, `path` is how one gets there.
    """

    code: str
    node_id: str | None
    words: Words
    path: ExploredPath

    def sentence(self, language: str = "pt-BR") -> str:
        """Return the sentence in a language, falling back to Portuguese."""
        return self.words.get(language) or self.words["pt-BR"]


@dataclass(frozen=True, slots=True)
class Exploration:
    """All of it; `turns` is how many turns were tried, `was_cut` whether there were too many."""

    paths: tuple[ExploredPath, ...]
    dead_ends: tuple[DeadEnd, ...]
    coverage: Coverage
    turns: int
    was_cut: bool

    @property
    def uncovered(self) -> tuple[Way, ...]:
        """Return the outcomes that must be reached and that no path reached."""
        return self.coverage.missed_outcomes

    @property
    def uncovered_nodes(self) -> tuple[str, ...]:
        """Return the nodes that no path reached."""
        return self.coverage.missed_nodes


def dead_end_words(code: str, node_name: str) -> Words:
    """Say what is wrong at a dead end."""
    match code:
        case "waits_for_nothing":
            return {
                "pt-BR": f"Em '{node_name}' a conversa espera por algo que nunca chega.",
                "en": f"At '{node_name}' the conversation waits for something that never comes.",
            }
        case "failed":
            return {
                "pt-BR": f"Depois de '{node_name}' o caminho de erro também falha.",
                "en": f"After '{node_name}' the error route fails as well.",
            }
    return {
        "pt-BR": f"O bloco '{node_name}' falha ({code}) e a conversa vai para o caminho de erro.",
        "en": f"The node '{node_name}' fails ({code}) and the conversation takes the error route.",
    }
