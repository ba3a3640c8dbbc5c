"""The static checks: would this flow serve a customer well?

`check` looks at a flow from every side and says what is wrong, where, and the way out. It is pure
and never raises. Each family of checks is one file with its kinds of problems at its head and a
function `problems(subject)`; a new node type needs no change here, for the checks walk the roles of
its fields (nodes/fields.py) and its outcomes. docs/checks.md lists every code (table.py).
"""

from collections.abc import Mapping, Sequence

from flow_runtime.checks.families import FAMILIES
from flow_runtime.checks.subject import Subject, make_subject
from flow_runtime.flow import Flow
from flow_runtime.problems import Problem, Severity
from flow_runtime.workspace import Workspace

__all__ = ["check"]


def check(
    flow: Flow,
    *,
    workspace: Workspace | None = None,
    flows: Mapping[str, Flow] | None = None,
    channels: Sequence[str] = ("webchat",),
) -> tuple[Problem, ...]:
    """Return everything that is wrong with a flow: errors first, then in the order of its nodes.

    Args:
        flow: The flow, as `load_flow` gave it.
        workspace: What the installation offers; None leaves queues, calendars and connections be.
        flows: The flows that exist, by id; None leaves references to flows be.
        channels: Where the flow is to be published, for the limits of each channel.
    """
    subject = make_subject(flow, workspace=workspace, flows=flows, channels=channels)
    found = [problem for family in FAMILIES for problem in family.problems(subject)]
    return tuple(sorted(found, key=lambda problem: _rank(subject, problem)))


def _rank(subject: Subject, problem: Problem) -> tuple[bool, int]:
    """Errors before warnings; the flow as a whole before its nodes."""
    position = subject.ways.positions.get(problem.node_id or "", -1)
    return (problem.severity is not Severity.ERROR, position)
