"""The session again and again, while the browser is killed at random moments.

After each death a new browser opens the same profile and the same flow, and waits until nothing is
on its way any more. Then the draft in the database must be what it was after the last gesture, or
after the one before it. Sometimes the wire goes dead before the kill, so that only the browser
knows the last gestures; sometimes the kill comes while an earlier death is still being mended.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Timer
from typing import Final

from playwright.sync_api import Error as BrowserGone
from playwright.sync_api import Page

from tests.crash.editing.browsers import KillableBrowser
from tests.crash.editing.documents import Verdict, judge, told
from tests.crash.editing.gestures import Gesture
from tests.crash.editing.hands import Hands
from tests.crash.editing.idleness import wait_until_idle
from tests.crash.editing.performing import perform
from tests.crash.editing.stage import Stage

EDITING_S: Final = (0.5, 6.0)
OPENING_S: Final = (0.1, 2.0)
DEAD_WIRE_S: Final = (0.3, 2.5)
DEAD_WIRE_SHARE: Final = 0.3
OPENING_SHARE: Final = 0.15
_DIES_WITHIN_S: Final = 2.0
_LATE_S: Final = 3.0


@dataclass(frozen=True, slots=True)
class Death:
    """When a browser dies: after so many seconds of editing, or of opening the page."""

    after_s: float
    while_opening: bool = False
    dead_wire_s: float = 0.0
    """How long before the death the wire carries nothing any more."""


def deaths(number: int, chance: random.Random) -> list[Death]:
    """Plan deaths at random moments."""
    return [_death(chance) for _ in range(number)]


def _death(chance: random.Random) -> Death:
    kind = chance.random()
    if kind < OPENING_SHARE:
        return Death(chance.uniform(*OPENING_S), while_opening=True)
    if kind < OPENING_SHARE + DEAD_WIRE_SHARE:
        return Death(chance.uniform(*EDITING_S), dead_wire_s=chance.uniform(*DEAD_WIRE_S))
    return Death(chance.uniform(*EDITING_S))


@dataclass(slots=True)
class Damage:
    """What was found after all deaths."""

    kills: int = 0
    gestures: int = 0
    missing_last: int = 0
    lost_more: int = 0
    doubled: int = 0
    corrupt: int = 0
    other: int = 0
    recovered: int = 0
    """Gestures that were in the draft only once a new browser had opened the flow."""
    stories: list[str] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        """Count what was found after a death."""
        for name in ("missing_last", "lost_more", "doubled", "corrupt", "other"):
            setattr(self, name, getattr(self, name) + getattr(verdict, name))

    @property
    def is_bad(self) -> bool:
        """Whether anything was found that must not be."""
        return bool(self.lost_more or self.doubled or self.corrupt or self.other)


@dataclass(slots=True)
class Campaign:
    """One person who draws the session from its beginning to its end, and begins anew."""

    stage: Stage
    browser: KillableBrowser
    gestures: Sequence[Gesture]
    drafts: Sequence[str]
    damage: Damage = field(default_factory=Damage)
    flow_id: str = ""
    made: int = 0

    def run(self, planned: Sequence[Death]) -> Damage:
        """Let the browser die as planned; return what was found."""
        self._begin_anew()
        for death in planned:
            self._one_life(death)
        self._judge(self.browser.open())
        self.browser.bury()
        return self.damage

    def _one_life(self, death: Death) -> None:
        page = self.browser.open()
        if death.while_opening:
            with self._dying(death):
                Hands(page).open(self._address)
                page.wait_for_timeout(1000 * OPENING_S[1])
            return
        self._judge(page)
        with self._dying(death):
            while True:
                self._play_on(page)

    def _play_on(self, page: Page) -> None:
        """Make the next gesture; begin with a new flow when there is none."""
        if self.made == len(self.gestures):
            self._judge(page)
            self._begin_anew()
            Hands(page).open(self._address)
        gesture, before = self.gestures[self.made], self.made
        hands = Hands(page, decides=lambda: self._decided(before))
        try:
            perform(hands, gesture)
        except (BrowserGone, AssertionError) as error:
            if not self.browser.is_dead(_DIES_WITHIN_S):
                raise AssertionError(f"{self.flow_id}, when somebody {gesture.name}") from error
            raise
        self.damage.gestures += 1

    def _decided(self, before: int) -> None:
        self.made = before + 1

    @contextmanager
    def _dying(self, death: Death) -> Iterator[None]:
        """Let the browser die while the block runs, whatever it does then."""
        timers = [Timer(death.after_s, self.browser.kill)]
        if death.dead_wire_s:
            dead_after_s = max(0.0, death.after_s - death.dead_wire_s)
            timers.append(Timer(dead_after_s, self.stage.wire.go_dead))
        for timer in timers:
            timer.start()
        try:
            yield
        except (BrowserGone, AssertionError):
            if not self.browser.is_dead(_DIES_WITHIN_S):
                raise
        finally:
            for timer in timers:
                timer.join()
            self.browser.bury()
            self.stage.wire.cut()  # what still is on the wire when a machine dies never arrives
            self.stage.wire.mend()
            self.damage.kills += 1

    def _judge(self, page: Page) -> None:
        """Open the flow, wait until nothing is on its way, and compare the draft."""
        saved = self._gestures_saved()
        if page.url != self._address:
            Hands(page).open(self._address)
        verdict = self._verdict(page)
        if verdict.is_good:
            self.damage.recovered += max(0, verdict.gestures - saved)
            self.made = verdict.gestures
        else:
            self._tell(verdict)
            self._begin_anew()
            Hands(page).open(self._address)

    def _gestures_saved(self) -> int:
        """Return after how many gestures the draft is as it is stored now."""
        text = told(self.stage.document(self.flow_id))
        known = [place for place in range(self.made + 1) if self.drafts[place] == text]
        return known[-1] if known else self.made

    def _verdict(self, page: Page) -> Verdict:
        wait_until_idle(self.stage, page, self.flow_id)
        verdict = judge(self.stage.document(self.flow_id), self.drafts, self.made)
        if verdict.gestures < self.made:  # the builder may still hold what the dead one told it
            page.wait_for_timeout(1000 * _LATE_S)
            wait_until_idle(self.stage, page, self.flow_id)
            verdict = judge(self.stage.document(self.flow_id), self.drafts, self.made)
        self.damage.add(verdict)
        return verdict

    def _tell(self, verdict: Verdict) -> None:
        last = self.gestures[self.made - 1].name if self.made else "opened the flow"
        self.damage.stories.append(
            f"{self.flow_id}, after {self.made} gestures (last: {last}): {verdict}"
        )

    def _begin_anew(self) -> None:
        self.flow_id, self.made = self.stage.new_flow(), 0

    @property
    def _address(self) -> str:
        return self.stage.address(self.flow_id)
