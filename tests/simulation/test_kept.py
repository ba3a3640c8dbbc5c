"""Any simulation becomes a conversation test that passes, and tells the same story again."""

import os
import random
from pathlib import Path

import pytest

import sample_flows
from flow_runtime.library import Library, read_library
from flow_runtime.scripts import ScriptDocument, dump_script, load_script, run_script
from flow_runtime.scripts.results import ScriptResult
from flow_runtime.simulation import Talk, begin_talk, kept_conversation
from tests.simulation.walking import chance_setting, walk

KEPT = int(os.environ.get("SIMULATION_KEPT", "200"))
FLOWS = sorted(read_library(Path(sample_flows.__file__).parent).flows)


@pytest.mark.parametrize("flow_id", FLOWS)
def test_random_simulations_kept_as_tests_pass_when_run_again(flow_id: str, library: Library):
    program = library.program(flow_id)
    for number in range(FLOWS.index(flow_id), KEPT, len(FLOWS)):
        chance = random.Random(number)
        *_, talk = walk(begin_talk(program, chance_setting(program, chance)), chance)
        kept = kept_conversation(talk, f"Caminhada {number}")
        text = dump_script(ScriptDocument(flow=flow_id, conversations=(kept,)))
        (read,) = load_script(text).conversations
        result = run_script(program, read)
        assert [failure.sentence() for failure in result.failures] == [], text
        assert _said_again(result) == _said(talk), text


def _said(talk: Talk) -> list[str]:
    return [b.text or b.name or b.url or "" for b in talk.bubbles if b.author == "flow"]


def _said_again(result: ScriptResult) -> list[str]:
    return [line.text for line in result.transcript if line.author == "flow"]
