"""Whether what a flow names exists: nodes, queues, calendars, connections, flows, stages."""

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.process import extractOne

from flow_runtime.calendars import Calendar
from flow_runtime.checks.kinds import Place, ProblemKind, error, warning
from flow_runtime.checks.subject import Subject
from flow_runtime.flow import Command, Flow
from flow_runtime.nodes.fields import Role
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.problems import Fix, Problem, Words
from flow_runtime.workspace import Connection, Queue

MAX_LISTED = 10
_NEAR = 70
"""Likeness, from 0 to 100, from which one name is taken for a misspelling of another."""

NODE = error(
    "ref.node",
    "'{owner}' aponta para o bloco '{name}', que não existe. Escolha outro bloco.",
    "'{owner}' points to the node '{name}', which does not exist. Choose another node.",
)
QUEUE = error(
    "ref.queue",
    "'{owner}' usa a fila '{name}', que não existe. Filas que existem: {known}.",
    "'{owner}' uses the queue '{name}', which does not exist. The queues are: {known}.",
)
CALENDAR = error(
    "ref.calendar",
    "'{owner}' usa o calendário '{name}', que não existe. Calendários que existem: {known}.",
    "'{owner}' uses the calendar '{name}', which does not exist. The calendars are: {known}.",
)
CONNECTION = error(
    "ref.connection",
    "'{owner}' usa a conexão '{name}', que não existe. Conexões que existem: {known}.",
    "'{owner}' uses the connection '{name}', which does not exist. The connections are: {known}.",
)
FLOW = error(
    "ref.flow",
    "'{owner}' chama o fluxo '{name}', que não existe ou não foi publicado. Fluxos: {known}.",
    "'{owner}' calls the flow '{name}', which does not exist or is not published. Flows: {known}.",
)
STAGE = warning(
    "ref.stage",
    "'{owner}' está na etapa '{name}', que não existe. Escolha uma etapa do fluxo ou nenhuma.",
    "'{owner}' is in the stage '{name}', which does not exist. Choose a stage of the flow or none.",
)
COMMAND_WITHOUT_TARGET = error(
    "command.target",
    "O comando '{phrase}' não diz para qual bloco ir. Escolha o bloco.",
    "The command '{phrase}' does not say which node to go to. Choose the node.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield references to what is not there."""
    for role, kind, known in _known_names(subject):
        for owner, use in subject.uses_of_role(role):
            if use.value not in known:
                place = subject.place(owner, use.path)
                yield _unknown(kind, place, subject.name(owner), use.value, known)
    yield from _queue_calendars(subject)
    yield from _stages(subject)
    for index, command in enumerate(subject.flow.settings.commands):
        yield from _command_problems(command, f"/settings/commands/{index}")


def _known_names(subject: Subject) -> Iterator[tuple[Role, ProblemKind, Mapping[str, str]]]:
    """Yield the names, by id, of what is known of each kind; the unknown is passed over."""
    yield Role.NODE, NODE, {node.id: node.name for node in subject.nodes.values()}
    if subject.workspace is not None:
        yield Role.QUEUE, QUEUE, _names(subject.workspace.queues)
        yield Role.CALENDAR, CALENDAR, _names(subject.workspace.calendars)
        yield Role.CONNECTION, CONNECTION, _names(subject.workspace.connections)
    if subject.flows is not None:
        yield Role.FLOW, FLOW, _names((subject.flow, *subject.flows.values()))


def _names(items: Iterable[Queue | Calendar | Connection | Flow]) -> dict[str, str]:
    return {item.id: item.name for item in items}


def _unknown(
    kind: ProblemKind, place: Place, owner: Words, name: str, known: Mapping[str, str]
) -> Problem:
    fix = _correction(place, name, known)
    return kind.at(place, fix=fix, owner=owner, name=name, known=_listed(known))


def _listed(known: Mapping[str, str]) -> str | Words:
    names = sorted(known.values())[:MAX_LISTED]
    return ", ".join(names) or {"pt-BR": "nada ainda", "en": "none yet"}


def _correction(place: Place, name: str, known: Mapping[str, str]) -> Fix | None:
    nearest = extractOne(name, list(known), score_cutoff=_NEAR)
    if nearest is None:
        return None
    value = nearest[0]
    words = {"pt-BR": f"Trocar por '{known[value]}'", "en": f"Change to '{known[value]}'"}
    return Fix("set", {"pointer": place.pointer, "value": value}, words)


def _queue_calendars(subject: Subject) -> Iterator[Problem]:
    """A handoff that respects the hours of a queue needs the queue's calendar too."""
    if subject.workspace is None:
        return
    known = _names(subject.workspace.calendars)
    queues = {queue.id: queue for queue in subject.workspace.queues}
    for owner, use in subject.uses_of_role(Role.QUEUE):
        queue, node = queues.get(use.value), subject.nodes[owner]
        if queue is None or queue.calendar is None or queue.calendar in known:
            continue
        if isinstance(node, HandoffNode) and node.respects_hours:
            place = subject.place(owner, use.path)
            yield CALENDAR.at(place, owner=queue.name, name=queue.calendar, known=_listed(known))


def _stages(subject: Subject) -> Iterator[Problem]:
    known = {stage.id for stage in subject.flow.stages}
    for node_id, node in subject.nodes.items():
        if node.stage is None or node.stage in known:
            continue
        place = subject.place(node_id, "stage")
        words = {"pt-BR": "Tirar da etapa", "en": "Take out of the stage"}
        fix = Fix("set", {"pointer": place.pointer, "value": None}, words)
        yield STAGE.at(place, fix=fix, owner=subject.name(node_id), name=node.stage)


def _command_problems(command: Command, pointer: str) -> Iterator[Problem]:
    if command.action == "goto" and command.target is None:
        yield COMMAND_WITHOUT_TARGET.at(Place(f"{pointer}/target"), phrase=command.phrases[0])
