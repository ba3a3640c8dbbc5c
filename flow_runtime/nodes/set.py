"""`set`: assigns variables."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final, Literal

from pydantic import JsonValue

from flow_runtime.decisions import NEXT, Decision
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.nodes.fields import Expression, Group, Model, SavedAs, StaffText, form
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn

_MAX_ADDED_DIGITS: Final = 15
"""Beyond it a JSON number is no longer exact (RFC 8259, 6)."""


class Assignment(Model):
    """One variable and its new value: a literal, a text with variables, or a CEL expression."""

    variable: SavedAs = form("Variável", "Variable", widget="variable")
    action: Literal["set", "increment", "append", "clear"] = form(
        "O que fazer",
        "What to do",
        choices={
            "set": ("Guardar", "Set"),
            "increment": ("Somar", "Add"),
            "append": ("Acrescentar", "Append"),
            "clear": ("Limpar", "Clear"),
        },
        default="set",
    )
    literal: JsonValue = form("Valor", "Value", default=None)
    text: StaffText | None = form("Texto", "Text", widget="text", default=None)
    cel: Expression | None = form(
        "Expressão (CEL)", "Expression (CEL)", group=Group.ADVANCED, default=None
    )


class SetNode(Node):
    """Writes variables and goes on."""

    INFO = NodeInfo(
        family=Family.DO,
        icon="pencil",
        name={"pt-BR": "Definir", "en": "Set"},
        description={
            "pt-BR": "Guarda, soma, acrescenta ou limpa variáveis.",
            "en": "Sets, adds to, appends to or clears variables.",
        },
        template={"assignments": [{"variable": ("variavel", "variable"), "literal": ""}]},
    )

    type: Literal["set"]
    assignments: tuple[Assignment, ...] = form(
        "Atribuições", "Assignments", widget="assignments", min_length=1, max_length=50
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return next, the one way on."""
        return (Outcome("next", "Seguir", "Next"),)

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return what is assigned; the last word on a variable counts."""
        return _assigned(self.assignments)

    def known_at(self, path: str) -> frozenset[str]:
        """Return what the assignments above this one assign."""
        return _assigned(self.assignments[: int(path.split(".")[1])])

    def enter(self, turn: Turn) -> Decision:
        """Assign in order; later ones see the earlier."""
        for index, assignment in enumerate(self.assignments):
            value = _value(turn, assignment, f"assignments.{index}")
            turn.write(assignment.variable, _changed(turn, assignment, value))
        return NEXT

    def problems(self) -> Iterator[Problem]:
        """An assignment has one source for its value."""
        for index, item in enumerate(self.assignments):
            sources = [s for s in (item.literal, item.text, item.cel) if s is not None]
            if len(sources) > 1:
                yield problem(
                    "set.value",
                    f"'{item.variable}' recebe mais de um valor. Deixe só um.",
                    f"'{item.variable}' is given more than one value. Keep one.",
                    pointer=f"/assignments/{index}",
                )


def _assigned(assignments: tuple[Assignment, ...]) -> frozenset[str]:
    has_value = {item.variable: item.action != "clear" for item in assignments}
    return frozenset(variable for variable, is_set in has_value.items() if is_set)


def _value(turn: Turn, assignment: Assignment, path: str) -> JsonValue:
    if assignment.cel is not None:
        return turn.evaluate(f"{path}.cel")
    if assignment.text is not None:
        return turn.value(f"{path}.text")
    return assignment.literal


def _changed(turn: Turn, assignment: Assignment, value: JsonValue) -> JsonValue:
    match assignment.action:
        case "set":
            return value
        case "clear":
            return None
    old = turn.read(assignment.variable)
    if assignment.action == "append":
        return [*(old if isinstance(old, list) else []), value]
    return _sum(turn, old, 1 if value is None else value)


def _sum(turn: Turn, old: JsonValue, value: JsonValue) -> JsonValue:
    """Add exactly, as money must be added; whole results stay whole."""
    try:
        total = _exact(old or 0) + _exact(value)
    except ArithmeticError:
        turn.record("expression_error", code="not_a_number", detail="increment")
        return old
    return int(total) if total == total.to_integral_value() else float(total)


def _exact(value: JsonValue) -> Decimal:
    """Return a number exactly.

    Raises:
        ArithmeticError: It is none, or one that no sum of a service needs.
    """
    number = Decimal(str(value))
    if not number.is_finite() or abs(number.adjusted()) > _MAX_ADDED_DIGITS:
        raise InvalidOperation
    return number
