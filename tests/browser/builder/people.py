"""People at the same builder: each in a browser of their own, under a name of their own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.builder.conftest import watched
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, READY
from tests.browser.builder.wires import Wire
from tests.flow_runtime.building import end, flow, message

NewPerson = Callable[..., BrowserContext]
SOON_MS: Final = 30_000
LAYOUT: Final = {"start": [260, 80], "hello": [560, 80], "bye": [860, 80], "end": [1160, 80]}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a flow open in the editor."""

    name: str
    editor: Editor

    @property
    def line(self) -> Locator:
        """What says that a choice is open."""
        return self.editor.page.locator(".st-key-fx-conflict-line")

    @property
    def choices(self) -> Locator:
        """The dialog with both sides of each choice."""
        return self.editor.page.get_by_role("dialog", name="O que deve ficar?")

    def opened_again(self, context: BrowserContext, address: str) -> "Person":
        """Open the page of an address in a browser that remembers an earlier visit."""
        page = context.new_page()
        page.goto(address)
        return Person(self.name, Editor(page, self.editor.builder, self.editor.flow_id).wait())

    def company(self) -> Locator:
        """Return who else is said to be here."""
        return self.editor.page.locator(".st-key-fx-toolbar").get_by_text("também está editando")

    def rename(self, before: str, after: str) -> None:
        """Give a block another name, on its card."""
        self.editor.card(before).locator(".fx-title").dblclick()
        field = self.editor.canvas.locator(".fx-title-field")
        field.fill(after)
        field.press("Enter")
        expect(self.editor.card(after)).to_be_visible()

    def move(self, name: str, keys: str = "Shift+ArrowDown") -> None:
        """Move a block by a step, with the keyboard."""
        self.editor.card(name).focus()
        self.editor.page.keyboard.press(keys)

    def choose(self, side: str) -> None:
        """Open the choice, choose a side everywhere, and keep it."""
        self.line.get_by_role("button", name="Escolher").click()
        expect(self.choices).to_be_visible()
        for one in self.choices.get_by_role("radio", name=side, exact=True).all():
            one.click()
            expect(self.editor.page.locator(READY)).to_be_attached(timeout=SOON_MS)
        self.choices.get_by_role("button", name="Ficar com esta escolha").click()
        expect(self.line).to_have_count(0, timeout=SOON_MS)


def join(
    name: str, flow_id: str, builder: Builder, new_person: NewPerson, harm: list[str], wire: Wire
) -> Person:
    """Open a flow as somebody, who reaches the builder through a wire."""
    context = new_person()
    remembered = quote(json.dumps({"person": name}))
    context.add_cookies([{"name": "fluxo_person", "value": remembered, "url": wire.address}])
    page = watched(context.new_page(), harm)
    page.goto(f"{wire.address}/editor?flow={flow_id}")
    editor = Editor(page, builder, flow_id).wait()
    expect(editor.cards.first).to_be_visible(timeout=PATIENCE_MS)
    return Person(name, editor)


def keep_talk(builder: Builder, flow_id: str) -> None:
    """Store a flow of two messages, so that two people have something to change."""
    builder.keep(
        flow(
            [message("hello", "Olá!"), message("bye", "Até logo!"), end()],
            ["hello.next>bye", "bye.next>end"],
            id=flow_id,
            name="Conversa",
            layout=LAYOUT,
        )
    )
