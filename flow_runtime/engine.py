"""The engine: one event in, one finished turn out. Pure: no clock, no IO, no chance of its own.

    advance(program, session, event) -> Turn

The order inside a turn is that of engine.md: late events are dropped; a person's conversation is
the person's; global commands; the waiting node's `resume`; then `enter` of what follows until the
next wait (steps.py). Anything a node throws becomes a fact and takes the error route, so `advance`
never raises and the customer always gets some answer.
"""

from dataclasses import replace

from pydantic import JsonValue

from flow_runtime.commands import find_command, run_command
from flow_runtime.decisions import IDLE_CLOSE, IDLE_REMIND, End, Jump, Stay, Wait
from flow_runtime.effects import CancelTimers
from flow_runtime.events import (
    ApiFailed,
    ApiReturned,
    ContactLookedUp,
    ConversationStarted,
    Event,
    ExternalEventReceived,
    MessageReceived,
    NotificationFinished,
    TicketChanged,
    TimerFired,
)
from flow_runtime.limits import MAX_ANSWER_CHARACTERS, MAX_SESSION_BYTES
from flow_runtime.nodes.base import SETTINGS_ID, Node
from flow_runtime.phrases import phrase
from flow_runtime.program import Program
from flow_runtime.session import Session
from flow_runtime.steps import end_conversation, fail, follow, give_up
from flow_runtime.turn import Turn

_ANSWERS = (
    ApiReturned,
    ApiFailed,
    ContactLookedUp,
    NotificationFinished,
    TicketChanged,
    TimerFired,
)
_ANSWERS_OF_SERVERS = (ApiReturned, ApiFailed, ContactLookedUp, NotificationFinished)
_NOWHERE = Node(id="nowhere", type="nowhere", name="nowhere")


def new_session(program: Program, language: str | None = None) -> Session:
    """Return the state of a conversation that has not begun, with the variables' defaults."""
    flow = program.flow
    spoken = language if language in flow.languages else flow.language
    variables = {variable.name: variable.default for variable in flow.variables}
    return Session(flow.id, program.version, spoken, variables=variables)


def advance(program: Program, session: Session, event: Event) -> Turn:
    """Process one event until the flow waits or ends.

    Returns:
        The finished turn: new session, effects in order, facts, and the session's JSON. The given
        session is not changed. The same arguments give the same turn, byte for byte.
    """
    turn = resume_point(program, session, event)
    try:
        _react(turn)
    except Exception as error:
        fail(turn, error)
    return _finished(turn, before=session)


def resume_point(program: Program, session: Session, event: Event) -> Turn:
    """Return a turn that stands where the conversation waits, before anything happened."""
    own = session.copy()
    running = program.subflows.get(own.flow_id, program) if own.stack else program
    node = running.nodes.get(own.node or "") or running.start or _NOWHERE
    return Turn(program, running, own, event, node)


def _react(turn: Turn) -> None:
    event, session = turn.event, turn.session
    if session.status in ("ended", "failed"):
        return turn.record("event_ignored", reason="conversation_over")
    if isinstance(event, MessageReceived):
        return _hear(turn, event)
    if isinstance(event, _ANSWERS) and event.step != session.step:
        return turn.record("event_ignored", reason="late", step=event.step)
    match event:
        case ConversationStarted():
            _begin(turn, event)
        case TimerFired(key=key) if key == IDLE_REMIND:
            turn.record("customer_reminded")
            turn.say_text(turn.text_of_root(SETTINGS_ID, "idle.remind_text"))
        case TimerFired(key=key) if key == IDLE_CLOSE:
            turn.say_text(turn.text_of_root(SETTINGS_ID, "idle.close_text"))
            end_conversation(turn, End("abandoned", reason="idle"))
        case ExternalEventReceived() if session.waiting_for != "external":
            turn.keep_early(event)
        case _:
            _resume(turn)
    return None


def _begin(turn: Turn, event: ConversationStarted) -> None:
    session = turn.session
    if session.node is not None:
        return turn.record("event_ignored", reason="already_started")
    session.contact = dict(event.contact)
    session.channel = dict(event.channel)
    session.conversation = {**event.conversation, "language": session.language}
    if event.payload:
        session.conversation["payload"] = event.payload
    session.last_message = event.text[:MAX_ANSWER_CHARACTERS]
    session.variables.update(_contact_values(turn))
    session.variables.update(event.variables)
    turn.record("conversation_started", version=session.version, language=session.language)
    return follow(turn, Jump(turn.node.id))


def _contact_values(turn: Turn) -> dict[str, JsonValue]:
    known = turn.session.contact
    return {name: known[name] for name in turn.program.contact_variables if name in known}


def _hear(turn: Turn, event: MessageReceived) -> None:
    session = turn.session
    session.last_message = event.text[:MAX_ANSWER_CHARACTERS]
    session.visits = 0
    turn.record("message_received", characters=len(event.text), files=len(event.files))
    if turn.program.listeners and _overheard(turn, event):
        return None
    if session.owner == "person" or session.waiting_for == "ticket":
        return _resume(turn)
    has_commands = turn.program.commands or session.stack
    said_command = has_commands and not event.choice
    command = find_command(turn, phrase(event.text)) if said_command else None
    if command is not None:
        _leave_wait(turn)
        return follow(turn, run_command(turn, command))
    if session.waiting_for in ("api", "contact", "notification"):
        return turn.record("message_set_aside", waiting_for=session.waiting_for)
    return _resume(turn)


def _overheard(turn: Turn, event: MessageReceived) -> bool:
    """Let the nodes that listen all the time have the message first, such as a consent."""
    own_node = turn.node
    for node in turn.program.listeners:
        turn.node = node
        if node.overhear(turn, event):
            turn.node = own_node
            return True
    turn.node = own_node
    return False


def _resume(turn: Turn) -> None:
    session = turn.session
    left_step, mark = session.step, len(turn.effects)
    if not isinstance(turn.event, _ANSWERS_OF_SERVERS):
        session.visits = 0
    decision = turn.node.resume(turn, turn.event)
    if isinstance(decision, Stay):
        return
    _leave_wait(turn, left_step, mark)
    if isinstance(decision, Wait):
        session.step += 1
    follow(turn, decision)


def _leave_wait(turn: Turn, step: int | None = None, position: int | None = None) -> None:
    session = turn.session
    if session.has_timers:
        left_step = session.step if step is None else step
        place = len(turn.effects) if position is None else position
        turn.effects.insert(place, CancelTimers(left_step))
        session.has_timers = False
    session.waiting_for = None
    session.status = "running"


def _finished(turn: Turn, before: Session) -> Turn:
    _encode(turn, before)
    return turn if len(turn.session_json) <= MAX_SESSION_BYTES else _made_smaller(turn, before)


def _made_smaller(turn: Turn, before: Session) -> Turn:
    """Take the error route from where the turn began; if that is no smaller, give up."""
    _go_back(turn, before)
    fail(turn, turn.failure("session_too_large", f"more than {MAX_SESSION_BYTES} bytes"))
    _encode(turn, before)
    if len(turn.session_json) > MAX_SESSION_BYTES:
        give_up(turn)
        turn.session = _emptied(turn.session)
        _encode(turn, before)
    return turn


def _go_back(turn: Turn, before: Session) -> None:
    """Return to the state before the turn; what was to be sent is dropped by `fail`."""
    session = before.copy()
    session.step = turn.session.step
    session.error_routes = turn.session.error_routes
    start = resume_point(turn.root, session, turn.event)
    turn.session, turn.program, turn.node, turn.mark = session, start.program, start.node, 0
    _leave_wait(turn)


def _emptied(session: Session) -> Session:
    """Keep what tells where a conversation ended, without what made it too large."""
    return replace(
        session, variables={}, contact={}, scratch={}, stack=(), early_events=(), last_message=""
    )


def _encode(turn: Turn, before: Session) -> None:
    turn.session.facts = before.facts + len(turn.facts)
    turn.session_json = turn.session.to_json()
