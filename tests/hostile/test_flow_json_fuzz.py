"""Sample flows changed at random: whatever comes out is refused with a place, or it runs.

`FUZZ_EXAMPLES` raises the number of examples, which then differ from run to run.
"""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flow_runtime.checks import check
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import Flow, dump_flow
from flow_runtime.loading import load_flow
from flow_runtime.program import compile_flow
from flow_runtime.simulator import Simulation
from tests.flow_runtime.building import WORKSPACE
from tests.hostile.mutations import Mutation, mutated, mutations
from tests.hostile.refusing import assert_useful

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2000"))
FILES = sorted((Path(__file__).parents[2] / "sample_flows").glob("*.json"))
SAMPLES = [orjson.loads(path.read_bytes()) for path in FILES]
BEGINS = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
SAYINGS = [
    "sim", "não", "1", "2", "9", "529.982.247-25", "amanhã", "R$ 10", "ana@exemplo.com.br",
    "pular", "voltar", "atendente", "desistir", "zzz", "", "01310-100", "🙂", "x" * 500,
]  # fmt: skip

conversations = st.lists(
    st.one_of(st.sampled_from(SAYINGS), st.integers(60, 200_000)), min_size=1, max_size=6
)


def fuzzed(share: float) -> Any:
    return settings(
        max_examples=max(1, round(EXAMPLES * share)),
        deadline=None,
        database=None,
        derandomize="FUZZ_EXAMPLES" not in os.environ,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def read(data: bytes) -> Flow | None:
    """Load a flow, or look at every problem of one that is refused, twice the same."""
    try:
        return load_flow(data).flow
    except FlowInvalid as invalid:
        problems = invalid.problems
    assert problems
    for problem in problems:
        assert_useful(problem, data)
    with pytest.raises(FlowInvalid) as again:
        load_flow(data)
    assert again.value.problems == problems
    return None


def live_through(flow: Flow, conversation: list[str | int]) -> None:
    """Write, check, compile and run a flow; nothing of it may raise."""
    written = dump_flow(flow)
    again = load_flow(written).flow
    assert again == flow
    assert dump_flow(again) == written
    check(flow, workspace=WORKSPACE, flows={})
    simulation = Simulation(compile_flow(flow, workspace=WORKSPACE), BEGINS)
    simulation.start()
    for act in conversation:
        simulation.say(act) if isinstance(act, str) else simulation.wait(act)


@pytest.mark.timeout(0)
@fuzzed(0.8)
@given(st.sampled_from(SAMPLES), mutations, conversations)
def test_a_changed_flow_is_refused_with_its_place_or_runs(
    document: Any, changes: list[Mutation], conversation: list[str | int]
):
    flow = read(orjson.dumps(mutated(document, changes)))
    if flow is not None:
        live_through(flow, conversation)


@pytest.mark.timeout(0)
@fuzzed(0.2)
@given(
    st.sampled_from(SAMPLES).map(orjson.dumps),
    st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 7)), max_size=4),
    st.integers(0, 2**20),
    conversations,
)
def test_flipped_bits_and_cut_ends_are_refused_or_run(
    data: bytes, flips: list[tuple[int, int]], cut: int, conversation: list[str | int]
):
    spoiled = bytearray(data if cut % 2 else data[: cut % len(data)])
    for place, bit in flips if spoiled else []:
        spoiled[place % len(spoiled)] ^= 1 << bit
    flow = read(bytes(spoiled))
    if flow is not None:
        live_through(flow, conversation)
