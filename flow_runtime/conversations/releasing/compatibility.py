"""Whether a running conversation could go on with another version: where it stands, what it holds.

Pure: a session, the flows that it runs in now, and those that it would run in then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import JsonValue

from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Node
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.nodes.subflow import SubflowNode
from flow_runtime.problems import Words
from flow_runtime.session import Frame, Session


@dataclass(frozen=True, slots=True)
class Edition:
    """A version with the flows that it calls, in the versions that it is pinned to."""

    version: int
    flow: Flow
    called: Mapping[str, Flow]

    def flow_at(self, depth: int, flow_id: str) -> Flow | None:
        """Return the flow of a level of the session: the version's own at the bottom."""
        return self.flow if depth == 0 else self.called.get(flow_id)


@dataclass(frozen=True, slots=True)
class _Level:
    """One flow of the session's stack: where it stands in it and what it holds there."""

    depth: int
    flow_id: str
    node_id: str | None
    variables: Mapping[str, JsonValue]
    calls: str | None = None


def obstacles(session: Session, now: Edition, then: Edition) -> Iterator[Words]:
    """Yield what would break, in sentences; none means that the conversation can move."""
    for level in _levels(session):
        old = now.flow_at(level.depth, level.flow_id)
        new = then.flow_at(level.depth, level.flow_id)
        if new is None:
            yield _words(
                f"O fluxo '{level.flow_id}', em que a conversa está, não é mais chamado.",
                f"The flow '{level.flow_id}', where the conversation is, is not called any more.",
            )
            continue
        yield from _at_the_node(level, old, new)
        yield from _in_variables(level, old, new)


def moved(session: Session, then: Edition) -> Session:
    """Return the session as the other version goes on with it.

    Variables that are new have their first value; "back" forgets the blocks that are gone.
    """
    top = session.stack
    frames = tuple(
        replace(frame, variables=_with_new(frame.variables, then.flow_at(depth, frame.flow_id)))
        for depth, frame in enumerate(top)
    )
    here = then.flow_at(len(top), session.flow_id)
    known = {node.id for node in here.nodes} if here else set[str]()
    twin = session.copy()
    twin.version = then.version
    twin.stack = frames
    twin.trail = tuple(node_id for node_id in session.trail if node_id in known)
    twin.variables = _with_new(session.variables, here)
    return twin


def _levels(session: Session) -> Iterator[_Level]:
    frames: tuple[Frame, ...] = session.stack
    inner = [*(frame.flow_id for frame in frames), session.flow_id][1:]
    for depth, (frame, calls) in enumerate(zip(frames, inner, strict=True)):
        yield _Level(depth, frame.flow_id, frame.node, frame.variables, calls)
    yield _Level(len(frames), session.flow_id, session.node, session.variables)


def _at_the_node(level: _Level, old: Flow | None, new: Flow) -> Iterator[Words]:
    before = old.node(level.node_id or "") if old else None
    after = new.node(level.node_id or "")
    name = before.name if before else str(level.node_id)
    if after is None:
        yield _words(
            f"O bloco '{name}', em que a conversa espera, não existe mais.",
            f"The node '{name}', at which the conversation waits, does not exist any more.",
        )
    elif before is None or after.type != before.type:
        yield _words(
            f"O bloco '{name}', em que a conversa espera, agora é de outro tipo.",
            f"The node '{name}', at which the conversation waits, is of another type now.",
        )
    elif isinstance(after, SubflowNode) and level.calls not in (None, after.flow):
        yield _words(
            f"O bloco '{name}' agora chama outro fluxo que não '{level.calls}'.",
            f"The node '{name}' calls another flow than '{level.calls}' now.",
        )
    else:
        yield from _in_the_question(name, before, after)


def _in_the_question(name: str, before: Node, after: Node) -> Iterator[Words]:
    """Yield what the customer was asked and could no longer answer."""
    if isinstance(before, QuestionNode) and _kind(before) != _kind(after):
        yield _words(
            f"A pergunta '{name}' agora espera outro tipo de resposta.",
            f"The question '{name}' expects another kind of answer now.",
        )
    if isinstance(before, MenuNode) and isinstance(after, MenuNode):
        kept = {option.id for option in after.options}
        gone = [option.label for option in before.options if option.id not in kept]
        if gone:
            yield _words(
                f"O menu '{name}' não tem mais a opção '{gone[0]}'.",
                f"The menu '{name}' has no option '{gone[0]}' any more.",
            )


def _kind(asking: Node) -> str | None:
    return asking.answer.kind if isinstance(asking, QuestionNode) else None


def _in_variables(level: _Level, old: Flow | None, new: Flow) -> Iterator[Words]:
    """Yield the variables that hold something of another kind than the version expects."""
    before = {one.name: one.type for one in old.variables} if old else {}
    for variable in new.variables:
        was = before.get(variable.name, variable.type)
        if was != variable.type and level.variables.get(variable.name) is not None:
            yield _words(
                f"A variável '{variable.name}' agora é de outro tipo.",
                f"The variable '{variable.name}' is of another type now.",
            )


def _with_new(held: Mapping[str, JsonValue], flow: Flow | None) -> dict[str, JsonValue]:
    defaults = {one.name: one.default for one in flow.variables} if flow else {}
    return {**defaults, **held}


def _words(pt: str, en: str) -> Words:
    return {"pt-BR": pt, "en": en}
