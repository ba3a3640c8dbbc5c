"""Whether every text, expression, query and pattern can be read at all, in every language."""

from collections.abc import Iterator, Mapping

from flow_runtime.checks.kinds import Place, ProblemKind, error
from flow_runtime.checks.reading import ReadUse, all_readings
from flow_runtime.checks.subject import Subject
from flow_runtime.json_guard import escape_pointer
from flow_runtime.nodes.fields import Role
from flow_runtime.problems import Problem

TEXT = error("text.syntax", "'{node}': {reason}", "'{node}': {reason}")
EXPRESSION = error("expr.syntax", "'{node}': {reason}", "'{node}': {reason}")
QUERY = error("query.syntax", "'{node}': {reason}", "'{node}': {reason}")
PATTERN = error("regex.syntax", "'{node}': {reason}", "'{node}': {reason}")
CONDITION = error("condition.syntax", "'{node}': {reason}", "'{node}': {reason}")

_KINDS: Mapping[Role, ProblemKind] = {
    Role.EXPRESSION: EXPRESSION,
    Role.QUERY: QUERY,
    Role.PATTERN: PATTERN,
    Role.CONDITION: CONDITION,
}


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield what does not parse, with the parser's own sentence."""
    for found in all_readings(subject):
        if found.reading.invalid is not None:
            yield _kind(found).at(
                place_of(subject, found),
                node=subject.name(found.owner),
                reason=found.reading.invalid.sentence,
            )


def _kind(found: ReadUse) -> ProblemKind:
    invalid = found.reading.invalid
    if invalid is not None and invalid.code.startswith("pattern"):
        return PATTERN
    return _KINDS.get(found.use.role, TEXT)


def place_of(subject: Subject, found: ReadUse) -> Place:
    """Return the place of a use, or of its translation."""
    place = subject.place(found.owner, found.use.path)
    if found.language is None:
        return place
    key = escape_pointer(f"{found.owner}.{found.use.path}")
    return Place(f"/translations/{found.language}/{key}", place.node_id)
