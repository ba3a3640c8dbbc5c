"""The two states of a flow that are looked at side by side, and what differs between them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import streamlit as st

from flow_runtime.comparison import Difference, compare, compare_tests
from flow_runtime.conversations.testing import load_tests, tests_of_version
from flow_runtime.editing.places import card_places
from flow_runtime.flow import Flow
from flow_runtime.loading import load_document
from flow_runtime.scripts import Conversation
from pages.installation import database
from pages.review_parts.sheet import Sheet, sheet_of
from pages.sharing_parts.editions import HASHED, Shared, shared
from storage import versions

NOTHING: Final = 0
"""Stands for what was before the first version: an empty flow."""

_KEPT_PAIRS: Final = 20
_KEPT_FLOWS: Final = 40


@dataclass(frozen=True)
class Pair:
    """Two states of one flow; `mark` changes whenever one of their flows does."""

    before: Shared
    after: Shared
    flows: tuple[Flow, Flow]
    differences: tuple[Difference, ...]
    sheet: Sheet

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people call the blocks, by id; the newer name counts."""
        return {node.id: node.name for flow in self.flows for node in flow.nodes}

    @property
    def mark(self) -> str:
        """What tells this pair from another."""
        sides = (self.before, self.after)
        return "/".join(f"{side.flow_id}@{side.number or 0}:{side.mark}" for side in sides)


def open_pair(flow_id: str, before: int | None, after: int | None) -> Pair:
    """Return two states of a flow; None stands for the draft, `NOTHING` for none yet.

    Raises:
        flow_runtime.errors.FlowInvalid: One of them, a draft, cannot be read yet.
        flow_runtime.errors.ScriptInvalid: A conversation test of them cannot be read.
        storage.errors.NotFound: There is no such flow or version.
        storage.errors.StorageError: The database does not answer.
    """
    newer = shared(flow_id, after)
    older = _emptied(newer) if before == NOTHING else shared(flow_id, before)
    pair = _compared(older, newer)
    tests = compare_tests(_tests(flow_id, before), _tests(flow_id, after))
    return replace(pair, differences=(*pair.differences, *tests)) if tests else pair


def _tests(flow_id: str, number: int | None) -> tuple[Conversation, ...]:
    if number == NOTHING:
        return ()
    with database().read() as tx:
        if number is None:
            return tuple(test.conversation for test in load_tests(tx, flow_id))
        return tests_of_version(versions.get(tx, flow_id, number))


def _emptied(state: Shared) -> Shared:
    """Return a state with nothing in it but what belongs to the flow itself."""
    kept = ("schema_version", "id", "name", "objective", "category", "language", "languages")
    document = {name: state.document[name] for name in kept if name in state.document}
    return replace(state, number=NOTHING, mark=f"empty {state.mark}", document=document)


@st.cache_resource(show_spinner=False, max_entries=_KEPT_PAIRS, hash_funcs=HASHED)
def _compared(before: Shared, after: Shared) -> Pair:
    flows = _flow(before), _flow(after)
    differences = compare(*flows)
    layouts = card_places(before.document), card_places(after.document)
    return Pair(before, after, flows, differences, sheet_of(*flows, layouts, differences))


@st.cache_resource(show_spinner=False, max_entries=_KEPT_FLOWS, hash_funcs=HASHED)
def _flow(state: Shared) -> Flow:
    return load_document(state.document).flow
