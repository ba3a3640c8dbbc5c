"""Following a flow from decision to decision until it waits or ends, and the error route."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from flow_runtime.decisions import NODE_TIMEOUT, Call, Decision, End, Go, Jump, Stay, Wait
from flow_runtime.effects import (
    CallApi,
    CancelTimers,
    FindContact,
    Notify,
    OpenTicket,
    SendMessage,
    StartTimer,
)
from flow_runtime.errors import LoopDetected, NodeFailed
from flow_runtime.limits import (
    MAX_ERROR_ROUTES_PER_CONVERSATION,
    MAX_MESSAGES_OF_ERROR_ROUTE,
    MAX_SUBFLOW_DEPTH,
    MAX_VISITS_PER_TURN,
)
from flow_runtime.nodes.base import ERROR_ROUTE, IDLE_RULE, SETTINGS_ID
from flow_runtime.session import Frame
from flow_runtime.turn import Turn
from flow_runtime.wording import engine_text

_TRAIL_LENGTH = 20
_UNDONE_ON_FAILURE = (SendMessage, CallApi, Notify, FindContact, OpenTicket, StartTimer)


def follow(turn: Turn, decision: Decision) -> None:
    """Carry out decisions until one of them rests or ends the conversation.

    Raises:
        NodeFailed: A node failed or too many were visited; see `fail`.
    """
    following: Decision | None = decision
    while following is not None:
        following = _WAYS_ON[type(following)](turn, following)


def _go(turn: Turn, go: Go) -> Decision:
    outcome = go.outcome
    way = turn.node.id, outcome
    target = turn.program.targets.get(way)
    if target is None:
        turn.record("node_left", outcome=outcome)
        return _target(turn, outcome)
    turn.facts.append(turn.program.left[way])
    return _enter(turn, target)


def _jump(turn: Turn, jump: Jump) -> Decision:
    return _enter(turn, jump.node_id)


def _stay(_turn: Turn, _stay: Stay) -> None:
    return None


def _enter(turn: Turn, node_id: str) -> Decision:
    program, session = turn.program, turn.session
    node = program.nodes.get(node_id)
    if node is None:
        raise turn.failure("unknown_node", node_id)
    turn.node = node
    turn.visited.append(node_id)
    turn.mark = len(turn.effects)
    session.node, session.scratch = node_id, {}
    session.step += 1
    session.visits += 1
    if session.visits > MAX_VISITS_PER_TURN:
        raise LoopDetected(_loop(turn.visited))
    turn.facts.append(program.entered[node_id])
    return node.enter(turn)


def _loop(visited: list[str]) -> list[str]:
    """Return the nodes of the loop that the visits end in."""
    last = visited[-1]
    for length in range(1, len(visited)):
        if visited[-1 - length] == last:
            return visited[-length:]
    return visited[-10:]


def _target(turn: Turn, outcome: str) -> Decision:
    target = turn.program.targets.get((turn.node.id, outcome))
    if target is not None:
        return Jump(target)
    falls_to = next((o.falls_to for o in turn.node.outcomes() if o.id == outcome), None)
    if falls_to == ERROR_ROUTE:
        return _error_route(turn, f"outcome:{outcome}")
    if falls_to == IDLE_RULE:
        return End("abandoned", reason="timeout")
    if falls_to is None:
        raise turn.failure("outcome_not_connected", outcome)
    return _target(turn, falls_to)


def _rest(turn: Turn, wait: Wait) -> None:
    session = turn.session
    session.status, session.waiting_for = "waiting", wait.kind
    if wait.kind == "message":
        session.trail = _trail(session.trail, turn.node.id)
    if wait.timeout_s is not None:
        turn.start_timer(NODE_TIMEOUT, timedelta(seconds=wait.timeout_s))
    elif wait.kind == "message":
        for key, delay in turn.root.idle_timers:
            turn.start_timer(key, delay)


def _trail(trail: tuple[str, ...], node_id: str) -> tuple[str, ...]:
    """Return the asked nodes with this one as the last, each only once."""
    if node_id in trail:
        trail = tuple(asked for asked in trail if asked != node_id)
    return (*trail, node_id)[-_TRAIL_LENGTH:]


def _call(turn: Turn, call: Call) -> Decision:
    session = turn.session
    called = turn.root.subflows.get(call.flow_id)
    if called is None or called.start is None:
        raise turn.failure("unknown_flow", call.flow_id)
    if len(session.stack) >= MAX_SUBFLOW_DEPTH:
        raise turn.failure("subflow_too_deep", call.flow_id)
    turn.record("subflow_called", flow=call.flow_id)
    frame = Frame(session.flow_id, turn.node.id, session.variables, dict(call.outputs))
    session.stack = (*session.stack, frame)
    session.flow_id, session.trail = call.flow_id, ()
    defaults = {variable.name: variable.default for variable in called.flow.variables}
    turn.switch_to(called, {**defaults, **call.inputs})
    return Jump(called.start.id)


def _end(turn: Turn, end: End) -> Decision | None:
    if not turn.session.stack:
        end_conversation(turn, end)
        return None
    turn.record("subflow_ended", outcome=end.outcome, reason=end.reason)
    return return_to_caller(turn, "failed" if end.outcome in ("failed", "error") else "done")


def return_to_caller(turn: Turn, outcome: str) -> Decision:
    """Take the sub-flow off the stack and leave its caller by an outcome."""
    session = turn.session
    frame = session.stack[-1]
    results = {mine: session.variables.get(theirs) for mine, theirs in frame.outputs.items()}
    turn.record("subflow_left", flow=frame.flow_id, outcome=outcome)
    session.stack = session.stack[:-1]
    session.flow_id, session.trail = frame.flow_id, ()
    caller = turn.root.subflows[frame.flow_id] if session.stack else turn.root
    turn.switch_to(caller, {**frame.variables, **results})
    turn.node = caller.nodes[frame.node]
    session.node = frame.node
    return Go(outcome)


def end_conversation(turn: Turn, end: End) -> None:
    """Close the whole conversation, sub-flows included."""
    session = turn.session
    if session.has_timers:
        turn.effects.append(CancelTimers(session.step))
        session.has_timers = False
    session.status, session.outcome = "ended", end.outcome
    session.waiting_for, session.scratch = None, {}
    turn.record("conversation_ended", outcome=end.outcome, reason=end.reason, tags=list(end.tags))


_WAYS_ON: Mapping[type[Decision], Callable[[Turn, Any], Decision | None]] = {
    Go: _go,
    Jump: _jump,
    Wait: _rest,
    Stay: _stay,
    Call: _call,
    End: _end,
}
"""How each decision is carried out; `match` takes three times as long for a class."""


# -- when something fails ----------------------------------------------------------------------


def fail(turn: Turn, error: Exception) -> None:
    """Take the error route after a node threw; never raises.

    What the failing node asked of the world is undone, what it wrote down stays. When the error
    route fails as well, three times in a conversation, the customer is told and it ends `failed`.
    """
    code = error.code if isinstance(error, NodeFailed) else "internal_error"
    detail = error.detail if isinstance(error, NodeFailed) else _where(error)
    turn.record("node_failed", code=code, detail=detail)
    undone = [e for e in turn.effects[turn.mark :] if not isinstance(e, _UNDONE_ON_FAILURE)]
    turn.effects[turn.mark :] = undone
    turn.session.visits = 0
    turn.message_limit += MAX_MESSAGES_OF_ERROR_ROUTE
    try:
        follow(turn, _error_route(turn, code))
    except Exception as next_error:
        if turn.session.error_routes <= MAX_ERROR_ROUTES_PER_CONVERSATION:
            return fail(turn, next_error)
        return give_up(turn)


def _where(error: Exception) -> str:
    """Name an unforeseen error and the line it came from; its text may hold a customer's words."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    if frame is None:
        return type(error).__name__
    module = frame.tb_frame.f_globals.get("__name__", "")
    return f"{type(error).__name__} in {module}:{frame.tb_lineno}"


def _error_route(turn: Turn, code: str) -> Decision:
    session = turn.session
    session.error_routes += 1
    if session.error_routes > MAX_ERROR_ROUTES_PER_CONVERSATION:
        raise turn.failure("error_route_failed", code)
    turn.record("error_routed", code=code)
    settings = turn.program.flow.settings
    if settings.error_route is not None:
        return Jump(settings.error_route)
    handoff = turn.program.first_handoff()
    if handoff == turn.node.id:  # whoever could not be reached is not asked for again
        handoff = None
    if handoff is None and session.stack:
        return return_to_caller(turn, "failed")
    turn.mark = len(turn.effects)
    _say_error(turn)
    return Jump(handoff) if handoff else End("error", reason=code)


def _say_error(turn: Turn) -> None:
    own = turn.text_of(SETTINGS_ID, "error_text")
    turn.effects.append(SendMessage(turn.node.id, text=own or engine_text("error", turn.language)))


def give_up(turn: Turn) -> None:
    """Tell the customer and end the conversation as failed."""
    text = engine_text("error", turn.language)
    turn.effects.append(SendMessage(turn.node.id, text=text))
    end_conversation(turn, End("error", reason="error_route_failed"))
    turn.session.status = "failed"
