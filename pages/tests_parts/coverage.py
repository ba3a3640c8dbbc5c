"""What no test reaches, as the canvas paints it while somebody wants to see it."""

from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.scripts import Coverage

_KEY: Final = "tests:coverage"


def show_coverage(flow_id: str, coverage: Coverage) -> None:
    """Paint on the drawing of a flow what its tests miss, until somebody hides it."""
    st.session_state[_KEY] = (flow_id, coverage)


def hide_coverage() -> None:
    """Paint it no more."""
    st.session_state.pop(_KEY, None)


def coverage_paint(flow_id: str) -> JsonValue:
    """Return what no test of the flow reaches, as `untested` of the canvas's data, or None.

    `nodes` are ids, `outcomes` are written `node/outcome`; both in the order of the drawing.
    """
    coverage = shown_coverage(flow_id)
    if coverage is None:
        return None
    outcomes = [f"{node_id}/{outcome}" for node_id, outcome in coverage.missed_outcomes]
    return {"nodes": [*coverage.missed_nodes], "outcomes": [*outcomes]}


def shown_coverage(flow_id: str) -> Coverage | None:
    """Return the coverage that is painted on the drawing of a flow, if any."""
    known: tuple[str, Coverage] | None = st.session_state.get(_KEY)
    return known[1] if known is not None and known[0] == flow_id else None
