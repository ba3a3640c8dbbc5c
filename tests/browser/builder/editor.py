"""The editor as its user sees it: cards, wires, the palette, quick-add, the inspector."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from flow_runtime.editing import Document, Examination
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, wait_until_drawn


@dataclass(frozen=True, slots=True)
class Editor:
    """One flow in the editor of one browser tab."""

    page: Page
    builder: Builder
    flow_id: str

    def open(self) -> "Editor":
        """Open the flow and wait until it is drawn."""
        self.page.goto(f"{self.builder.address}/editor?flow={self.flow_id}")
        return self.wait()

    def wait(self) -> "Editor":
        """Wait until the drawing is there and nothing runs any more."""
        wait_until_drawn(self.page)
        expect(self.canvas).to_be_visible(timeout=PATIENCE_MS)
        return self

    # -- what there is -----------------------------------------------------------------------

    @property
    def canvas(self) -> Locator:
        """The drawing."""
        return self.page.locator(".fx-canvas")

    @property
    def cards(self) -> Locator:
        """Every card that is drawn at the moment."""
        return self.canvas.locator(".fx-card[aria-roledescription]")

    def card(self, name: str) -> Locator:
        """Return the card with a name."""
        title = self.page.locator(".fx-title").filter(has_text=exactly(name))
        return self.cards.filter(has=title)

    def card_of(self, node_id: str) -> Locator:
        """Return the card of a node."""
        return self.canvas.locator(f'.fx-card[aria-roledescription][data-id="{node_id}"]')

    def outcome(self, card: str, outcome: str) -> Locator:
        """Return the handle of a card's outcome."""
        row = self.card(card).locator(".fx-outcome")
        label = self.page.locator(".fx-outcome-label").filter(has_text=exactly(outcome))
        return row.filter(has=label).locator(".fx-handle")

    @property
    def palette(self) -> Locator:
        """The list of blocks."""
        return self.page.locator(".fx-palette")

    @property
    def quick_add(self) -> Locator:
        """The box that asks what comes next."""
        return self.page.locator(".fx-quick-add")

    @property
    def saved(self) -> Locator:
        """The line that says when the draft was saved."""
        return self.page.locator(".fx-saved")

    @property
    def side(self) -> Locator:
        """What stands beside the drawing: inspector, problems, variables, settings."""
        return self.page.locator(".st-key-fx-side")

    def field(self, label: str) -> Locator:
        """Return a field of the inspector by its label."""
        return self.side.get_by_label(label, exact=True)

    # -- what one does -----------------------------------------------------------------------

    def select(self, name: str) -> None:
        """Click a card, away from its texts and handles."""
        self.card(name).locator(".fx-kind").click()

    def drag_from_palette(self, kind: str, to: tuple[float, float]) -> None:
        """Drag a kind of block to a point of the drawing, counted from its top left corner."""
        item = self.palette.get_by_role("button", name=kind, exact=True)
        item.scroll_into_view_if_needed()
        self._drag(_middle(item), self._point(to))

    def connect(self, card: str, outcome: str, target: str) -> None:
        """Draw a wire from an outcome to a card."""
        start, end = _middle(self.outcome(card, outcome)), _middle(self.card(target))
        self._drag(start, end)

    def add_after(self, card: str, outcome: str, kind: str) -> None:
        """Press the "+" of an outcome and choose what comes next."""
        self.outcome(card, outcome).click()
        self.quick_add.get_by_role("combobox").fill(kind)
        self.quick_add.get_by_role("option", name=re.compile(f"^{re.escape(kind)}")).first.click()
        expect(self.quick_add).to_have_count(0)

    def write_on(self, name: str, text: str) -> None:
        """Write a card's text on the card."""
        self.card(name).locator(".fx-text").dblclick()
        field = self.page.get_by_role("textbox", name="Texto do bloco")
        field.fill(text)
        field.press("Control+Enter")
        expect(field).to_have_count(0)

    def show(self, panel: str) -> None:
        """Choose what stands beside the drawing: "Bloco", "Pendências", "Variáveis", "Fluxo"."""
        self.side.get_by_role("radio", name=re.compile(f"^{panel}")).click()

    def view(self, name: str) -> None:
        """Choose "Desenho" or "Roteiro"."""
        self.page.get_by_role("radio", name=name, exact=True).click()

    def press(self, keys: str) -> None:
        """Press keys on the drawing."""
        self.canvas.press(keys)

    # -- what is stored ----------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The stored draft."""
        return self.builder.draft(self.flow_id)

    def wait_until_stored(self, is_true: Callable[[Document], object]) -> Document:
        """Wait until something is true of the stored draft, and return it."""
        return self.builder.wait_until_stored(self.flow_id, is_true)

    def examined(self) -> Examination:
        """Return what the checks say of the stored draft."""
        return self.builder.examined(self.flow_id)

    def take_back(self) -> None:
        """Press Ctrl+Z once the drawing shows that there is something to undo, as a person does."""
        expect(self.page.locator("[data-action=undo]")).to_be_enabled()
        self.canvas.press("Control+z")

    # -- with the mouse ----------------------------------------------------------------------

    def _point(self, offset: tuple[float, float]) -> tuple[float, float]:
        box = self.canvas.bounding_box()
        assert box is not None
        return box["x"] + offset[0], box["y"] + offset[1]

    def _drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=5)
        mouse.move(*end, steps=5)
        mouse.up()


def exactly(text: str) -> re.Pattern[str]:
    """Return a pattern that the whole text, and no longer one, fits."""
    return re.compile(rf"^\s*{re.escape(text)}\s*$")


def names_in(document: Document) -> list[str]:
    """Return the names of a draft's nodes, in order."""
    return [str(node.get("name", "")) for node in nodes_of(document)]


def nodes_of(document: Document) -> list[dict[str, object]]:
    """Return the nodes of a draft."""
    nodes = document.get("nodes", [])
    assert isinstance(nodes, list)
    return [node for node in nodes if isinstance(node, dict)]


def edges_of(document: Document) -> set[tuple[str, str, str]]:
    """Return the edges of a draft: source, outcome, target."""
    edges = document.get("edges", [])
    assert isinstance(edges, list)
    return {
        (str(edge["source"]), str(edge["outcome"]), str(edge["target"]))
        for edge in edges
        if isinstance(edge, dict)
    }


def _middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None, locator
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
