"""What the law asks of customer service in regulated sectors: Decreto 11.034/2022 (SAC).

In force where `settings.sac_mode` is on. Art. 4, § 4: a person is reached without giving data
first; art. 5: complaint and cancellation stand in the first menu; art. 12: every demand gets a
number. Whether a text is advertising (art. 4, § 5) cannot be known here.
"""

from collections import deque
from collections.abc import Iterator

from flow_runtime.answers.folding import fold
from flow_runtime.checks.kinds import error
from flow_runtime.checks.subject import Subject
from flow_runtime.nodes.end import EndNode
from flow_runtime.nodes.handoff import HandoffNode
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.nodes.protocol import ProtocolNode
from flow_runtime.nodes.question import QuestionNode
from flow_runtime.problems import Problem, Words

_COMPLAINT = ("reclama", "complain")
_CANCELLATION = ("cancela", "cancel")
_SUBJECTS: tuple[tuple[tuple[str, ...], Words], ...] = (
    (_COMPLAINT, {"pt-BR": "reclamação", "en": "complaint"}),
    (_CANCELLATION, {"pt-BR": "cancelamento", "en": "cancellation"}),
)

FIRST_MENU = error(
    "sac.first_menu",
    "A lei do SAC pede {subject} já no primeiro menu. Acrescente essa opção em '{node}'.",
    "The SAC law asks for {subject} in the first menu. Add that choice to '{node}'.",
)
NO_MENU = error(
    "sac.first_menu",
    "A lei do SAC pede um primeiro menu com reclamação e cancelamento. Acrescente um bloco Menu.",
    "The SAC law asks for a first menu with complaint and cancellation. Add a Menu node.",
)
PERSON_NEEDS_DATA = error(
    "sac.person_needs_data",
    "Pela lei do SAC, o cliente chega a uma pessoa sem ter de dar dados. Abra um caminho sem"
    " perguntas até um bloco Transbordo ou ligue o comando 'atendente'.",
    "By the SAC law, the customer reaches a person without having to give data. Open a way without"
    " questions to a Handoff node, or turn on the command 'atendente'.",
)
NO_PROTOCOL = error(
    "sac.no_protocol",
    "Pela lei do SAC, o cliente recebe um protocolo antes de '{node}'. Ponha um bloco Protocolo no"
    " caminho.",
    "By the SAC law, the customer gets a protocol number before '{node}'. Put a Protocol node on"
    " the way.",
)


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield what the law misses in a flow that works under it."""
    start = subject.ways.start
    if not subject.flow.settings.sac_mode or start is None:
        return
    yield from _first_menu_problems(subject, start)
    if not _person_without_data(subject, start):
        yield PERSON_NEEDS_DATA.at(subject.place(start))
    for node_id in _reached(subject, start, stop=ProtocolNode):
        if isinstance(subject.nodes[node_id], HandoffNode | EndNode):
            yield NO_PROTOCOL.at(subject.place(node_id), node=subject.name(node_id))


def _first_menu_problems(subject: Subject, start: str) -> Iterator[Problem]:
    menu = next(
        (n for n in _reached(subject, start) if isinstance(subject.nodes[n], MenuNode)), None
    )
    if menu is None:
        yield NO_MENU.at(subject.place(start))
        return
    said = fold(" ".join(_words_of(subject.nodes[menu])))
    for stems, words in _SUBJECTS:
        if not any(stem in said for stem in stems):
            place = subject.place(menu, "options")
            yield FIRST_MENU.at(place, node=subject.name(menu), subject=words)


def _words_of(node: object) -> Iterator[str]:
    for option in node.options if isinstance(node, MenuNode) else ():
        yield option.label
        yield from option.synonyms


def _person_without_data(subject: Subject, start: str) -> bool:
    has_person = any(isinstance(node, HandoffNode) for node in subject.nodes.values())
    has_command = any(c.action == "handoff" for c in subject.flow.settings.commands)
    if has_person and has_command:
        return True
    reached = _reached(subject, start, stop=QuestionNode)
    return any(isinstance(subject.nodes[node_id], HandoffNode) for node_id in reached)


def _reached(
    subject: Subject, start: str, *, stop: type[ProtocolNode | QuestionNode] | None = None
) -> list[str]:
    """Return the nodes that follow the start, nearest first, going through none of a type."""
    order, seen, waiting = [], {start}, deque([start])
    while waiting:
        node_id = waiting.popleft()
        order.append(node_id)
        if stop is not None and isinstance(subject.nodes[node_id], stop):
            continue
        for step in subject.ways.steps[node_id]:
            if step.target not in seen:
                seen.add(step.target)
                waiting.append(step.target)
    return order
