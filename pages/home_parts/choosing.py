"""Which flows are meant: by words, folder, category and state. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from flow_runtime.answers.folding import fold
from pages.home_parts.rows import Row

State = Literal["all", "live", "draft", "problems", "archived"]
STATES: Final[tuple[State, ...]] = get_args(State)

_IS: Final[Mapping[State, Callable[[Row], bool]]] = {
    "all": lambda row: not row.is_archived,
    "live": lambda row: not row.is_archived and bool(row.live),
    "draft": lambda row: not row.is_archived and not row.live,
    "problems": lambda row: not row.is_archived and row.problems > 0,
    "archived": lambda row: row.is_archived,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person looks for; an empty field asks for nothing."""

    words: str = ""
    folder: str | None = None
    category: str | None = None
    state: State = "all"


def chosen(rows: Iterable[Row], choice: Choice, categories: Mapping[str, str]) -> list[Row]:
    """Return the rows that are meant, in their order.

    Args:
        rows: The flows.
        choice: What is looked for; every word must occur, whatever its case and accents.
        categories: The categories in the words of the reader, which are searched too.
    """
    wanted = fold(choice.words).split()
    return [
        row
        for row in rows
        if _IS[choice.state](row)
        and choice.folder in (None, row.flow.folder)
        and choice.category in (None, row.flow.category)
        and _has_all(row, wanted, categories)
    ]


def counts(rows: Sequence[Row]) -> dict[State, int]:
    """Return how many flows there are in each state."""
    return {state: sum(map(_IS[state], rows)) for state in STATES}


def folders(rows: Iterable[Row]) -> dict[str, int]:
    """Return the folders by name, with the number of flows in each that are not archived."""
    found = Counter(row.flow.folder for row in rows if not row.is_archived and row.flow.folder)
    return dict(sorted(found.items(), key=lambda item: fold(item[0])))


def _has_all(row: Row, wanted: Sequence[str], categories: Mapping[str, str]) -> bool:
    if not wanted:
        return True
    flow = row.flow
    category = categories.get(flow.category, flow.category)
    said = fold(f"{flow.name} {flow.objective} {category} {flow.folder} {flow.id}")
    return all(word in said for word in wanted)
