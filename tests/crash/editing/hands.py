"""What a person does at the drawing: a real mouse, a real keyboard, things found by name."""

import math
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import FloatRect, Locator, Page, TimeoutError, expect

_READY_WITHIN_MS: Final = 60_000
_FOUND_WITHIN_MS: Final = 20_000
_AGAIN_MS: Final = 1_000
_STILL: Final = """viewport => new Promise(resolve => {
    let [before, frames] = ["", 0];
    const look = () => {
        frames = viewport.style.transform === before ? frames + 1 : 0;
        before = viewport.style.transform;
        if (frames === 3) resolve(null); else requestAnimationFrame(look);
    };
    look();
})"""
_SIGHT: Final = """root => {
    const parts = [".react-flow__node", ".react-flow__edge", ".fx-title", ".fx-text", ".fx-note",
        ".fx-note-text", ".fx-group", ".fx-group-title", ".fx-lane-name"];
    const shown = one => [one.dataset.id, one.style.translate, one.style.transform, one.style.left,
        one.style.top, one.children.length ? "" : one.textContent];
    return JSON.stringify(parts.map(part => [...root.querySelectorAll(part)].map(shown)));
}"""
_TRANSFORM: Final = re.compile(r"translate\((-?[\d.]+)px, (-?[\d.]+)px\) scale\(([\d.]+)\)")
_TYPED_INTO: Final = ".fx-text-field, .fx-title-field, .fx-popover, .fx-note textarea"
_WRITTEN: Final = """() => {
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused?.value ?? null;
}"""
_GRIP_PX: Final = 16
_STEPS: Final = 6
_NAME_FIELD: Final = "Nome do bloco"
_EDGE_PX: Final = 120
_MOST_ZOOMS: Final = 4

Point = tuple[float, float]


@dataclass(slots=True)
class Hands:
    """A person at the drawing; `decides` is told just before a gesture is made for good."""

    page: Page
    decides: Callable[[], None] = lambda: None

    def open(self, address: str) -> None:
        """Open a flow and wait until it is drawn."""
        self.page.set_default_timeout(_FOUND_WITHIN_MS)
        self.page.goto(address, wait_until="commit", timeout=_READY_WITHIN_MS)
        self.wait_until_drawn()

    def wait_until_drawn(self) -> None:
        """Wait until the cards are there."""
        self.page.locator(".fx-card").first.wait_for(timeout=_READY_WITHIN_MS)

    def begin(self) -> None:
        """Leave whatever is open, select nothing, and see the whole flow."""
        typed_into = self.page.locator(_TYPED_INTO)
        for _ in range(4):
            if typed_into.count() == 0:
                break
            self.page.keyboard.press("Escape")
        self.page.locator(".fx-canvas").focus()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("1")
        self.be_still()

    def be_still(self) -> None:
        """Wait until the drawing does not move."""
        self.page.locator(".react-flow__viewport").evaluate(_STILL)

    # -- looking -------------------------------------------------------------------------------

    def sees(self) -> str:
        """Return what the drawing shows: cards, wires, notes, groups and stages, and where."""
        return str(self.page.locator(".fx-root").evaluate(_SIGHT))

    def hears(self) -> str:
        """Return what a screen reader was told last."""
        return self.page.get_by_test_id("fx-said").text_content() or ""

    def wait_for_fields_of(self, name: str) -> None:
        """Wait until the fields beside the drawing are those of one card only."""
        field = self.page.get_by_label(_NAME_FIELD, exact=True)
        expect(field).to_have_count(1, timeout=_FOUND_WITHIN_MS)
        expect(field).to_have_value(name, timeout=_FOUND_WITHIN_MS)

    # -- finding -------------------------------------------------------------------------------

    def card(self, name: str) -> Locator:
        """Return the card of a name."""
        near, far = f'.fx-card:has(.fx-title:text-is("{name}"))', f'.fx-plain[aria-label="{name}"]'
        return self.page.locator(f"{near}, {far}")

    def head(self, name: str) -> Point:
        """Return where a card is taken hold of."""
        box = box_of(self.card(name))
        return _whole(box["x"] + box["width"] / 3, box["y"] + _GRIP_PX * self._zoom())

    def spot(self, x: float, y: float) -> Point:
        """Return where a place of the drawing is in the window; zoom out until it can be seen."""
        pane = box_of(self.page.locator(".react-flow"))
        for _ in range(_MOST_ZOOMS):
            left, top, zoom = self._viewport()
            if _is_inside(left + x * zoom, pane["width"]) and _is_inside(
                top + y * zoom, pane["height"]
            ):
                return _whole(pane["x"] + left + x * zoom, pane["y"] + top + y * zoom)
            self.page.keyboard.press("-")
            self.be_still()
        raise AssertionError(f"Nobody can see {x}, {y}.")

    def way_out(self, name: str, outcome: str) -> Point:
        """Return where the wire of an outcome begins."""
        return _middle(self.card(name).locator(f'.fx-handle[data-outcome="{outcome}"]'))

    # -- doing ---------------------------------------------------------------------------------

    def select(self, *names: str) -> None:
        """Click one card, and further ones with Ctrl."""
        self.page.mouse.click(*self.head(names[0]))
        for name in names[1:]:
            self.page.keyboard.down("Control")
            self.page.mouse.click(*self.head(name))
            self.page.keyboard.up("Control")
        expect(self.page.locator(".fx-card.fx-selected")).to_have_count(len(names))

    def press(self, keys: str) -> None:
        """Press keys that make a gesture."""
        self.decides()
        self.page.keyboard.press(keys)

    def write(self, text: str, last_key: str) -> None:
        """Write over what a field holds, look whether it is there, and keep it."""
        for _ in range(_FOUND_WITHIN_MS // _AGAIN_MS):
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
            if self.page.evaluate(_WRITTEN) == text:
                return self.press(last_key)
            # A dialog of the page took the keys, and gives the focus back when it is gone.
            self.page.wait_for_timeout(_AGAIN_MS)
        raise AssertionError(f"Nobody can write {text!r}.")

    def choose(self, typed: str) -> None:
        """Type into the list that is open, and take the first that fits."""
        field = self.page.locator(".fx-popover input[role=combobox]")
        field.fill(typed)
        self.page.locator(".fx-popover [role=option]").first.wait_for()
        self.press("Enter")
        field.wait_for(state="detached")

    def drag(self, start: Point, end: Point) -> None:
        """Drag in a few steps; the drop makes the gesture."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=_STEPS)
        self.decides()
        mouse.up()

    def drag_by(self, start: Point, dx: float, dy: float) -> None:
        """Drag by a distance in the drawing's own pixels."""
        zoom = self._zoom()
        self.drag(start, _whole(start[0] + dx * zoom, start[1] + dy * zoom))

    def take_from_palette(self, node_type: str, x: float, y: float) -> None:
        """Drag a kind of card from the palette to a place of the drawing."""
        item = self.page.locator(f'.fx-palette-item[data-type="{node_type}"]')
        item.scroll_into_view_if_needed()
        spot = self.spot(x, y)
        self.drag(_middle(item), spot)

    def click_twice(self, what: Locator) -> None:
        """Double-click something on a card."""
        x, y = _middle(what)
        self.page.mouse.dblclick(x, y)

    def open_menu(self, at: Callable[[], Point], entry: Locator) -> None:
        """Open the menu of what is at a point, as soon as nothing lies over it."""
        for _ in range(_FOUND_WITHIN_MS // _AGAIN_MS):
            self.page.mouse.click(*at(), button="right")
            with suppress(TimeoutError):
                return entry.wait_for(timeout=_AGAIN_MS)
        raise AssertionError("No menu opens.")

    # -- measuring -----------------------------------------------------------------------------

    def _zoom(self) -> float:
        return self._viewport()[2]

    def _viewport(self) -> tuple[float, float, float]:
        style = self.page.locator(".react-flow__viewport").get_attribute("style") or ""
        found = _TRANSFORM.search(style)
        assert found is not None, style
        x, y, zoom = (float(one) for one in found.groups())
        return x, y, zoom


def _is_inside(at: float, length: float) -> bool:
    return _EDGE_PX < at < length - _EDGE_PX


def _middle(what: Locator) -> Point:
    box = box_of(what)
    return _whole(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def box_of(what: Locator) -> FloatRect:
    """Return where something is in the window; wait until it is there, also while it is redrawn."""
    for _ in range(_FOUND_WITHIN_MS // _AGAIN_MS):
        what.wait_for()
        if box := what.bounding_box():
            return box
    raise AssertionError(f"{what} is nowhere.")


def _whole(x: float, y: float) -> Point:
    """Return a point in whole pixels, as mice have."""
    return math.floor(x + 0.5), math.floor(y + 0.5)
