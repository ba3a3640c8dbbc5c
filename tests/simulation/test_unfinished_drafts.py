"""Any draft can be talked to, however unfinished: what is broken fails at its node, and is told."""

import copy
import os
import random
from pathlib import Path
from typing import Any

import orjson
import pytest

import sample_flows
from flow_runtime.editing.draft_flow import draft_flow
from flow_runtime.library import Library, read_library
from flow_runtime.program import Program, compile_flow
from flow_runtime.simulation import begin_talk
from tests.simulation.test_leaves_nothing import looked_at
from tests.simulation.walking import chance_setting, walk

DRAFTS = int(os.environ.get("SIMULATION_DRAFTS", "64"))
FLOWS = sorted(read_library(Path(sample_flows.__file__).parent).flows)
ODD_VALUES = (None, "", 0, -1, [], {}, "{{ nome | }}", "{{ falta }}", "x" * 300, True, ["a", 1])


def broken(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the document with some of its parts missing or of another kind."""
    draft = copy.deepcopy(document)
    for _ in range(chance.randrange(1, 12)):
        _break_one(draft[chance.choice(("nodes", "nodes", "nodes", "edges", "variables"))], chance)
    return draft


def _break_one(part: Any, chance: random.Random) -> None:
    """Walk down to some place and remove it, or write something odd there."""
    while True:
        keys = list(part) if isinstance(part, dict) else range(len(part))
        if not keys:
            return
        key = chance.choice(list(keys))
        inner = part[key]
        if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
            part = inner
            continue
        if chance.random() < 0.5:
            del part[key]
        else:
            part[key] = chance.choice(ODD_VALUES)
        return


@pytest.fixture(scope="module")
def subflows(library: Library) -> dict[str, Program]:
    flows = library.flows.values()
    return {flow.id: compile_flow(flow, workspace=library.workspace) for flow in flows}


@pytest.mark.timeout(180)
@pytest.mark.parametrize("flow_id", FLOWS)
def test_no_draft_breaks_the_simulator(
    flow_id: str, library: Library, subflows: dict[str, Program]
):
    document = orjson.loads(library.files[flow_id].read_bytes())
    for number in range(FLOWS.index(flow_id), DRAFTS, len(FLOWS)):
        chance = random.Random(number)
        flow = draft_flow(broken(document, chance)).flow
        program = compile_flow(flow, workspace=library.workspace, subflows=subflows)
        *_, talk = walk(begin_talk(program, chance_setting(program, chance)), chance)
        looked_at(talk)
        failures = [failure for turn in talk.turns for failure in turn.failures]
        assert all(failure.words[name] for failure in failures for name in ("pt-BR", "en"))
