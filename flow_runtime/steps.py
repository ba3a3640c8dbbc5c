"""Following a flow from decision to decision until it waits or ends, and the error route."""

from flow_runtime.decisions import NODE_TIMEOUT, Call, Decision, End, Go, Jump, Wait
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
        following = _carry_out(turn, following)


def _carry_out(turn: Turn, decision: Decision) -> Decision | None:
    # The usual ones first, and not by `match`: it takes three times as long for a class.
    if isinstance(decision, Go):
        return _leave(turn, decision.outcome)
    if isinstance(decision, Jump):
        return _enter(turn, decision.node_id)
    if isinstance(decision, Wait):
        _rest(turn, decision)
        return None
    if isinstance(decision, Call):
        return _call(turn, decision)
    if isinstance(decision, End):
        return _end(turn, decision)
    return None


def _leave(turn: Turn, outcome: str) -> Decision:
    turn.record("node_left", outcome=outcome)
    target = turn.program.targets.get((turn.node.id, outcome))
    return _target(turn, outcome) if target is None else _enter(turn, target)


def _enter(turn: Turn, node_id: str) -> Decision:
    node = turn.program.nodes.get(node_id)
    if node is None:
        raise turn.failure("unknown_node", node_id)
    session = turn.session
    turn.node = node
    turn.visited.append(node_id)
    turn.mark = len(turn.effects)
    session.node, session.scratch = node_id, {}
    session.step += 1
    session.visits += 1
    if session.visits > MAX_VISITS_PER_TURN:
        raise LoopDetected(_loop(turn.visited))
    turn.record("node_entered")
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
    if wait.kind == "message" and session.trail[-1:] != (turn.node.id,):
        before = [node_id for node_id in session.trail if node_id != turn.node.id]
        session.trail = (*before, turn.node.id)[-_TRAIL_LENGTH:]
    if wait.timeout_s is not None:
        turn.start_timer(NODE_TIMEOUT, wait.timeout_s)
    elif wait.kind == "message":
        for key, delay_s in turn.root.idle_timers:
            turn.start_timer(key, delay_s)


def _call(turn: Turn, call: Call) -> Decision:
    session = turn.session
    called = turn.root.subflows.get(call.flow_id)
    if called is None or called.flow.start is None:
        raise turn.failure("unknown_flow", call.flow_id)
    if len(session.stack) >= MAX_SUBFLOW_DEPTH:
        raise turn.failure("subflow_too_deep", call.flow_id)
    turn.record("subflow_called", flow=call.flow_id)
    frame = Frame(session.flow_id, turn.node.id, session.variables, dict(call.outputs))
    session.stack = (*session.stack, frame)
    session.flow_id, session.trail = call.flow_id, ()
    defaults = {variable.name: variable.default for variable in called.flow.variables}
    turn.switch_to(called, {**defaults, **call.inputs})
    return Jump(called.flow.start.id)


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
