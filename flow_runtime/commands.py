"""Global commands: phrases such as "atendente" that work at every wait."""

from collections.abc import Sequence

from flow_runtime.decisions import Decision, End, Jump
from flow_runtime.flow import Command
from flow_runtime.program import Program
from flow_runtime.records import record
from flow_runtime.steps import return_to_caller
from flow_runtime.turn import Turn
from flow_runtime.wording import engine_text


@record(frozen=True, slots=True)
class FoundCommand:
    """A command that can run now; `callers` is how many sub-flows must be left for it."""

    command: Command
    target: str | None
    callers: int


def find_command(turn: Turn, folded_text: str) -> FoundCommand | None:
    """Return the command that the whole message says, of the running flow or of its callers."""
    programs = _running_programs(turn) if turn.session.stack else (turn.program,)
    for callers, program in enumerate(programs):
        command = program.commands.get(folded_text)
        if command is None:
            continue
        target = command.target
        if command.action == "handoff" and target is None:
            target = program.first_handoff()
        if target is not None or command.action in ("end", "back"):
            return FoundCommand(command, target, callers)
    return None


def _running_programs(turn: Turn) -> Sequence[Program]:
    programs = [turn.program]
    for depth in range(len(turn.session.stack) - 1, -1, -1):
        flow_id = turn.session.stack[depth].flow_id
        programs.append(turn.root.subflows[flow_id] if depth else turn.root)
    return programs


def run_command(turn: Turn, found: FoundCommand) -> Decision:
    """Return the decision that the command stands for."""
    turn.record("command_used", action=found.command.action)
    for _ in range(found.callers):
        return_to_caller(turn, "done")
    if found.command.action == "end":
        turn.say_text(engine_text("goodbye", turn.language))
        turn.session.stack = ()
        return End("closed_by_customer", reason="command")
    if found.command.action == "back":
        return Jump(_asked_before(turn))
    return Jump(found.target or turn.node.id)


def _asked_before(turn: Turn) -> str:
    trail = turn.session.trail
    previous = trail[-2] if len(trail) > 1 else turn.node.id
    turn.session.trail = trail[:-2]
    return previous
