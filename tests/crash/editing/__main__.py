"""The long check of "never lost", written down with its figures: `make editor-kills KILLS=200`."""

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from playwright.sync_api import Playwright, sync_playwright

from tests.crash.editing.browser_kills import Campaign, deaths
from tests.crash.editing.browsers import KillableBrowser
from tests.crash.editing.gestures import Gesture, session
from tests.crash.editing.hands import Hands
from tests.crash.editing.interruptions import (
    Interruption,
    cut_wire,
    kill_builder,
    let_wire_go_dead,
    play_interrupted,
)
from tests.crash.editing.rehearsal import rehearse
from tests.crash.editing.stage import Stage, stage_set
from tests.crash.recording import Row, circumstances, record

INTERRUPTIONS: Final[dict[str, Interruption]] = {
    "builder killed": kill_builder,
    "connection cut": cut_wire,
    "connection dead": let_wire_go_dead,
}
BROWSER: Final = "browser killed"
BAD: Final = ("lost_more", "doubled", "corrupt", "other")


def main() -> int:
    """Run the checks asked for; return 1 when anything was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.editing")
    parser.add_argument("--check", choices=[BROWSER, *INTERRUPTIONS], action="append")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder, is_bad = Path(tempfile.mkdtemp(prefix="fluxo-editing-")), False
    with sync_playwright() as playwright, stage_set(folder) as stage:
        check = _Check(playwright, stage, folder, random.Random(given.seed))
        for name in given.check or [BROWSER, *INTERRUPTIONS]:
            row = check.kill_browsers(given.kills) if name == BROWSER else check.interrupt(name)
            record("editor_kills", {**row, **circumstances()}, keys=["check"])
            sys.stdout.write(f"{row}\n")
            is_bad |= any(row[what] for what in BAD)
    return int(is_bad)


class _Check:
    """The checks on one builder; each session is rehearsed once."""

    def __init__(
        self, playwright: Playwright, stage: Stage, folder: Path, chance: random.Random
    ) -> None:
        self._stage, self._chance = stage, chance
        self._browser = KillableBrowser(playwright, folder / "profile")
        self._rehearsed: dict[tuple[str, ...], list[str]] = {}

    def kill_browsers(self, kills: int) -> Row:
        """Kill browsers; return the row."""
        gestures = session()
        drafts = self._drafts_of(gestures)
        campaign = Campaign(self._stage, self._browser, gestures, drafts)
        damage = campaign.run(deaths(kills, self._chance))
        for story in damage.stories:
            sys.stdout.write(f"  ! {story}\n")
        return {
            "check": BROWSER,
            "kills": damage.kills,
            "gestures": damage.gestures,
            "missing_last": damage.missing_last,
            "lost_more": damage.lost_more,
            "corrupt": damage.corrupt,
            "doubled": damage.doubled,
            "other": damage.other,
            "recovered": damage.recovered,
        }

    def interrupt(self, name: str) -> Row:
        """Interrupt the session in one way; return the row. Nothing may be missing.

        What can be taken back is known to the builder only, so nothing is while builders die.
        """
        interrupt = INTERRUPTIONS[name]
        gestures = session(with_history=interrupt is not kill_builder)
        drafts = self._drafts_of(gestures)
        page, chance = self._browser.open(), self._chance
        done = play_interrupted(
            self._stage, page, gestures, drafts, interrupt=interrupt, chance=chance
        )
        self._browser.bury()
        return {
            "check": name,
            "kills": done.interruptions,
            "gestures": done.gestures,
            "missing_last": 0,
            "lost_more": done.verdict.lost_more + done.verdict.missing_last,
            "corrupt": done.verdict.corrupt,
            "doubled": done.verdict.doubled,
            "other": done.verdict.other,
            "recovered": "",
        }

    def _drafts_of(self, gestures: tuple[Gesture, ...]) -> Sequence[str]:
        names = tuple(gesture.name for gesture in gestures)
        if names not in self._rehearsed:
            page = self._browser.open()
            self._rehearsed[names] = rehearse(self._stage, Hands(page), gestures)
            self._browser.bury()
        return self._rehearsed[names]


if __name__ == "__main__":
    sys.exit(main())
