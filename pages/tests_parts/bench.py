"""The bench: the tests of one flow in one browser tab, with what running them gave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

import streamlit as st

from flow_runtime.conversations.draft_programs import program_of_draft
from flow_runtime.conversations.drafting import as_document, surroundings
from flow_runtime.conversations.testing import KeptTest, load_tests
from flow_runtime.errors import FlowInvalid
from flow_runtime.program import Program
from flow_runtime.scripts import Conversation, Coverage, ScriptResult, coverage_of, run_script
from flow_runtime.scripts.mending import Mending, mend
from flow_runtime.scripts.proposals import Proposals
from pages.installation import database
from storage import drafts, flows

OnProgress = Callable[[int, int], None]
View = Literal["test", "proposals", "changes"]
Shown = Literal["all", "failed"]
_KEY: Final = "tests:bench"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test of some revision gave; `mending` is there when it failed."""

    revision: int
    result: ScriptResult
    mending: Mending | None = None


@dataclass(slots=True)
class Edited:
    """A test while it is changed: the newest steps, and which of them is open, from 0."""

    test: KeptTest | None
    conversation: Conversation
    open_step: int | None = None
    is_new_step: bool = False
    problem: str | None = None
    serial: int = 0


@dataclass(slots=True)
class Bench:
    """The tests of a flow; `program` is None while no conversation can begin."""

    flow_id: str
    flow_name: str = ""
    revision: int = 0
    program: Program | None = None
    tests: tuple[KeptTest, ...] = ()
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    chosen: int | None = None
    view: View = "test"
    shown: Shown = "all"
    edited: Edited | None = None
    proposals: Proposals | None = None

    # -- what was run ------------------------------------------------------------------------

    def waiting(self) -> list[KeptTest]:
        """Return the tests that have not been run as they are now."""
        return [test for test in self.tests if self.outcome(test) is None]

    def outcome(self, test: KeptTest) -> Outcome | None:
        """Return what the test gave, unless it was changed since."""
        known = self.outcomes.get(test.id)
        return known if known is not None and known.revision == test.revision else None

    def run(self, on_progress: OnProgress) -> None:
        """Run what waits; what is done stays done when the page is drawn again meanwhile."""
        waiting = self.waiting()
        for number, test in enumerate(waiting, start=1):
            if self.program is not None:
                self.outcomes[test.id] = _run(self.program, test)
            on_progress(number, len(waiting))

    def failed(self) -> list[KeptTest]:
        """Return the tests that failed, in their order."""
        return [test for test in self.tests if not self._passed(test)]

    def reworded(self) -> list[tuple[KeptTest, Mending]]:
        """Return the tests that would pass again if only words were changed in them."""
        found = ((test, self.outcome(test)) for test in self.tests)
        return [
            (test, outcome.mending)
            for test, outcome in found
            if outcome and outcome.mending and outcome.mending.is_text
        ]

    def coverage(self) -> Coverage | None:
        """Return what the tests cover together, None while no conversation can begin."""
        if self.program is None:
            return None
        outcomes = [self.outcome(test) for test in self.tests]
        return coverage_of(self.program, (one.result.reached for one in outcomes if one))

    def _passed(self, test: KeptTest) -> bool:
        outcome = self.outcome(test)
        return outcome is None or outcome.result.passed

    # -- what is looked at -------------------------------------------------------------------

    def listed(self) -> Sequence[KeptTest]:
        """Return the tests that the list shows."""
        return self.failed() if self.shown == "failed" else self.tests

    def test(self) -> KeptTest | None:
        """Return the chosen test, or the first one of the list."""
        listed = self.listed()
        chosen = (test for test in listed if test.id == self.chosen)
        return next(chosen, listed[0] if listed else None)

    def look_at(self, view: View, test_id: int | None = None) -> None:
        """Look at something else; what was being changed is let go."""
        self.view, self.edited = view, None
        if test_id is not None:
            self.chosen = test_id

    def node_name(self, node_id: str) -> str:
        """Return what a node is called; its id stands in for one that is gone."""
        programs = (self.program, *self.program.subflows.values()) if self.program else ()
        found = (one.nodes[node_id].name for one in programs if node_id in one.nodes)
        return next(found, node_id)


def _run(program: Program, test: KeptTest) -> Outcome:
    result = run_script(program, test.conversation)
    mending = None if result.passed else mend(program, test.conversation)
    return Outcome(test.revision, replace(result, facts=()), mending)


# -- from the database ---------------------------------------------------------------------------


def open_bench(flow_id: str) -> Bench:
    """Return this tab's bench for a flow, with the tests and the draft as they are stored now.

    Raises:
        FluxoError: A test is none that this release can read.
        storage.errors.NotFound: There is no such flow.
        storage.errors.StorageError: The database does not answer.
    """
    known = st.session_state.get(_KEY)
    bench = known if isinstance(known, Bench) and known.flow_id == flow_id else Bench(flow_id)
    _refresh(bench)
    st.session_state[_KEY] = bench
    return bench


def _refresh(bench: Bench) -> None:
    with database().read() as tx:
        bench.flow_name = flows.get(tx, bench.flow_id).name
        bench.tests = load_tests(tx, bench.flow_id)
        revision = drafts.revision_of(tx, bench.flow_id)
        if revision == bench.revision:
            return
        document = as_document(drafts.get(tx, bench.flow_id).document)
        around = surroundings(tx, document)
    bench.outcomes, bench.proposals = {}, None
    try:
        bench.program = program_of_draft(document, around)
    except FlowInvalid:
        bench.program = None
    bench.revision = revision


def start_again(bench: Bench) -> None:
    """Read everything anew and let every test wait to be run."""
    bench.revision = 0
