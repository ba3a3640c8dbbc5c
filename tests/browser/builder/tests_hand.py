"""The page of conversation tests as a person works on it."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Locator, Page, expect

from flow_runtime.conversations import utc_now
from flow_runtime.conversations.testing import KeptTest, keep_tests, load_tests
from flow_runtime.flow import Flow
from flow_runtime.scripts import Conversation, Step
from tests.browser.builder.installation import Builder
from tests.browser.builder.site import PATIENCE_MS, wait_until_drawn
from tests.flow_runtime.building import end, flow, menu, message

_STORED_WITHIN_S: Final = 15.0


def service(flow_id: str, *, here: str = "Aqui está o boleto.", label: str = "Boleto") -> Flow:
    """A small flow: a choice, a message, two ends; `lost` is reached by nobody."""
    options = [{"id": "boleto", "label": label}, {"id": "sair", "label": "Sair"}]
    nodes = [
        {**menu("choose", "Boleto", "Sair"), "name": "Escolher", "options": options},
        {**message("here", here), "name": "Entregar"},
        end("done", text="Até mais!"),
        end("gone", outcome="abandoned", text="Tudo bem."),
    ]
    arrows = ["choose.boleto>here", "choose.sair>gone", "here.next>done"]
    return flow(nodes, arrows, id=flow_id, name=f"Serviço {flow_id}")


PAYS: Final = Conversation(
    name="Recebe o boleto",
    steps=(
        Step(expect_choices=("Boleto", "Sair")),
        Step(press="Boleto"),
        Step(expect=("Aqui está", "Até mais")),
        Step(expect_end="resolved"),
    ),
)


@dataclass(frozen=True, slots=True)
class Tests:
    """The page of one flow's tests."""

    __test__ = False
    page: Page
    builder: Builder
    flow_id: str

    def open(self, *conversations: Conversation, language: str = "pt-BR") -> "Tests":
        """Keep conversations as tests, open the page and wait until all have run."""
        with self.builder.database.transaction() as tx:
            if conversations:
                keep_tests(tx, self.flow_id, conversations, author="ana", now=utc_now())
        self.page.goto(f"{self.builder.address}/tests?flow={self.flow_id}&language={language}")
        return self.wait(language)

    def wait(self, language: str = "pt-BR") -> "Tests":
        """Wait until the page is drawn."""
        wait_until_drawn(self.page, language)
        expect(self.page.locator(".st-key-ts-head")).to_be_visible(timeout=PATIENCE_MS)
        return self

    def press(self, name: str, place: Locator | None = None) -> None:
        """Press a button by its words."""
        (place or self.page).get_by_role("button", name=name, exact=True).first.click()

    def choose(self, name: str) -> None:
        """Choose a test of the list."""
        option = self.list.get_by_test_id("stRadioOption")
        option.filter(has_text=re.compile(rf"{re.escape(name)}$")).click()
        expect(self.test).to_contain_text(name)

    def act(self, step: int, action: str) -> None:
        """Choose what to do with a step of the test that is being changed."""
        self.press(f"Passo {step}", self.editing)
        self.page.get_by_role("menuitem").filter(has_text=action).click()

    def say(self, kind: str, content: str) -> None:
        """Fill in the form of the open step and leave it."""
        form = self.page.locator(".st-key-ts-step-form")
        if kind != "Cliente escreve":
            form.get_by_role("combobox").first.click()
            self.page.get_by_role("option", name=kind, exact=True).click()
        form.get_by_role("textbox").first.fill(content)
        self.press("Pronto", form)
        expect(form).to_have_count(0)

    @property
    def figures(self) -> Locator:
        """What is said of all tests."""
        return self.page.locator(".st-key-ts-summary")

    @property
    def list(self) -> Locator:
        """The list of tests."""
        return self.page.locator(".st-key-ts-list")

    @property
    def test(self) -> Locator:
        """The test that is looked at."""
        return self.page.locator(".st-key-ts-test")

    @property
    def editing(self) -> Locator:
        """The test that is being changed."""
        return self.page.locator(".st-key-ts-editing")

    @property
    def difference(self) -> Locator:
        """What is not as expected."""
        return self.page.locator("[class*=st-key-ts-diff-]")

    @property
    def notice(self) -> Locator:
        """What was just done."""
        return self.page.locator(".st-key-fx-notice-tests")

    @property
    def stored(self) -> tuple[KeptTest, ...]:
        """The tests in the database."""
        with self.builder.database.read() as tx:
            return load_tests(tx, self.flow_id)

    def wait_until_stored(self, is_true: Callable[[tuple[KeptTest, ...]], bool]) -> None:
        """Look at the stored tests until something is true of them."""
        deadline = time.monotonic() + _STORED_WITHIN_S
        while not is_true(self.stored):
            assert time.monotonic() < deadline, self.stored
            time.sleep(0.1)
