"""The builder killed, the connection cut or dead, while somebody draws: nothing is missing."""

import random

import pytest

from tests.crash.editing.conftest import Rehearsed
from tests.crash.editing.documents import Verdict
from tests.crash.editing.interruptions import (
    Interruption,
    cut_wire,
    kill_builder,
    let_wire_go_dead,
    play_interrupted,
)

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.mark.parametrize("interrupt", [kill_builder, cut_wire, let_wire_go_dead])
def test_a_page_that_stays_open_loses_nothing(
    interrupt: Interruption, rehearsed: Rehearsed
) -> None:
    done = play_interrupted(
        rehearsed.stage,
        rehearsed.browser.open(),
        rehearsed.gestures,
        rehearsed.drafts,
        interrupt=interrupt,
        chance=random.Random(1),
    )
    rehearsed.browser.bury()
    assert done.interruptions > 0
    assert done.verdict == Verdict(len(rehearsed.gestures)), done.difference
