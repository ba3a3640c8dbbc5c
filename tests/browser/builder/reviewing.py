"""The review in a person's browser: two maps, the sentences below them, and what is beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.delivering import deliver_version
from flow_runtime.conversations.drafting import as_document
from flow_runtime.conversations.reviewing import submit, write_comment
from flow_runtime.editing import copy_document
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from storage import version_heads
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, Site

_JOINED = "() => window.fluxoMaps?.pair.length === 2"
_VIEWS = """() => window.fluxoMaps.pair.map((map) => {
  const { x, y } = map.getViewPosition();
  return [x, y, map.getScale()];
})"""
_SELECTED = "() => window.fluxoMaps.pair.map((map) => map.getSelectedNodes())"
_PLACE = """([side, id]) => {
  const map = window.fluxoMaps.pair[side];
  const { x, y } = map.canvasToDOM(map.getPosition(id));
  const frame = window.fluxoMaps.frames[side].getBoundingClientRect();
  return [frame.x + x, frame.y + y];
}"""


def hand_in(builder: Builder, *states: Flow, author: str = "bia", comment: str = "") -> int:
    """Approve the first states of a flow one after the other, and send the last one for review."""
    number = 0
    for at, state in enumerate(states):
        builder.keep(state, author=author)
        with builder.database.transaction() as tx:
            if at < len(states) - 1:
                deliver_version(tx, state.id, author=author, approver="Caio", now=utc_now())
                continue
            given = {"comment": comment, "warnings_reason": "Os avisos são conhecidos."}
            number = submit(tx, state.id, author=author, now=utc_now(), **given).number
    return number


def hand_in_copy(builder: Builder, sample: str, flow_id: str) -> None:
    """Copy a sample flow, change it and send it for review, with a comment on a block; once."""
    with builder.database.read() as tx:
        if version_heads.list_heads(tx, flow_id):
            return
    document = copy_document(builder.draft(sample), flow_id, "Boleto com desconto")
    told = "Desconto para quem paga hoje, como pediu o Comercial."
    before = load_document(document).flow
    after = load_document(_changed(as_document(document))).flow
    number = hand_in(builder, before, after, comment=told)
    with builder.database.transaction() as tx:
        question = "De quanto é o desconto no cartão?\nO texto só fala do pagamento à vista."
        write_comment(
            tx, flow_id, number, text=question, node_id="novo", author="Caio", now=utc_now()
        )


def _changed(document: dict[str, Any]) -> dict[str, Any]:
    """Return a flow with a block that came, one that went and a text that is another."""
    spoken = [node for node in document["nodes"] if node["type"] == "message"]
    gone = spoken[-1]["id"]
    spoken[0]["bubbles"][0]["text"] += " Estou aqui para ajudar."
    document["nodes"] = [node for node in document["nodes"] if node["id"] != gone]
    document["edges"] = [
        edge for edge in document["edges"] if gone not in (edge["source"], edge["target"])
    ]
    document["layout"].pop(gone, None)
    for texts in document.get("translations", {}).values():
        for key in [key for key in texts if key.startswith(f"{gone}.")]:
            del texts[key]
    bubble = {"text": "Pagando hoje há 5% de desconto."}
    name = "Aviso de desconto à vista"
    document["nodes"].append({"id": "novo", "type": "message", "name": name, "bubbles": [bubble]})
    edge = document["edges"][2]
    document["edges"].append({"source": "novo", "outcome": "next", "target": edge["target"]})
    edge["target"] = "novo"
    return document


@dataclass(frozen=True, slots=True)
class Reviewing:
    """The page of a review."""

    page: Page
    address: str

    def open(self, flow_id: str, *, language: str = "pt-BR", **query: object) -> "Reviewing":
        """Open the review of a flow and wait until both maps are drawn."""
        asked = "".join(f"&{name}={value}" for name, value in query.items())
        path = f"/review?flow={flow_id}{asked}&language={language}"
        Site(self.page, self.address).open(path, language=language)
        return self.wait_for_maps()

    def wait_for_maps(self) -> "Reviewing":
        """Wait until both maps are drawn and joined."""
        self.page.wait_for_function(_JOINED, timeout=PATIENCE_MS)
        return self

    @property
    def views(self) -> list[list[float]]:
        """Where both maps are: the middle and the scale of each."""
        found: list[list[float]] = self.page.evaluate(_VIEWS)
        return found

    @property
    def selected(self) -> list[list[str]]:
        """What is selected in both maps."""
        found: list[list[str]] = self.page.evaluate(_SELECTED)
        return found

    def place(self, side: int, node_id: str) -> Sequence[float]:
        """Return where the middle of a block is on the page."""
        found: list[float] = self.page.evaluate(_PLACE, [side, node_id])
        return found

    def map(self, side: int) -> Locator:
        """The frame of a map: 0 for before, 1 for after."""
        return self.page.locator("[class*=st-key-rv-map-] iframe").nth(side)

    def sentence(self, text: str) -> Locator:
        """The line of a difference."""
        return self.page.locator(".rv-line", has_text=text)

    def expect_in_step(self) -> None:
        """Expect that both maps show the same place."""
        self.page.wait_for_timeout(300)
        one, other = self.views
        assert all(abs(a - b) < 1 for a, b in zip(one[:2], other[:2], strict=True)), (one, other)
        assert abs(one[2] / other[2] - 1) < 0.01

    def press(self, name: str) -> None:
        """Press a button of the page."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def says(self, text: str) -> None:
        """Expect words on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=PATIENCE_MS)
