"""A page of a PDF as a paper to paint on."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from flow_runtime.sharing.lettering import REGULAR, runs_of, width_of
from flow_runtime.sharing.painting import Sheet
from flow_runtime.sharing.routes import Box, Point
from flow_runtime.sharing.svg import rounded

_ROUND: Final = 1


class PdfSheet(Sheet):
    """Paints on the current page of a canvas; `frame` says where what part of a drawing goes."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    @contextmanager
    def frame(self, part: Box, at: Point, scale: float) -> Iterator[None]:
        """While the block runs, show a part of a drawing with its upper left corner at a point.

        Args:
            part: What is shown, in canvas pixels; the rest is cut off.
            at: Where its upper left corner goes: points from the page's lower left corner.
            scale: Points for each pixel.
        """
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(at[0], at[1])
        canvas.scale(scale, -scale)
        canvas.translate(-part.x, -part.y)
        cut = canvas.beginPath()
        cut.rect(part.x, part.y, part.width, part.height)
        canvas.clipPath(cut, stroke=0, fill=0)
        yield
        canvas.restoreState()

    @contextmanager
    def upright(self, at: Point = (0.0, 0.0)) -> Iterator[None]:
        """While the block runs, count in points downwards from a point of the page."""
        self._canvas.saveState()
        self._canvas.translate(*at)
        self._canvas.scale(1, -1)
        yield
        self._canvas.restoreState()

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
        """Draw a rectangle."""
        canvas = self._canvas
        if fill:
            canvas.setFillColor(_color(fill, opacity))
        if stroke:
            canvas.setStrokeColor(_color(stroke))
            canvas.setLineWidth(width)
        given = {"stroke": int(bool(stroke)), "fill": int(bool(fill))}
        if radius:
            radius = min(radius, box.width / 2, box.height / 2)
            canvas.roundRect(box.x, box.y, box.width, box.height, radius, **given)
        else:
            canvas.rect(box.x, box.y, box.width, box.height, **given)

    def line(
        self,
        points: Sequence[Point],
        color: str,
        *,
        width: float = 2,
        dash: tuple[float, ...] = (),
        corner: float = 0,
    ) -> None:
        """Draw a line through points, its corners rounded."""
        canvas = self._canvas
        path = canvas.beginPath()
        for index, ((x, y), at, end) in enumerate(rounded(points, corner)):
            (path.lineTo if index else path.moveTo)(x, y)
            if at is not None and end is not None:
                path.curveTo(*_between((x, y), at), *_between(end, at), *end)
        canvas.setStrokeColor(_color(color))
        canvas.setLineWidth(width)
        canvas.setDash(list(dash))
        canvas.drawPath(path, stroke=1, fill=0)
        canvas.setDash([])

    def shape(self, points: Sequence[Point], fill: str) -> None:
        """Fill what points enclose."""
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._canvas.setFillColor(_color(fill))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def icon(self, path: str, at: Point, size: float, color: str) -> None:
        """Draw an icon of the palette."""
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(*at)
        canvas.scale(size / 24, size / 24)
        canvas.setStrokeColor(_color(color))
        canvas.setLineWidth(2)
        canvas.setLineCap(_ROUND)
        canvas.setLineJoin(_ROUND)
        drawn = canvas.beginPath()
        steps: dict[str, Callable[..., None]] = {
            "M": drawn.moveTo,
            "L": drawn.lineTo,
            "C": drawn.curveTo,
            "Z": drawn.close,
        }
        for command, numbers in _commands(path):
            steps[command](*numbers)
        canvas.drawPath(drawn, stroke=1, fill=0)
        canvas.restoreState()

    def dot(self, at: Point, radius: float, *, fill: str, stroke: str) -> None:
        """Draw a circle with a border of 2."""
        self._canvas.setFillColor(_color(fill))
        self._canvas.setStrokeColor(_color(stroke))
        self._canvas.setLineWidth(2)
        self._canvas.circle(*at, radius, stroke=1, fill=1)

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
        """Write a line."""
        if not text:
            return
        shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width_of(text, size, font)
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(at[0] - shift, at[1])
        canvas.scale(1, -1)
        canvas.setFillColor(_color(color))
        written = canvas.beginText(0, 0)
        for name, run in runs_of(text, font):
            written.setFont(name, size)
            written.textOut(run)
        canvas.drawText(written)
        canvas.restoreState()


def _color(hexadecimal: str, opacity: float = 1) -> Color:
    color: Color = HexColor(hexadecimal)
    return color if opacity >= 1 else Color(color.red, color.green, color.blue, opacity)


def _between(point: Point, corner: Point) -> Point:
    """Return the handle of a cubic curve that looks like a quadratic one around a corner."""
    return point[0] + (corner[0] - point[0]) * 2 / 3, point[1] + (corner[1] - point[1]) * 2 / 3


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    command, numbers = "", list[float]()
    for token in path.split():
        letter = token[0] if token[0].isalpha() else ""
        if letter:
            if command:
                yield command, numbers
            command, numbers = letter, []
            token = token[1:]
        if token:
            numbers.append(float(token))
    if command:
        yield command, numbers
