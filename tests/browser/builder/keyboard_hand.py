"""A person who has no mouse: every key waits for what the one before it brought."""

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from flow_runtime.editing import Document
from flow_runtime.editing.documents import node_of
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from tests.browser.builder.editor import Editor, exactly
from tests.browser.builder.installation import Builder

_MOST_TABS: Final = 150
_NEAR_TABS: Final = 15

_FOCUSED: Final = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}"""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keyboard before an open editor."""

    editor: Editor

    @property
    def page(self) -> Page:
        """The page on which the keys are pressed."""
        return self.editor.page

    def press(self, *keys: str) -> None:
        """Press keys where the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self.page.keyboard.insert_text(text)

    # -- where the focus is ------------------------------------------------------------------

    def is_focused_in(self, selector: str) -> bool:
        """Say whether the focus is on an element, or in one, that a selector names."""
        found = self.page.evaluate(f"s => !!({_FOCUSED})()?.closest(s)", selector)
        return bool(found)

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on what a selector names."""
        for _step in range(_MOST_TABS):
            if self.is_focused_in(selector):
                return
            self.press(key)
        raise AssertionError(f"Tab does not lead to {selector}")

    def tab_until(self, wanted: Locator) -> None:
        """Press Tab until the focus is on an element; few steps, for it must be near."""
        for _step in range(_NEAR_TABS):
            if wanted.evaluate("wanted => wanted === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{_NEAR_TABS} Tabs do not lead to {wanted}")

    def enter_drawing(self) -> None:
        """Come from the top of the page to the drawing."""
        self.tab_to(".fx-canvas")

    def expect_on(self, name: str) -> Locator:
        """Wait until the focus is on the card of a name."""
        card = self.editor.card(name)
        expect(card).to_be_focused()
        return card

    # -- what one does -----------------------------------------------------------------------

    def choose(self, wanted: str) -> None:
        """Type into the open list, go down to what is wanted, and take it."""
        box = self.editor.quick_add
        field = box.get_by_role("combobox").and_(box.locator("input"))
        expect(field).to_be_focused()
        self.type(wanted)
        title = self.page.locator(".fx-option-title").filter(has_text=exactly(wanted))
        option = box.get_by_role("option").filter(has=title).first
        expect(option).to_be_visible()
        for _step in range(box.get_by_role("option").count()):
            if option.get_attribute("aria-selected") == "true":
                break
            self.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        self.press("Enter")
        expect(box).to_have_count(0)

    def add(self, kind: str, text: str | None = None, *, key: str = "a") -> None:
        """Add what comes next, and write its text where it has one."""
        self.press(key)
        self.choose(kind)
        if text is not None:
            self.write(text)

    def write(self, text: str) -> None:
        """Write over the text in the field on the card."""
        field = self.page.get_by_role("textbox", name="Texto do bloco")
        expect(field).to_be_focused()
        self.press("Control+a")
        self.type(text)
        self.press("Control+Enter")
        expect(field).to_have_count(0)

    def rename(self, name: str) -> None:
        """Give the card with the focus another name."""
        self.press("F2")
        field = self.page.get_by_role("textbox", name="Nome do bloco").and_(
            self.page.locator(".fx-title-field")
        )
        expect(field).to_be_focused()
        self.press("Control+a")
        self.type(name)
        self.press("Enter")
        self.expect_on(name)

    def connect(self, target: str) -> None:
        """Lead the chosen outcome of the card with the focus to another card."""
        self.press("l")
        self.choose(target)

    def go_to(self, name: str) -> None:
        """Find a card by its name, from wherever one is on the drawing."""
        self.press("Control+f")
        field = self.page.get_by_role("searchbox", name="Procurar no fluxo").or_(
            self.page.get_by_role("textbox", name="Procurar no fluxo")
        )
        expect(field).to_be_focused()
        self.press("Control+a")
        self.type(name)
        self.press("Enter", "Escape")
        self.expect_on(name)


def keep_document(builder: Builder, document: Document) -> None:
    """Store a flow that may be as unfinished as it likes."""
    flow: Flow = load_document(document).flow
    builder.keep(flow)


def empty_flow(flow_id: str, name: str) -> Document:
    """Return a flow without any block."""
    return {"schema_version": 1, "id": flow_id, "name": name, "nodes": [], "edges": []}


def place_of(document: Document, node_id: str) -> tuple[float, float]:
    """Return where a card stands in a stored draft."""
    layout = document["layout"]
    assert isinstance(layout, dict)
    place = layout[node_id]
    assert isinstance(place, list)
    x, y = place
    assert isinstance(x, int | float)
    assert isinstance(y, int | float)
    return x, y


def text_on(document: Document, node_id: str) -> str:
    """Return the main text of a node of a stored draft."""
    node = node_of(document, node_id) or {}
    bubbles = node.get("bubbles")
    if isinstance(bubbles, list) and bubbles and isinstance(bubbles[0], dict):
        return str(bubbles[0].get("text", ""))
    return str(node.get("text", ""))
