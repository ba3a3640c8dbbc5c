"""How people are treated: a way to a person, a goodbye, and the question how it went."""

from collections.abc import Iterator

from flow_runtime.checks.kinds import Place, warning
from flow_runtime.checks.subflows import called_by
from flow_runtime.checks.subject import Subject
from flow_runtime.checks.ways import Step
from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Family
from flow_runtime.nodes.end import EndNode
from flow_runtime.nodes.fields import Role
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.start import StartNode
from flow_runtime.nodes.subflow import SubflowNode
from flow_runtime.nodes.survey import SurveyNode
from flow_runtime.problems import Fix, Problem

_WITHOUT_SERVICE = frozenset({"pesquisa_solicitacao", "pesquisa_empresa", "monitoramento"})
_GOODBYE = {
    "pt": "Obrigado pelo contato. Até logo!",
    "en": "Thank you for contacting us. Goodbye!",
}

NO_WAY = warning(
    "people.no_way",
    "Neste fluxo o cliente não consegue falar com uma pessoa. Acrescente um bloco Transbordo.",
    "In this flow the customer cannot reach a person. Add a Handoff node.",
)
NO_PLAN_B = warning(
    "people.no_plan_b",
    "A saída '{outcome}' de '{node}' devolve o cliente à mesma fila. Ligue-a a outro bloco ou"
    " defina o caminho de erro do fluxo.",
    "The outcome '{outcome}' of '{node}' sends the customer back to the same queue. Connect it to"
    " another node or set the flow's error route.",
)
NO_GOODBYE = warning(
    "end.no_goodbye",
    "Em '{node}' a conversa acaba sem uma palavra ao cliente. Escreva uma despedida.",
    "At '{node}' the conversation ends without a word to the customer. Write a goodbye.",
)
NO_SURVEY = warning(
    "end.no_survey",
    "O fluxo acaba sem perguntar como foi o atendimento. Ponha um bloco Pesquisa antes do fim.",
    "The flow ends without asking how the service was. Add a Survey node before the end.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield what a customer would miss from a considerate company."""
    if not subject.ways.starts:
        return
    yield from _no_way_to_a_person(subject)
    yield from _no_plan_b(subject)
    yield from _silent_ends(subject)
    yield from _no_survey(subject)


# -- a person ------------------------------------------------------------------------------------


def _no_way_to_a_person(subject: Subject) -> Iterator[Problem]:
    has_people = subject.workspace is None or subject.workspace.queues
    if not has_people or subject.flow.category in _WITHOUT_SERVICE or _is_called(subject):
        return
    if not any(_leads_to_a_person(subject, node_id) for node_id in subject.ways.reachable):
        yield NO_WAY.at(Place("/nodes"))


def _is_called(subject: Subject) -> bool:
    """Say whether the flow works inside others, whose commands then lead to a person."""
    starts = [node for node in subject.nodes.values() if isinstance(node, StartNode)]
    by_system = all(trigger.kind == "webhook" for node in starts for trigger in node.triggers)
    others = (flow for flow in (subject.flows or {}).values() if flow.id != subject.flow.id)
    return by_system or any(subject.flow.id in called_by(flow) for flow in others)


def _leads_to_a_person(subject: Subject, node_id: str) -> bool:
    node = subject.nodes[node_id]
    if isinstance(node, SubflowNode):
        called = (subject.flows or {}).get(node.flow)
        return called is None or _has(called, HandoffNode)
    return isinstance(node, HandoffNode)


def _has(flow: Flow, node_type: type[HandoffNode | SurveyNode]) -> bool:
    return any(isinstance(node, node_type) for node in flow.nodes)


def _no_plan_b(subject: Subject) -> Iterator[Problem]:
    for node_id, node in subject.nodes.items():
        if not isinstance(node, HandoffNode):
            continue
        back = {s.outcome for s in subject.ways.steps[node_id] if s.target == node_id}
        for outcome in subject.ways.outcomes[node_id]:
            if outcome.id in back:
                place, name = subject.place(node_id), subject.name(node_id)
                yield NO_PLAN_B.at(place, node=name, outcome=outcome.words)


# -- a goodbye -----------------------------------------------------------------------------------


def _silent_ends(subject: Subject) -> Iterator[Problem]:
    silent = _reached_in_silence(subject)
    for node_id, node in subject.nodes.items():
        if not isinstance(node, EndNode) or node.text.strip() or node_id not in silent:
            continue
        place = subject.place(node_id, "text")
        text = _GOODBYE["pt" if subject.flow.language.startswith("pt") else "en"]
        words = {"pt-BR": "Escrever uma despedida", "en": "Write a goodbye"}
        fix = Fix("set", {"pointer": place.pointer, "value": text}, words)
        yield NO_GOODBYE.at(place, fix=fix, node=subject.name(node_id))


def _reached_in_silence(subject: Subject) -> set[str]:
    """Return the nodes at which a customer may arrive who was told nothing since they answered."""
    waiting = [
        step.target
        for node_id in subject.nodes
        if node_id in subject.ways.reachable
        for step in subject.ways.steps[node_id]
        if _begins_silence(subject, step)
    ]
    seen = set(waiting)
    while waiting:
        node_id = waiting.pop()
        if not _passes_silently(subject, node_id):
            continue
        following = {step.target for step in subject.ways.steps[node_id]} - seen
        seen |= following
        waiting.extend(following)
    return seen


def _begins_silence(subject: Subject, step: Step) -> bool:
    """After a customer's answer, or at the start; not after a time-out, when nobody listens."""
    node = subject.nodes[step.source]
    if isinstance(node, SurveyNode):
        return step.outcome != "skipped" and not node.thanks_text.strip()
    is_first = node.INFO.family is Family.BEGIN
    return is_first or (node.INFO.family is Family.ASK and step.outcome != "timeout")


def _passes_silently(subject: Subject, node_id: str) -> bool:
    """Say whether a node neither speaks nor waits for the customer."""
    node = subject.nodes[node_id]
    if node.PAUSES or isinstance(node, SubflowNode | SurveyNode):
        return False
    texts = (use for use in subject.uses[node_id] if use.role is Role.TEXT and use.value.strip())
    return not any(texts)


# -- the question how it was ---------------------------------------------------------------------


def _no_survey(subject: Subject) -> Iterator[Problem]:
    ends = [
        node_id
        for node_id, node in subject.nodes.items()
        if isinstance(node, EndNode) and node_id in subject.ways.reachable
    ]
    if ends and subject.flow.category == "receptivo" and not _asks_how_it_was(subject):
        yield NO_SURVEY.at(subject.place(ends[0]))


def _asks_how_it_was(subject: Subject) -> bool:
    """Say whether this flow, or one that it calls, has a survey; an unknown one may have."""
    if _has(subject.flow, SurveyNode):
        return True
    called = [node.flow for node in subject.nodes.values() if isinstance(node, SubflowNode)]
    flows = subject.flows or {}
    return any(name not in flows or _has(flows[name], SurveyNode) for name in called)
