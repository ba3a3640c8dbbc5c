"""What the checks and tests say of a draft, and what stands in the way of handing it in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from flow_runtime.conversations.draft_programs import program_of_draft
from flow_runtime.conversations.drafting import Surroundings, as_document, surroundings
from flow_runtime.conversations.freezing import called_versions, new_version
from flow_runtime.conversations.reviewing.errors import AlreadySubmitted, TestsFailed
from flow_runtime.conversations.testing import KeptTest, load_tests, run_tests
from flow_runtime.editing.documents import Document
from flow_runtime.editing.examination import examine
from flow_runtime.errors import FlowInvalid, FluxoError, UnknownReference
from flow_runtime.flow import Flow
from flow_runtime.problems import Problem, Severity
from flow_runtime.scripts import Coverage, Report
from storage import drafts, reviews, versions
from storage.drafts import Draft


@dataclass(frozen=True, slots=True)
class Examination:
    """A draft as it was examined, and what came out.

    `flow` is None while the draft is no whole flow, `report` while no conversation can begin.
    `refusals` are the errors that `submit` would raise, the first one first; `pins` the versions
    of the flows that it calls. `revision`, `tests` and `around` say what was looked at.
    """

    flow_id: str
    revision: int
    tests: tuple[KeptTest, ...]
    around: Surroundings
    flow: Flow | None
    problems: tuple[Problem, ...]
    report: Report | None
    pins: Mapping[str, int]
    refusals: tuple[FluxoError, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that must be mended first."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that need a reason."""
        return tuple(one for one in self.problems if one.severity is not Severity.ERROR)

    @property
    def coverage(self) -> Coverage | None:
        """What the tests reached, or None when they could not run."""
        return self.report.coverage if self.report is not None else None

    @property
    def needs_reason(self) -> bool:
        """Say whether there are warnings: whoever hands it in says why they may stay."""
        return bool(self.warnings)

    @property
    def can_submit(self) -> bool:
        """Say whether nothing but a reason is missing."""
        return not self.refusals


def examine_draft(tx: Connection, flow_id: str) -> Examination:
    """Check a draft and play its tests; a transaction that only reads is enough.

    Raises:
        ScriptInvalid: A test is none that this release can read.
        storage.errors.NotFound: There is no such flow, or it has no draft.
    """
    draft = drafts.get(tx, flow_id)
    document = as_document(draft.document)
    around, tests = surroundings(tx, document), load_tests(tx, flow_id)
    found = examine(document, workspace=around.workspace, flows=around.flows)
    report = _report(document, around, tests)
    pins, refusals = {}, list(_of_flow(found.problems, report))
    if found.flow is not None:
        try:
            pins = called_versions(tx, found.flow)
        except UnknownReference as error:
            refusals.append(error)
    if found.flow is not None and not refusals:
        refusals += _of_version(tx, found.flow, pins, tests)
    return Examination(
        flow_id,
        draft.revision,
        tests,
        around,
        found.flow,
        found.problems,
        report,
        pins,
        tuple(refusals),
    )


def is_current(tx: Connection, examined: Examination) -> bool:
    """Say whether everything that was examined is stored as it was."""
    draft = drafts.find(tx, examined.flow_id)
    if draft is None or draft.revision != examined.revision:
        return False
    return (load_tests(tx, examined.flow_id), _around(tx, draft)) == (
        examined.tests,
        examined.around,
    )


def _around(tx: Connection, draft: Draft) -> Surroundings:
    return surroundings(tx, as_document(draft.document))


def _report(document: Document, around: Surroundings, tests: tuple[KeptTest, ...]) -> Report | None:
    try:
        program = program_of_draft(document, around)
    except FlowInvalid:
        return None
    return run_tests(program, tests)


# -- what stands in the way --------------------------------------------------------------------


def _of_flow(problems: tuple[Problem, ...], report: Report | None) -> Iterator[FluxoError]:
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if errors:
        yield FlowInvalid(errors)
    failed = [one.name for one in (report.results if report else ()) if not one.passed]
    if failed:
        yield TestsFailed(failed)


def _of_version(
    tx: Connection, flow: Flow, pins: Mapping[str, int], tests: tuple[KeptTest, ...]
) -> Iterator[FluxoError]:
    """Yield that the draft only repeats a version which was handed in or decided about."""
    last = versions.latest(tx, flow.id)
    if last is None or not versions.is_same(last, new_version(flow, pins, tests, author="")):
        return
    review = reviews.review_of(tx, flow.id, last.number)
    if review.submission is not None or review.decisions:
        pt, en = _STANDING[review.state]
        yield AlreadySubmitted(
            f"The draft is the same as version {last.number}, which {en}.",
            pt=f"O rascunho é igual à versão {last.number}, que {pt}.",
        )


_STANDING: Mapping[str, tuple[str, str]] = {
    "waiting": ("já espera revisão", "waits for its review"),
    "approved": ("já foi aprovada", "is approved already"),
    "sent_back": (
        "foi devolvida: mude o que foi pedido e envie de novo",
        "was sent back: change what was asked for, then submit again",
    ),
}
