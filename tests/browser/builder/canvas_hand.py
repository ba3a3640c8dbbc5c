"""A person with a mouse before the drawing: wires, notes, menus, boxes drawn over cards."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.drafting import save_draft
from flow_runtime.editing import Document
from flow_runtime.editing.documents import node_of
from storage import drafts
from tests.browser.builder.editor import Editor, nodes_of
from tests.browser.builder.installation import Builder
from tests.flow_runtime.building import end, flow, message, question

Point = tuple[float, float]

_CARD_WIDTH: Final = 240
_HEAD: Final = 96
_OUTCOME: Final = 28
_MOST_ROLLS: Final = 30
_MIDDLE: Final = """path => {
  const at = path.getPointAtLength(path.getTotalLength() / 2);
  const { x, y } = at.matrixTransform(path.getScreenCTM());
  return [x, y];
}"""


@dataclass(frozen=True, slots=True)
class Hand:
    """The mouse before an open editor."""

    editor: Editor

    @property
    def page(self) -> Page:
        """The page on which the mouse moves."""
        return self.editor.page

    # -- what there is -----------------------------------------------------------------------

    @property
    def said(self) -> Locator:
        """What a screen reader was told last."""
        return self.page.get_by_test_id("fx-said")

    @property
    def notes(self) -> Locator:
        """The notes on the drawing."""
        return self.page.locator(".fx-note")

    @property
    def menu(self) -> Locator:
        """The context menu that is open."""
        return self.page.locator(".fx-menu")

    def wire(self, key: str) -> Locator:
        """Return the wire that leaves a card by an outcome: `hello/next`."""
        return self.page.locator(f'.fx-wire[data-edge="{key}"]')

    def title(self, stage: str) -> Locator:
        """Return the title of a stage."""
        return self.page.locator(".fx-lane-title").filter(has_text=stage)

    def middle_of(self, key: str) -> Point:
        """Return the middle of a wire, in the window."""
        x, y = self.wire(key).locator(".fx-wire-line").evaluate(_MIDDLE)
        return x, y

    def end_of(self, key: str) -> Point:
        """Return a point on a wire just before the card that it leads to."""
        box = box_of(self.wire(key).locator(".fx-wire-head"))
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def spot(self, card: str, right: float = 0, down: float = 0) -> Point:
        """Return a point counted from a card's top left corner, in pixels of the drawing."""
        box = box_of(self.editor.card(card))
        zoom = box["width"] / _CARD_WIDTH
        return box["x"] + right * zoom, box["y"] + down * zoom

    # -- what one does -----------------------------------------------------------------------

    def drag(self, start: Point, stop: Point, *, holding: str | None = None) -> None:
        """Press the button at a point, move, and let go at another."""
        mouse, keyboard = self.page.mouse, self.page.keyboard
        if holding:
            keyboard.down(holding)
        mouse.move(*start)
        mouse.down()
        mouse.move(start[0] + 12, start[1] + 6, steps=2)
        mouse.move((start[0] + stop[0]) / 2, (start[1] + stop[1]) / 2, steps=4)
        mouse.move(*stop, steps=4)
        mouse.up()
        if holding:
            keyboard.up(holding)

    def move(self, card: str, right: float = 0, down: float = 0) -> None:
        """Take a card by its head and move it, in pixels of the drawing."""
        self.drag(self.spot(card, 150, 14), self.spot(card, 150 + right, 14 + down))

    def choose_next(self, kind: str) -> None:
        """Click what comes next in the quick-add that is open."""
        self.editor.quick_add.locator(f'.fx-option[data-id="{kind}"]').click()
        expect(self.editor.quick_add).to_have_count(0)

    def add_next(self, card: str, outcome: str, kind: str, text: str | None = None) -> None:
        """Press the "+" of an outcome, choose, and write the new card's text."""
        self.editor.outcome(card, outcome).click()
        self.choose_next(kind)
        if text is not None:
            self.write(text)

    def write(self, text: str) -> None:
        """Write into the text that is open on a card, and click beside it."""
        field = self.page.get_by_role("textbox", name="Texto do bloco")
        field.fill(text)
        self.click_empty()
        expect(field).to_have_count(0)

    def click_empty(self) -> None:
        """Click the drawing where nothing lies."""
        self.page.mouse.click(*self.empty_spot())

    def empty_spot(self) -> Point:
        """Return a point at the lower edge of the drawing that nothing covers."""
        box = box_of(self.editor.canvas)
        return box["x"] + box["width"] * 0.5, box["y"] + box["height"] - 24

    def open_menu(self, what: Locator | Point) -> Locator:
        """Right-click something, or a point, and return the menu."""
        if isinstance(what, Locator):
            what.click(button="right")
        else:
            self.page.mouse.click(*what, button="right")
        expect(self.menu).to_be_visible()
        return self.menu

    def choose(self, what: Locator | Point, action: str) -> None:
        """Choose an action in the menu of something."""
        self.open_menu(what).locator(f'[data-action="{action}"]').click()

    def press_button(self, action: str) -> None:
        """Press one of the buttons that stand on the drawing."""
        buttons = self.page.locator(f'.fx-overlays [data-action="{action}"]')
        buttons.first.click()

    def roll_to(self, card: str, step: int) -> None:
        """Roll the wheel, to the right by a positive step, until a card is in view."""
        self.page.mouse.move(*self.empty_spot())
        for _roll in range(_MOST_ROLLS):
            if self._is_free(card):
                return
            self.page.mouse.wheel(step, 0)
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        raise AssertionError(f"{card} does not come into view")

    def _is_free(self, name: str) -> bool:
        card = self.editor.card(name)
        if card.count() == 0:
            return False
        box, drawing = box_of(card), box_of(self.editor.canvas)
        palette = box_of(self.editor.palette)
        left, right = palette["x"] + palette["width"], drawing["x"] + drawing["width"]
        return left < box["x"] and box["x"] + box["width"] < right - 24


def box_of(what: Locator) -> Mapping[str, float]:
    """Return where something is in the window."""
    box = what.bounding_box()
    assert box is not None, what
    return {key: float(value) for key, value in box.items()}  # type: ignore[arg-type]


def keep_talk(builder: Builder, flow_id: str, **fields: object) -> None:
    """Store a flow of a start, a message, a question and an end."""
    builder.keep(
        flow(
            [message("hello", "Olá!"), question("ask"), end("bye", text="Até logo!")],
            ["hello.next>ask", "ask.answered>bye"],
            id=flow_id,
            name="Conversa",
            **{"layout": TALK, **fields},
        )
    )


TALK: Final = {"start": [0, 0], "hello": [336, 0], "ask": [336, 240], "bye": [672, 240]}


def keep_raw(builder: Builder, flow_id: str, document: Document) -> None:
    """Put a document that no flow can be made of in the place of a stored draft."""
    with builder.database.transaction() as tx:
        save_draft(
            tx,
            flow_id,
            document=document,
            expected_revision=drafts.revision_of(tx, flow_id),
            author="ana",
            now=utc_now(),
        )


def field_of(document: Document, node_id: str, name: str) -> object:
    """Return a field of a node of a stored draft."""
    return (node_of(document, node_id) or {}).get(name)


def place_in(document: Document, node_id: str) -> Point:
    """Return where a card stands in a stored draft."""
    layout = document["layout"]
    assert isinstance(layout, dict)
    place = layout[node_id]
    assert isinstance(place, list)
    x, y = (float(str(value)) for value in place)
    return x, y


def assert_apart(document: Document, ways: Mapping[str, int]) -> None:
    """Check that no card covers another; `ways` says how many outcomes each has."""
    boxes = [(*place_in(document, node), _HEAD + _OUTCOME * count) for node, count in ways.items()]
    assert len(boxes) == len(nodes_of(document))
    for index, (x, y, height) in enumerate(boxes):
        for other_x, other_y, other_height in boxes[index + 1 :]:
            apart_x = abs(other_x - x) >= _CARD_WIDTH
            apart_y = other_y >= y + height or y >= other_y + other_height
            assert apart_x or apart_y, boxes


def assert_loads(editor: Editor) -> None:
    """Check that the stored draft is a flow."""
    assert editor.examined().flow is not None, editor.examined().problems
