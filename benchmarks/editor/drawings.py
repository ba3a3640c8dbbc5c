"""The two drawings that are measured: ours, and bare React Flow; what differs between them."""

from dataclasses import dataclass
from typing import Final, Protocol

from benchmarks.editor.probe import Point, Probe

_CARDS_ARE_DRAWN: Final = (
    "probe.cards().length > 0"
    " && probe.cards().every(card => getComputedStyle(card).visibility !== 'hidden')"
    " && probe.all('.react-flow__edge').length > 0 && probe.cardNear(0.5, 0.5) !== null"
)

_GLIDE_BEGINS_MS: Final = 100


class Drawing(Protocol):
    """One product with a drawing in it."""

    name: str
    has_server: bool

    def address(self, nodes: int) -> str:
        """Return where a flow of so many nodes is drawn."""
        ...

    def wait_until_drawn(self, probe: Probe) -> None:
        """Wait until the cards can be used."""
        ...

    def look_at_full_size(self, probe: Probe) -> None:
        """Show the drawing at 100 %."""
        ...

    def look_at_everything(self, probe: Probe) -> None:
        """Show the whole flow."""
        ...

    def palette_point(self, probe: Probe) -> Point:
        """Return where the palette's message card is taken."""
        ...


@dataclass(frozen=True, slots=True)
class Bare:
    """React Flow and nothing else."""

    base: str
    name: str = "bare"
    has_server: bool = False

    def address(self, nodes: int) -> str:
        """Return where a flow of so many nodes is drawn."""
        return f"{self.base}/index.html?graph=graph-{nodes}.json"

    def wait_until_drawn(self, probe: Probe) -> None:
        """Wait until the cards can be used."""
        probe.until(f"window.flow && {_CARDS_ARE_DRAWN}")

    def look_at_full_size(self, probe: Probe) -> None:
        """Show the drawing at 100 %, its beginning in the middle."""
        probe.page.evaluate("flow.setViewport({x: -400, y: -200, zoom: 1})")
        probe.until_idle()

    def look_at_everything(self, probe: Probe) -> None:
        """Show the whole flow."""
        probe.page.evaluate("flow.fitView({padding: 0.05})")
        probe.until_idle()

    def palette_point(self, probe: Probe) -> Point:
        """Return where the palette's message card is taken."""
        return _middle(probe, "#palette")


@dataclass(frozen=True, slots=True)
class Ours:
    """The editor's real page."""

    base: str
    name: str = "ours"
    has_server: bool = True

    def address(self, nodes: int) -> str:
        """Return where a flow of so many nodes is drawn."""
        return f"{self.base}/editor?flow=grid-{nodes}"

    def wait_until_drawn(self, probe: Probe) -> None:
        """Wait until the cards can be used."""
        probe.until(_CARDS_ARE_DRAWN)

    def look_at_full_size(self, probe: Probe) -> None:
        """Show the drawing at 100 %."""
        self._press(probe, "0")

    def look_at_everything(self, probe: Probe) -> None:
        """Show the whole flow."""
        self._press(probe, "1")

    def palette_point(self, probe: Probe) -> Point:
        """Return where the palette's message card is taken."""
        return _middle(probe, ".fx-palette [data-type=message]")

    def _press(self, probe: Probe, key: str) -> None:
        """Press a key of the canvas and wait until it has glided there."""
        probe.page.locator(".fx-canvas").focus()
        probe.page.keyboard.press(key)
        probe.page.wait_for_timeout(_GLIDE_BEGINS_MS)
        probe.until_still()
        probe.until_idle()


def _middle(probe: Probe, selector: str) -> Point:
    box = probe.page.locator(selector).first.bounding_box()
    if box is None:
        raise RuntimeError(f"Nothing to take hold of: {selector}")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
