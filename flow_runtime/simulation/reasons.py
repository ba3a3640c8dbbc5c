"""Why a node was left as it was, and what it wrote down."""

from collections.abc import Iterator
from typing import Final

from flow_runtime.calendars import holiday
from flow_runtime.conditions import ConditionRow
from flow_runtime.editing.summaries import row_in_words
from flow_runtime.nodes.condition import Branch, ConditionNode
from flow_runtime.nodes.hours import HoursNode
from flow_runtime.simulation.telling import Telling, writes
from flow_runtime.simulation.value_words import moment_in_words, value_in_words

_ELSE: Final = "else"


def saved_by(telling: Telling) -> Iterator[str]:
    """Yield what the node wrote, unless a later node of the turn wrote it again."""
    for name in writes(telling.node):
        if telling.is_known(name) and telling.before.variables.get(name) != telling.value(name):
            value = telling.shown(name)
            yield telling.say(f"Guardou {name} = {value}.", f"Saved {name} = {value}.")


def reason_of(telling: Telling) -> str:
    """Return why a node that decides left by its outcome; nothing for the others."""
    node, outcome = telling.node, str(telling.fact.data["outcome"])
    if isinstance(node, ConditionNode):
        return _branch_reason(telling, node, outcome)
    return _hours_reason(telling, node) if isinstance(node, HoursNode) else ""


def _hours_reason(telling: Telling, node: HoursNode) -> str:
    """Return the moment that the calendar was asked about, and the holiday if it is one."""
    calendar = telling.program.calendars.get(node.calendar)
    if calendar is None:
        return ""
    moment = telling.turn.now.astimezone(calendar.zone)
    name = holiday(calendar, moment)
    return ", ".join(filter(None, (moment_in_words(moment, telling.language), name)))


def _branch_reason(telling: Telling, node: ConditionNode, outcome: str) -> str:
    branch = next((b for b in node.branches if b.id == outcome), None)
    if branch is None:
        rows = [row for other in node.branches for row in other.rows]
        return _joined(telling.say("nenhum ramo vale", "no branch holds"), _values(telling, rows))
    return _joined(_rule(telling, branch), _values(telling, branch.rows))


def _rule(telling: Telling, branch: Branch) -> str:
    if branch.cel is not None:
        return branch.cel
    link = telling.say(" ou ", " or ") if branch.match == "any" else telling.say(" e ", " and ")
    return link.join(row_in_words(row, telling.language) for row in branch.rows)


def _joined(rule: str, values: str) -> str:
    return f"{rule} ({values})" if values else rule


def _values(telling: Telling, rows: "tuple[ConditionRow, ...] | list[ConditionRow]") -> str:
    """Return the values that the rows looked at, where they are certain."""
    paths = dict.fromkeys(row.variable for row in rows if row.variable)
    told = (_value(telling, path) for path in paths)
    return ", ".join(filter(None, told))


def _value(telling: Telling, path: str) -> str:
    name = path.partition(".")[0].partition("[")[0]
    if name == path and name in telling.turn.session.variables and telling.is_known(name):
        return f"{name} = {telling.shown(name)}"
    if name == "contact":
        value = telling.turn.session.contact.get(path.removeprefix("contact."))
        return f"{path} = {value_in_words(value, telling.language)}"
    return ""
