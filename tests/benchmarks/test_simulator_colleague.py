"""A colleague who is elsewhere loads the server as a person does: the flow answers them."""

import json
import time
from pathlib import Path

import pytest

from benchmarks.colleague import colleague
from benchmarks.editor.installation import builder_with
from benchmarks.simulator import echo_flow
from flow_runtime.flow import dump_flow

pytestmark = pytest.mark.timeout(180)

PATIENCE_S = 30


def test_a_colleague_talks_to_a_draft_of_a_real_builder(tmp_path: Path) -> None:
    document = json.loads(dump_flow(echo_flow(0)))
    with (
        builder_with(tmp_path, [document]) as program,
        colleague(program.address, "eco-0") as one,
    ):
        for number in range(2):
            one.say(f"algo {number}")
            end = time.monotonic() + PATIENCE_S
            while not one.has_heard(f"Você disse: algo {number}."):
                assert time.monotonic() < end
                time.sleep(0.01)
