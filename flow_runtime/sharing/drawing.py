"""A flow as a drawing: where everything stands and what it says, for any kind of paper.

Made of a document alone, finished or not; the same cards, lanes and lines as on the canvas. Columns
that are closed on the canvas are open here: a picture has no button to open them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from flow_runtime.editing import Document, FlowView, OutlineLine, outline_of, view_of
from flow_runtime.editing.documents import Item, items_of, text_of
from flow_runtime.sharing.lanes import Lane, lanes_of, opened
from flow_runtime.sharing.lettering import clean, fitted, wrapped
from flow_runtime.sharing.palette import FAMILIES, family_of, kind_of
from flow_runtime.sharing.reading import boxes_of, pair
from flow_runtime.sharing.routes import Box, Obstacles, Point, is_backwards, route

CARD_WIDTH: Final = 240.0
HEAD_HEIGHT: Final = 96.0
ROW_HEIGHT: Final = 28.0
ENTRY_Y: Final = 44.0
"""Height at which lines arrive at a card, from its top."""

TEXT_ROOM: Final = CARD_WIDTH - 22
LETTERS: Final = 13.0
NAME_LETTERS: Final = 14.0
_RESERVE: Final = 1.06
"""Who looks at an SVG may have another font, whose letters are wider."""


@dataclass(frozen=True, slots=True)
class Row:
    """A way out of a card; `leads_to` is the script's number of the next step, 0 for none."""

    outcome: str
    label: str
    leads_to: int
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A block as it is drawn; `number` is its place in the script."""

    id: str
    number: int
    box: Box
    family: str
    kind: str
    name: str
    lines: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Wire:
    """A line from a card's way out to the next card, with the corners of its way."""

    source: str
    outcome: str
    target: str
    points: tuple[Point, ...]
    is_back: bool
    is_error: bool

    @cached_property
    def box(self) -> Box:
        """Return what the line covers."""
        xs, ys = zip(*self.points, strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


@dataclass(frozen=True, slots=True)
class Note:
    """A note on the drawing."""

    box: Box
    text: str
    color: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A named group of cards."""

    box: Box
    name: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole flow; places are canvas pixels. `families` counts the cards of each family."""

    name: str
    box: Box
    lanes: tuple[Lane, ...]
    frames: tuple[Frame, ...]
    notes: tuple[Note, ...]
    wires: tuple[Wire, ...]
    cards: tuple[Card, ...]
    families: Mapping[str, int]
    script: tuple[OutlineLine, ...]


_MARGIN: Final = 40.0
_GROUP_MARGIN: Final = 20.0


def drawing_of(document: Document, language: str) -> Drawing:
    """Return the drawing of a document; never raises.

    Args:
        document: A draft or a version.
        language: The language of the interface: "pt-BR" or "en".
    """
    view = opened(view_of(document, language))
    script = outline_of(document)
    numbers = {line.node_id: line.number for line in script if line.kind == "step"}
    cards = {card.id: card for card in _cards(view, numbers, language)}
    lanes = lanes_of(view, {node_id: card.box for node_id, card in cards.items()})
    notes = tuple(_notes(view))
    frames = tuple(_frames(view, cards))
    wires = tuple(_wires(view, cards))
    families = Counter(card.family for card in cards.values())
    return Drawing(
        name=clean(text_of(view.flow, "name")),
        box=_whole(lanes, cards.values(), notes, frames, wires),
        lanes=lanes,
        frames=frames,
        notes=notes,
        wires=wires,
        cards=tuple(cards.values()),
        families={family: families[family] for family in FAMILIES if families[family]},
        script=script,
    )


def _cards(view: FlowView, numbers: Mapping[str, int], language: str) -> Iterator[Card]:
    for node_id, card in view.cards.items():
        if not isinstance(card, dict):
            continue
        node = card["node"]
        node = node if isinstance(node, dict) else {}
        rows = tuple(_rows(view, node_id, items_of(card, "outcomes"), numbers))
        x, y = pair(view.layout.get(node_id))
        node_type = text_of(node, "type")
        yield Card(
            id=node_id,
            number=numbers.get(node_id, 0),
            box=Box(x, y, CARD_WIDTH, HEAD_HEIGHT + ROW_HEIGHT * len(rows)),
            family=family_of(node_type),
            kind=kind_of(node_type, language),
            name=clean(text_of(node, "name") or node_id),
            lines=wrapped(clean(text_of(card, "summary")), TEXT_ROOM, LETTERS * _RESERVE, 2),
            rows=rows,
        )


def _rows(
    view: FlowView, node_id: str, outcomes: list[Item], numbers: Mapping[str, int]
) -> Iterator[Row]:
    for outcome in outcomes:
        key = text_of(outcome, "id")
        target = view.edges.get(f"{node_id}/{key}")
        leads_to = numbers.get(str(target), 0)
        is_missing = target is None and outcome.get("required") is True
        label = fitted(clean(text_of(outcome, "label")), TEXT_ROOM - 54, LETTERS * _RESERVE)
        yield Row(key, label, leads_to, is_missing)


def _wires(view: FlowView, cards: Mapping[str, Card]) -> Iterator[Wire]:
    obstacles = Obstacles(card.box for card in cards.values())
    for key, target_id in view.edges.items():
        source_id, _, outcome = key.partition("/")
        source, target = cards.get(source_id), cards.get(str(target_id))
        if source is None or target is None:
            continue
        index = next((i for i, row in enumerate(source.rows) if row.outcome == outcome), 0)
        start = (source.box.right, source.box.y + HEAD_HEIGHT + ROW_HEIGHT * (index + 0.5))
        end = (target.box.x, target.box.y + ENTRY_Y)
        yield Wire(
            source=source_id,
            outcome=outcome,
            target=target.id,
            points=route(start, end, (source.box, target.box), index, obstacles),
            is_back=is_backwards(start, end),
            is_error=target.id == view.error_route,
        )


def _notes(view: FlowView) -> Iterator[Note]:
    for note in view.notes:
        if isinstance(note, dict) and text_of(note, "text").strip():
            (x, y), (width, height) = pair(note.get("place")), pair(note.get("size"), (240, 120))
            box = Box(x, y, max(width, 80), max(height, 40))
            yield Note(box, clean(text_of(note, "text")), text_of(note, "color", "amber"))


def _frames(view: FlowView, cards: Mapping[str, Card]) -> Iterator[Frame]:
    for group in view.groups:
        listed = group.get("nodes") if isinstance(group, dict) else None
        members = listed if isinstance(listed, list) else []
        around = boxes_of(cards[str(one)].box for one in members if str(one) in cards)
        if around is not None and isinstance(group, dict):
            yield Frame(around.grown(_GROUP_MARGIN), clean(text_of(group, "name")))


def _whole(lanes: tuple[Lane, ...], *parts: Iterable[Card | Wire | Note | Frame]) -> Box:
    """Return what the drawing covers, with a margin."""
    around = boxes_of(_all_boxes(parts))
    box = (around or Box(0, 0, CARD_WIDTH, HEAD_HEIGHT)).grown(_MARGIN)
    left = min([box.x, *(lane.x for lane in lanes)])
    right = max([box.right, *(lane.x + lane.width for lane in lanes)])
    return Box(left, box.y, right - left, box.height)


def _all_boxes(parts: tuple[Iterable[Card | Wire | Note | Frame], ...]) -> Iterator[Box]:
    for part in parts:
        for item in part:
            yield item.box
