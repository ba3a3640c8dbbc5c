"""What was not saved yet survives that the page is loaded again."""

import pytest

from tests.crash.editing.conftest import Rehearsed
from tests.crash.editing.documents import Verdict, judge
from tests.crash.editing.hands import Hands
from tests.crash.editing.idleness import wait_until_idle, waiting_in
from tests.crash.editing.performing import perform

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

UNSAVED = 4


def test_gestures_without_a_connection_survive_a_reload(rehearsed: Rehearsed) -> None:
    stage, page = rehearsed.stage, rehearsed.browser.open()
    flow_id, hands = stage.new_flow(), Hands(page)
    hands.open(stage.address(flow_id))
    wait_until_idle(stage, page, flow_id)
    stage.wire.cut()
    for gesture in rehearsed.gestures[:UNSAVED]:
        perform(hands, gesture)
    assert waiting_in(page, flow_id) == UNSAVED
    assert judge(stage.document(flow_id), rehearsed.drafts, 0) == Verdict(0)
    stage.wire.mend()
    page.reload(wait_until="commit")
    hands.wait_until_drawn()
    wait_until_idle(stage, page, flow_id)
    assert judge(stage.document(flow_id), rehearsed.drafts, UNSAVED) == Verdict(UNSAVED)
    rehearsed.browser.bury()
