"""A drawing as SVG: stands alone, asks nobody for anything, and holds texts as texts only."""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from flow_runtime.sharing.lettering import BOLD, REGULAR, width_of
from flow_runtime.sharing.painting import Sheet
from flow_runtime.sharing.plates import Plate
from flow_runtime.sharing.routes import Box, Point

_FONTS: Final = "'Source Sans 3','Source Sans Pro','Segoe UI',Roboto,Arial,sans-serif"
_ANCHORS: Final = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def svg_of(plate: Plate) -> str:
    """Return a plate as an SVG document."""
    sheet = _SvgSheet()
    plate.paint(sheet)
    box = plate.box
    view = f"{_n(box.x)} {_n(box.y)} {_n(box.width)} {_n(box.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{_n(box.width)}" '
        f'height="{_n(box.height)}" font-family="{_FONTS}" role="img">'
        f"<title>{escape(plate.title)}</title>{''.join(sheet.parts)}</svg>"
    )


class _SvgSheet(Sheet):
    def __init__(self) -> None:
        self.parts: list[str] = []

    def rect(
        self,
        box: Box,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 1,
        radius: float = 0,
        opacity: float = 1,
    ) -> None:
        rounded = f' rx="{_n(radius)}"' if radius else ""
        border = f' stroke="{stroke}" stroke-width="{_n(width)}"' if stroke else ""
        thin = f' fill-opacity="{opacity}"' if opacity < 1 else ""
        self.parts.append(
            f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
            f'height="{_n(box.height)}" fill="{fill or "none"}"{border}{rounded}{thin}/>'
        )

    def line(
        self,
        points: Sequence[Point],
        color: str,
        *,
        width: float = 2,
        dash: tuple[float, ...] = (),
        corner: float = 0,
    ) -> None:
        dashed = f' stroke-dasharray="{" ".join(map(_n, dash))}"' if dash else ""
        self.parts.append(
            f'<path d="{path_of(points, corner)}" fill="none" stroke="{color}" '
            f'stroke-width="{_n(width)}"{dashed}/>'
        )

    def shape(self, points: Sequence[Point], fill: str) -> None:
        listed = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.parts.append(f'<polygon points="{listed}" fill="{fill}"/>')

    def icon(self, path: str, at: Point, size: float, color: str) -> None:
        place = f"translate({_n(at[0])} {_n(at[1])}) scale({size / 24:.4f})"
        self.parts.append(
            f'<path transform="{place}" d="{path}" fill="none" stroke="{color}" stroke-width="2" '
            'stroke-linecap="round" stroke-linejoin="round"/>'
        )

    def dot(self, at: Point, radius: float, *, fill: str, stroke: str) -> None:
        self.parts.append(
            f'<circle cx="{_n(at[0])}" cy="{_n(at[1])}" r="{_n(radius)}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="2"/>'
        )

    def text(
        self,
        text: str,
        at: Point,
        size: float,
        color: str,
        *,
        font: str = REGULAR,
        anchor: str = "start",
    ) -> None:
        if not text:
            return
        weight = ' font-weight="600"' if font == BOLD else ""
        # The reader may have other fonts: what stands beside the text must stay beside it.
        fits = f' textLength="{_n(width_of(text, size, font))}" lengthAdjust="spacingAndGlyphs"'
        self.parts.append(
            f'<text x="{_n(at[0])}" y="{_n(at[1])}" font-size="{_n(size)}" '
            f"fill={quoteattr(color)}{weight}{_ANCHORS[anchor]}{fits}>{escape(text)}</text>"
        )


def path_of(points: Sequence[Point], corner: float) -> str:
    """Return the path of a line through points, its corners rounded."""
    return "".join(_path(rounded(points, corner)))


def rounded(
    points: Sequence[Point], corner: float
) -> Iterator[tuple[Point, Point | None, Point | None]]:
    """Yield the points of a line; for each corner where it begins, its point, and where it ends.

    A point without a corner comes with two None.
    """
    yield points[0], None, None
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(corner, _distance(before, at) / 2, _distance(at, after) / 2)
        if radius <= 0:
            yield at, None, None
        else:
            yield _towards(at, before, radius), at, _towards(at, after, radius)
    if len(points) > 1:
        yield points[-1], None, None


def _distance(a: Point, b: Point) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: Point, end: Point, length: float) -> Point:
    share = length / (_distance(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _path(steps: Iterator[tuple[Point, Point | None, Point | None]]) -> Iterator[str]:
    command = "M"
    for (x, y), at, end in steps:
        yield f"{command}{_n(x)} {_n(y)}"
        if at is not None and end is not None:
            yield f"Q{_n(at[0])} {_n(at[1])} {_n(end[0])} {_n(end[1])}"
        command = "L"


def _n(number: float) -> str:
    """Write a number as short as it can be read."""
    return f"{number:.1f}".removesuffix(".0")
