"""Which lines of the script are shown: all, those of a stage, those that say something."""

from collections.abc import Sequence
from typing import Final

from flow_runtime.answers.folding import fold
from flow_runtime.editing.outline import OutlineLine

LINES_PER_PAGE: Final = 40


def found(lines: Sequence[OutlineLine], words: str, stage: str | None) -> list[OutlineLine]:
    """Return the lines to show; a search shows steps only, in the order of the script.

    Args:
        lines: The whole script.
        words: What is looked for in names, texts and ids, without accents and case; "" for all.
        stage: The stage whose steps are shown; None for all.
    """
    wanted = fold(words).split()
    if not wanted and stage is None:
        return list(lines)
    return [
        line
        for line in lines
        if line.kind == "step" and (stage is None or line.stage == stage) and _says(line, wanted)
    ]


def _says(line: OutlineLine, wanted: Sequence[str]) -> bool:
    said = fold(" ".join([line.name, line.node_id, *(text.value for text in line.texts)]))
    return all(word in said for word in wanted)


def page_count(lines: Sequence[OutlineLine]) -> int:
    """Return how many pages the lines fill; one when there are none."""
    return max(1, -(-len(lines) // LINES_PER_PAGE))


def page_of(lines: Sequence[OutlineLine], number: int) -> Sequence[OutlineLine]:
    """Return a page of the lines, counted from 1; the last one if there are not so many."""
    first = (min(number, page_count(lines)) - 1) * LINES_PER_PAGE
    return lines[first : first + LINES_PER_PAGE]


def page_with(lines: Sequence[OutlineLine], node_id: str) -> int:
    """Return the page on which a step stands; the first if it stands on none."""
    for position, line in enumerate(lines):
        if line.kind == "step" and line.node_id == node_id:
            return position // LINES_PER_PAGE + 1
    return 1
