"""A person who talks to a draft beside its drawing, looks inside and plays its world."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

from storage import queues
from tests.browser.builder.editor import Editor
from tests.browser.builder.installation import Builder
from tests.browser.builder.panels_hand import choose_in
from tests.browser.builder.site import READY
from tests.flow_runtime.building import end, flow, message, node, question

_ON_ITS_WAY_MS: Final = 300
PLACES: Final = {
    "start": [80, 80],
    "name": [400, 80],
    "choose": [720, 80],
    "paid": [1040, 80],
    "person": [1040, 320],
    "bye": [1360, 80],
}

ALWAYS_OPEN: Final = "plantao"
OPTIONS: Final = [
    {"id": "pagar", "label": "Pagar"},
    {"id": "atendente", "label": "Atendente"},
]


@dataclass(frozen=True, slots=True)
class Talker:
    """The simulator of an open editor."""

    editor: Editor

    @property
    def page(self) -> Page:
        """The page of the editor."""
        return self.editor.page

    @property
    def panel(self) -> Locator:
        """Everything of the simulator."""
        return self.page.locator(".st-key-fx-simulator")

    @property
    def talk(self) -> Locator:
        """The conversation."""
        return self.page.locator(".st-key-fx-talk")

    @property
    def field(self) -> Locator:
        """Where one writes as the customer, or as the attendant."""
        return self.panel.get_by_test_id("stChatInputTextArea")

    # -- what is seen ------------------------------------------------------------------------

    def bubble(self, text: str, author: str = "") -> Locator:
        """Return what was said with a text, by `flow`, `customer`, `attendant` or anybody."""
        groups = self.talk.locator(f"[class*='st-key-fx-said-{author}']")
        return groups.filter(has_text=text).last

    def told(self, text: str) -> Locator:
        """Return something that stands in the simulator."""
        return self.panel.get_by_text(text).first

    def button(self, name: str) -> Locator:
        """Return a button of the simulator."""
        return self.panel.get_by_role("button", name=re.compile(rf"(^|\s){re.escape(name)}$")).first

    @property
    def steps(self) -> Mapping[str, str]:
        """The numbers on the cards, by the cards' names."""
        cards = self.editor.cards.filter(has=self.page.locator(".fx-step")).all()
        title, number = ".fx-title", ".fx-step"
        return {
            card.locator(title).inner_text(): card.locator(number).inner_text() for card in cards
        }

    @property
    def here(self) -> Locator:
        """The card where the conversation waits."""
        return self.editor.canvas.locator(".fx-card.fx-here")

    def wire(self, source: str, outcome: str) -> Locator:
        """Return a wire of the drawing by the ids of its beginning."""
        return self.editor.canvas.locator(f'.fx-wire[data-edge="{source}/{outcome}"]')

    # -- what is done ------------------------------------------------------------------------

    def begin(self) -> "Talker":
        """Begin at the start, by the button in the header."""
        self.page.locator(".st-key-simulate button").first.click()
        expect(self.talk).to_be_visible()
        self.rest()
        return self

    def say(self, text: str) -> None:
        """Write something and send it."""
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.bubble(text)).to_be_visible()
        self.rest()

    def press(self, name: str) -> None:
        """Press a button and wait until what it led to is drawn."""
        self.button(name).click()
        self.rest()

    def choose(self, label: str, wanted: str) -> None:
        """Choose in a list of the simulator."""
        choose_in(self.panel.get_by_label(label, exact=True).first, wanted)
        self.rest()

    def open(self, drawer: str) -> None:
        """Open a drawer: "Passos", "Valores", "Mundo" or "Cena"."""
        handles = self.page.locator(".st-key-simulate-drawer")
        handles.get_by_role("radio", name=re.compile(rf"{drawer}$")).click()
        expect(self.page.locator(".st-key-fx-drawer")).to_be_visible()
        self.rest()

    def unfold(self, title: str) -> None:
        """Open a folded part of the simulator."""
        part = self.panel.get_by_test_id("stExpander").filter(has_text=title).first
        if part.locator("details").first.get_attribute("open") is None:
            part.locator("summary").first.click()
        self.rest()

    def rest(self) -> None:
        """Wait until the server has drawn what was asked for last.

        A wish is on its way for a moment before the page says that anything runs.
        """
        self.page.wait_for_timeout(_ON_ITS_WAY_MS)
        expect(self.page.locator(READY)).to_be_attached()


def keep_shop(builder: Builder, flow_id: str, **fields: Any) -> None:
    """Store a flow that asks a name and offers to pay, or a person who is there at all hours."""
    with builder.database.transaction() as tx:
        queues.save(tx, queues.Queue(ALWAYS_OPEN, "Plantão", "N1", calendar=None, settings={}))
    builder.keep(
        flow(
            [
                question("name", text="Como você se chama?", save_as="nome"),
                node("choose", "menu", text="Oi, {{ nome }}! Como posso ajudar?", options=OPTIONS),
                message("paid", "Pronto, {{ nome }}: está pago."),
                node("person", "handoff", queue=ALWAYS_OPEN, text="Já vem alguém."),
                end("bye", text="Até logo!"),
            ],
            [
                "name.answered>choose",
                "choose.pagar>paid",
                "choose.atendente>person",
                "paid.next>bye",
                "person.resolved>bye",
                "person.no_agent>bye",
            ],
            id=flow_id,
            name="Loja",
            layout=PLACES,
            **fields,
        )
    )


def title_of(card: Locator) -> Locator:
    """Return the title on a card."""
    return card.locator(".fx-title")
