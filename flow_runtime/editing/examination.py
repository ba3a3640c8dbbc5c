"""What is wrong with a draft, finished or not: loading and checks, each problem at its place.

A file with one bad node is refused as a whole (loading.py); a draft is looked at all the same. Its
parts are read one by one, what does not fit is told and stands in as far as it goes, so that the
rest is checked with the edges that people drew. Never raises.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from flow_runtime.checks import check
from flow_runtime.consistency import problems_between_fields
from flow_runtime.editing.documents import Document, text_of
from flow_runtime.editing.draft_flow import DraftFlow, draft_flow
from flow_runtime.errors import FlowInvalid
from flow_runtime.flow import SCHEMA_VERSION, Flow
from flow_runtime.json_guard import printable
from flow_runtime.limits import MAX_PROBLEMS
from flow_runtime.loading import load_document
from flow_runtime.nodes.base import SETTINGS_ID, Node
from flow_runtime.problems import Problem, Severity
from flow_runtime.workspace import Workspace

_PLACE: Final = re.compile(r"/(nodes|edges|variables|stages)/(\d+)")
_OF_THE_DRAWING: Final = ("graph.", "port.", "edge.")
"""Beginnings of the codes that hold also for a node that could not be read whole."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found; `flow` is None when the draft cannot be published as it stands."""

    flow: Flow | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """Return how many problems block publication."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def warnings(self) -> int:
        """Return how many problems need a reason."""
        return len(self.problems) - self.errors


def examine(
    document: Document,
    *,
    workspace: Workspace | None = None,
    flows: Mapping[str, Flow] | None = None,
    channels: Sequence[str] = ("webchat",),
) -> Examination:
    """Return everything that is wrong with a draft, and the flow if it is one.

    Args:
        document: The draft.
        workspace: What the installation offers; None leaves queues, calendars and connections be.
        flows: The flows that exist, by id; None leaves references to flows be.
        channels: Where the flow is to be published.
    """
    try:
        flow = load_document(document).flow
    except FlowInvalid as invalid:
        found = [*_of_loading(document, invalid), *_of_checks(document, workspace, flows, channels)]
        return Examination(None, _told_once(found))
    return Examination(flow, check(flow, workspace=workspace, flows=flows, channels=channels))


def _of_loading(document: Document, invalid: FlowInvalid) -> Iterator[Problem]:
    """Yield why the draft is refused as a whole; what its envelope hides too."""
    yield from (_reworded(problem, document) for problem in invalid.problems)
    if document.get("schema_version") != SCHEMA_VERSION:
        try:
            load_document({**document, "schema_version": SCHEMA_VERSION})
        except FlowInvalid as hidden:
            yield from (_reworded(problem, document) for problem in hidden.problems)


def _reworded(problem: Problem, document: Document) -> Problem:
    """Say of an unknown type that the node is kept; a file's sentence would list every type."""
    place = _PLACE.fullmatch(problem.pointer)
    nodes = document.get("nodes")
    if problem.code != "node.type" or not place or not isinstance(nodes, list):
        return problem
    node = nodes[int(place[2])]
    node_type = node.get("type") if isinstance(node, dict) else None
    if not isinstance(node, dict) or not isinstance(node_type, str):
        return problem
    name, shown = printable(text_of(node, "name")), printable(node_type)
    return replace(
        problem,
        words={
            "pt-BR": f"O bloco '{name}' é do tipo '{shown}', que não existe nesta instalação. Ele "
            "fica guardado como está; para publicar, remova-o ou atualize o Fluxo.",
            "en": f"The node '{name}' is of the type '{shown}', which does not exist in this "
            "installation. It is kept as it is; to publish, remove it or update Fluxo.",
        },
    )


def _of_checks(
    document: Document,
    workspace: Workspace | None,
    flows: Mapping[str, Flow] | None,
    channels: Sequence[str],
) -> Iterator[Problem]:
    """Yield what the checks say of a draft; of a broken node only what the drawing shows."""
    draft = draft_flow(document)
    for problem in islice(problems_between_fields(draft.flow), MAX_PROBLEMS):
        yield _relocated(problem, draft)
    flow = _distinct(draft)
    for problem in check(flow.flow, workspace=workspace, flows=flows, channels=channels):
        is_of_the_drawing = problem.code.startswith(_OF_THE_DRAWING)
        if is_of_the_drawing or problem.node_id not in draft.broken:
            yield _relocated(problem, flow)


def _distinct(draft: DraftFlow) -> DraftFlow:
    """Return the draft with one node of each id: the checks go by ids."""
    kept: dict[str, tuple[int, Node]] = {}
    for origin, node in zip(draft.origins["nodes"], draft.flow.nodes, strict=True):
        if node.id != SETTINGS_ID:
            kept.setdefault(node.id, (origin, node))
    if len(kept) == len(draft.flow.nodes):
        return draft
    nodes = tuple(node for _, node in kept.values())
    origins = {**draft.origins, "nodes": tuple(origin for origin, _ in kept.values())}
    return replace(draft, flow=draft.flow.model_copy(update={"nodes": nodes}), origins=origins)


def _relocated(problem: Problem, draft: DraftFlow) -> Problem:
    """Return a problem of the flow at its place in the document."""
    fix = problem.fix
    if fix is not None and "pointer" in fix.arguments:
        pointer = _original(str(fix.arguments["pointer"]), draft)
        fix = replace(fix, arguments={**fix.arguments, "pointer": pointer})
    return replace(problem, pointer=_original(problem.pointer, draft), fix=fix)


def _original(pointer: str, draft: DraftFlow) -> str:
    place = _PLACE.match(pointer)
    if place is None:
        return pointer
    section, position = place[1], int(place[2])
    origin = draft.origins.get(section, range(position + 1))[position]
    return f"/{section}/{origin}{pointer[place.end() :]}"


def _told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems without repeats: errors first, and then in the order they were found."""
    known = {(p.code, p.pointer, p.sentence()): p for p in problems}
    return tuple(sorted(known.values(), key=lambda p: p.severity is not Severity.ERROR))
