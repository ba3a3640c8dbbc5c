"""The checks of a draft, in a thread: a gesture never waits for them."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import streamlit as st

from flow_runtime.editing import Document, Examination, examine
from flow_runtime.flow import Flow
from flow_runtime.workspace import Workspace


@dataclass(slots=True)
class Checking:
    """The newest finished examination of a draft, and the one that is under way."""

    workspace: Workspace
    flows: Mapping[str, Flow]
    finished: Examination
    finished_for: Document
    kept_for: Document | None = None
    _running: Future[Examination] | None = field(default=None, init=False)
    _running_for: Document | None = field(default=None, init=False)

    @classmethod
    def begin(
        cls, document: Document, *, workspace: Workspace, flows: Mapping[str, Flow]
    ) -> "Checking":
        """Examine a draft at once, so that a page begins with its problems."""
        first = examine(document, workspace=workspace, flows=flows)
        return cls(workspace, flows, first, document)

    def want(self, document: Document) -> None:
        """Have a draft examined, unless it is or was, instead of one that still waits."""
        if _reads_the_same(self._running_for or self.finished_for, document):
            self._count_for(document)
            return
        if self._running is not None:
            self._running.cancel()
        self._running_for = document
        self._running = _examiners().submit(
            examine, document, workspace=self.workspace, flows=self.flows
        )

    def _count_for(self, document: Document) -> None:
        if self._running_for is not None:
            self._running_for = document
        else:
            self.finished_for = document

    def collect(self) -> bool:
        """Take the result that is ready, if any; say whether it finds other problems."""
        if self._running is None or self._running_for is None or not self._running.done():
            return False
        before = self.finished.problems
        self.finished, self.finished_for = self._running.result(), self._running_for
        self._running = self._running_for = None
        return self.finished.problems != before

    @property
    def is_running(self) -> bool:
        """Whether an examination is under way."""
        return self._running is not None


def _reads_the_same(examined: Document, document: Document) -> bool:
    """Say whether two drafts differ at most in where their cards stand, which no check reads."""
    return examined is document or _without_places(examined) == _without_places(document)


def _without_places(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != "layout"}


@st.cache_resource(show_spinner=False)
def _examiners() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="examiner")
