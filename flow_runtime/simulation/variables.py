"""The variables of a conversation as lines of a table."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import JsonValue

from flow_runtime.conditions import VariableType
from flow_runtime.program import Program
from flow_runtime.session import Session

Sensitivity = Literal["none", "personal", "sensitive"]
_MASK = "•••"


@dataclass(frozen=True, slots=True)
class VariableLine:
    """A variable with its value; `changed` says whether the last turn changed it.

    One that the flow does not declare has no `type`.
    """

    name: str
    value: JsonValue
    changed: bool = False
    sensitivity: Sensitivity = "none"
    type: VariableType | None = None

    @property
    def masked(self) -> JsonValue:
        """The value, or a mask where it is sensitive and there is one."""
        hidden = self.sensitivity == "sensitive" and self.value not in (None, "")
        return _MASK if hidden else self.value


def variable_lines(
    program: Program, session: Session, changed: Collection[str]
) -> Iterator[VariableLine]:
    """Yield the variables of the flow that runs: declared ones first, then others."""
    running = program.subflows.get(session.flow_id, program) if session.stack else program
    values = session.variables
    declared = {variable.name: variable for variable in running.flow.variables}
    for name, variable in declared.items():
        yield VariableLine(
            name, values.get(name), name in changed, variable.sensitivity, variable.type
        )
    for name in values.keys() - declared.keys():
        yield VariableLine(name, values[name], name in changed)
