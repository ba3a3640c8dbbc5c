"""The web chat as its visitor sees it: what one can say, press and read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat on a page, or in the bubble of another site."""

    page: Page

    # -- what there is -----------------------------------------------------------------------

    @property
    def log(self) -> Locator:
        """The transcript."""
        return self.page.get_by_role("log")

    @property
    def box(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_role("textbox")

    @property
    def status(self) -> Locator:
        """The line under the title."""
        return self.page.locator("header").get_by_role("status")

    @property
    def launcher(self) -> Locator:
        """The round button that opens and closes the bubble."""
        return self.page.locator("button.launcher")

    @property
    def bubbles(self) -> Locator:
        """Every message that one can read, in order."""
        return self.log.locator(".bubble")

    @property
    def focused(self) -> Locator:
        """What has the focus, inside the chat's own tree too."""
        return self.page.locator("*:focus").last

    @property
    def answers(self) -> Locator:
        """The buttons of all answers on offer."""
        return self.page.get_by_role("group").get_by_role("button")

    def choice(self, label: str) -> Locator:
        """Return the button of an answer on offer."""
        return self.answers.and_(self.page.get_by_role("button", name=label, exact=True))

    def copyable(self, number: int) -> Locator:
        """Return a bubble with something to copy, counted from 0."""
        return self.log.locator(".copyable").nth(number)

    # -- what one does -----------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Write and press Enter."""
        self.box.fill(text)
        self.box.press("Enter")

    def press(self, label: str) -> None:
        """Press an answer on offer."""
        self.choice(label).click()

    def tab_to(self, wanted: Locator, key: str = "Tab") -> None:
        """Press Tab (or another key) until the focus is where one wants it."""
        for _ in range(20):
            if wanted.evaluate("node => node === node.getRootNode().activeElement"):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not lead to {wanted}")

    # -- what one reads ----------------------------------------------------------------------

    def expect_told(self, *texts: str) -> None:
        """Wait until each text stands in the transcript, exactly once."""
        for text in texts:
            expect(self.bubbles.filter(has_text=text)).to_have_count(1)

    def expect_choices(self, labels: Iterable[str | re.Pattern[str]]) -> None:
        """Wait until exactly these answers are on offer."""
        expect(self.answers).to_have_text(list(labels))

    def texts(self) -> list[str]:
        """Return the text of every bubble."""
        return self.bubbles.all_text_contents()
