"""Scores of understanding: rows of answers judged right, asked again or silently wrong."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeAlias

from flow_runtime.answers import understand_row

Row: TypeAlias = Mapping[str, object]
Verdict: TypeAlias = Literal["right", "asked_again", "silently_wrong"]

ROWS: Final = Path(__file__).parents[1] / "tests" / "understanding"
ALL_KINDS: Final = "all"


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows of one kind were understood, asked again although clear, or misread."""

    kind: str
    right: int
    asked_again: int
    silently_wrong: int

    @property
    def rows(self) -> int:
        """All rows of the kind."""
        return self.right + self.asked_again + self.silently_wrong

    @property
    def right_share(self) -> float:
        """The share of rows that were right, 0 to 1."""
        return self.right / self.rows if self.rows else 1.0

    @property
    def wrong_share(self) -> float:
        """The share of rows that were silently wrong, 0 to 1."""
        return self.silently_wrong / self.rows if self.rows else 0.0

    def as_record(self) -> dict[str, object]:
        """Return the figures for JSON; shares are rounded to a hundredth of a percent."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            "right": self.right,
            "asked_again": self.asked_again,
            "silently_wrong": self.silently_wrong,
            "right_share": round(self.right_share, 4),
            "silently_wrong_share": round(self.wrong_share, 4),
        }


def read_rows(folder: Path = ROWS) -> Iterator[Row]:
    """Yield every row of the folder's JSON-lines files, in the order of their names."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def is_held_out(row: Row) -> bool:
    """Tell whether the row was kept aside while the rules were tuned."""
    return row.get("held_out") is True


def judge(row: Row) -> Verdict:
    """Compare what a row is understood as with what it should be; true is not 1."""
    value, expected = understand_row(row)["value"], row["expected"]
    if value == expected and isinstance(value, bool) == isinstance(expected, bool):
        return "right"
    return "asked_again" if value is None else "silently_wrong"


def score(rows: Iterable[Row]) -> list[Score]:
    """Return one score per kind, in alphabetical order, and the last one for all of them."""
    judged = [(str(row["kind"]), judge(row)) for row in rows]
    kinds = sorted({kind for kind, _ in judged})
    scores = [_score(kind, [verdict for each, verdict in judged if each == kind]) for kind in kinds]
    return [*scores, _score(ALL_KINDS, [verdict for _, verdict in judged])]


def _score(kind: str, verdicts: list[Verdict]) -> Score:
    count = Counter(verdicts)
    return Score(kind, count["right"], count["asked_again"], count["silently_wrong"])


def score_parts() -> dict[str, list[Score]]:
    """Return the scores of the tuned rows and of those held out, apart."""
    rows = list(read_rows())
    return {
        "tuned": score(row for row in rows if not is_held_out(row)),
        "held_out": score(row for row in rows if is_held_out(row)),
    }
