"""Changes of one variable's declaration."""

from typing import cast

from pydantic import JsonValue

from flow_runtime.conditions import VariableType
from flow_runtime.editing import Document
from flow_runtime.editing.changes import PutVariable
from flow_runtime.editing.documents import items_of, text_of
from flow_runtime.flow import value_fits
from flow_runtime.problems import Problem

Variable = dict[str, JsonValue]
DEFAULTS = {"type": "text", "scope": "conversation", "sensitivity": "none"}


def declared(document: Document) -> list[Variable]:
    """Return the variables of a document, in its order."""
    return items_of(document, "variables", "name")


def with_field(variable: Variable, field: str, value: JsonValue) -> PutVariable:
    """Return the change of one field; what is its default is not written down.

    A default value that does not fit a new type goes with it.
    """
    changed: Variable = {**variable, field: value}
    variable_type = cast(VariableType, text_of(changed, "type", "text"))
    if not value_fits(changed.get("default"), variable_type):
        changed["default"] = None
    return PutVariable({key: v for key, v in changed.items() if v not in (None, "")})


def undeclared(problems: tuple[Problem, ...], document: Document) -> dict[str, str]:
    """Return the variables that the flow uses without declaring them, with their likely types."""
    known = {item["name"] for item in declared(document)}
    fixes = (problem.fix for problem in problems)
    found = {
        str(fix.arguments["name"]): str(fix.arguments["type"])
        for fix in fixes
        if fix is not None and fix.operation == "declare_variable"
    }
    return {name: kind for name, kind in sorted(found.items()) if name not in known}
