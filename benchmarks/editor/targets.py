"""What the figures should be, and which of them are not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.editor.probe import Figures
from benchmarks.figures import Row


@dataclass(frozen=True, slots=True)
class Target:
    """A bound of a figure; frames a second shall be at least that, all others at most."""

    figure: str
    nodes: int | None
    bound: float

    @property
    def is_least(self) -> bool:
        """Whether more is better."""
        return self.figure.endswith("fps")

    def is_met_by(self, value: float) -> bool:
        """Say whether a value, as it is written down, keeps the bound."""
        return value >= self.bound if self.is_least else value <= self.bound


TARGETS: Final = (
    Target("usable_ms", 500, 2_500),
    Target("drag_fps", 500, 55),
    Target("drag_p95_ms", 500, 20),
    Target("drag_all_fps", 500, 45),
    Target("drag_round_trips", 500, 0),
    Target("drop_ms", 500, 60),
    Target("connect_ms", 500, 80),
    Target("heap_mb", 500, 40),
    Target("acknowledged_ms", 500, 300),
    Target("inspector_ms", 500, 250),
    Target("checks_ms", 500, 500),
    Target("next_painted_ms", 500, 80),
    Target("next_acknowledged_ms", 500, 300),
    Target("usable_ms", 2_000, 4_000),
    Target("drag_fps", 2_000, 50),
    Target("drag_all_fps", 2_000, 30),
    Target("drag_round_trips", 2_000, 0),
    Target("home_of_500_flows_usable_ms", None, 2_500),
    Target("bundle_gzipped_kb", None, 250),
)
_BOUNDS: Final[Mapping[tuple[str, int | None], Target]] = {
    (target.figure, target.nodes): target for target in TARGETS
}


def rows_of(nodes: int | None, ours: Sequence[Figures], bare: Sequence[Figures]) -> Iterator[Row]:
    """Yield one row a figure: our median, the bare one's where there is one, and the bound."""
    for figure in ours[0]:
        value = _median(ours, figure)
        target = _BOUNDS.get((figure, nodes))
        yield {
            "figure": figure,
            "nodes": nodes or "",
            "ours": value,
            "bare_react_flow": _median(bare, figure) if bare and figure in bare[0] else "",
            "target": f"{'≥' if target.is_least else '≤'} {target.bound:g}" if target else "",
            "reached": ("yes" if target.is_met_by(value) else "no") if target else "",
        }


def _median(figures: Sequence[Figures], figure: str) -> float:
    return round(median(one[figure] for one in figures), 1)


def missed(rows: Sequence[Row]) -> str:
    """Say which bounds are not kept."""
    said = [_said(row) for row in rows if row["reached"] == "no"]
    return "; ".join(said) or "none"


def _said(row: Row) -> str:
    where = f" at {row['nodes']} nodes" if row["nodes"] else ""
    return f"{row['figure']}{where} is {row['ours']}, should be {row['target']}"
