"""The inspector, the panels and the script as a person uses them; widgets of Streamlit by key."""

import re
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from tests.browser.builder.editor import Editor
from tests.browser.builder.site import READY

_MOST_FRESH: Final = 40


@dataclass(frozen=True, slots=True)
class Panels:
    """What stands beside the drawing, or instead of it, in an open editor."""

    editor: Editor

    @property
    def page(self) -> Page:
        """The page of the editor."""
        return self.editor.page

    @property
    def side(self) -> Locator:
        """What stands beside the drawing."""
        return self.editor.side

    def rest(self) -> None:
        """Wait until the server has drawn what was asked for last."""
        expect(self.page.locator(READY)).to_be_attached()

    def button(self, name: str) -> Locator:
        """Return a button beside the drawing, whatever its icon says besides."""
        return self.side.get_by_role("button", name=name, exact=True)

    def unfold(self, title: str) -> None:
        """Open a folded part; nothing happens when it is open."""
        part = self.side.get_by_test_id("stExpander").filter(
            has=self.page.locator("summary").filter(has_text=title)
        )
        if part.locator("details").first.get_attribute("open") is None:
            part.locator("summary").first.click()
        expect(part.locator("details").first).to_have_attribute("open", "")
        self.rest()

    def fill(self, field: Locator, text: str) -> None:
        """Write a text into a field and leave it, as with the Tab key."""
        field.fill(text)
        field.press("Tab")

    def add(self, label: str, wanted: str) -> None:
        """Add an option of a list that takes several."""
        field = self.side.get_by_role("combobox", name=label)
        field.click()
        field.fill(wanted)
        self.page.get_by_role("option", name=wanted, exact=True).click()
        field.press("Escape")
        expect(self.side.locator(f"[data-tag][aria-label='{wanted}']").last).to_be_visible()
        self.rest()

    def choose(self, label: str, wanted: str) -> None:
        """Choose in a list by typing, as Streamlit's lists are used from the keyboard."""
        choose_in(self.side.get_by_label(label, exact=True).first, wanted)

    # -- the script --------------------------------------------------------------------------

    def part(self, name: str) -> Locator:
        """Return a widget of the script by the end of its key."""
        return self.page.locator(of_key(f"outline-{self.editor.flow_id}-{name}"))

    def step(self, node_id: str) -> Locator:
        """Return the line of a step."""
        return self.part(f"step-{node_id}").get_by_role("button")

    def open_step(self, node_id: str) -> None:
        """Open a step of the script to change it."""
        self.step(node_id).click()
        expect(self.part(f"{node_id}-close")).to_be_visible()

    def lead(self, node_id: str, outcome: str, wanted: str) -> None:
        """Say what follows an outcome of the open step."""
        choose_in(self.part(f"{node_id}-way-{outcome}").get_by_role("combobox"), wanted)

    def write_name(self, node_id: str, name: str) -> None:
        """Name the open step."""
        self.fill(self.part(f"{node_id}-name").get_by_role("textbox"), name)


def of_key(key: str) -> str:
    """Return the selector of a widget's place; fresh widgets have a number after their key."""
    name = "st-key-" + re.sub(r"[^a-zA-Z0-9_-]", "-", key)
    numbered = (f'[class~="{name}-{number}"]' for number in range(_MOST_FRESH))
    return ", ".join((f'[class~="{name}"]', *numbered))


def choose_in(field: Locator, wanted: str) -> None:
    """Choose an option of a list by typing a part of its words."""
    page = field.page
    field.click()
    field.press_sequentially(wanted)
    option = page.get_by_role("option", name=re.compile(re.escape(wanted))).first
    expect(option).to_be_visible()
    option.click()
    expect(page.get_by_role("option")).to_have_count(0)
