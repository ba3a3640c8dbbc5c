"""The outline ("roteiro"): a document as a script in reading order, indented by branch.

    3  Menu inicial          "Como posso ajudar?"
       Se responder ‘Boleto’
    4     Pedir CPF          "Qual é o seu CPF?"
       Se responder ‘Suporte’ → continua em ‘Transbordo’

The way on stays at its depth and branches are indented. Where branches meet again, the story goes
on after them, at the depth of the step that parted them. What several exceptions ("Não
entendido") share is told after the story. Each node is told once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import JsonValue

from flow_runtime.editing.outline_joins import joins_of
from flow_runtime.editing.outline_texts import OutlineText, texts_of
from flow_runtime.editing.outline_ways import (
    NO_WORDS,
    OutlineWay,
    Step,
    objects,
    steps_of,
)
from flow_runtime.fixes import Document
from flow_runtime.problems import Words

__all__ = ["OutlineLine", "OutlineText", "OutlineWay", "outline_of"]

_ERROR_ROUTE: Words = {"pt-BR": "Quando algo falhar", "en": "When something fails"}
_SHARED: Words = {
    "pt-BR": "Trechos comuns a vários caminhos",
    "en": "Parts that several ways share",
}
_UNREACHED: Words = {
    "pt-BR": "Blocos soltos, a que nada leva",
    "en": "Loose blocks that nothing leads to",
}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of the script.

    `kind` is `step` (a node told here), `jump` (continues at a node told elsewhere), `open` (an
    outcome after which something is missing) or `section` (a heading, in `lead`). `lead` says when
    the line is reached from `source` by `outcome`. `number` is the step's place in the script,
    from 1; a jump has its target's.
    """

    kind: Literal["step", "jump", "open", "section"]
    depth: int
    lead: Words
    source: str | None = None
    outcome: str | None = None
    node_id: str = ""
    number: int = 0
    name: str = ""
    type: str = ""
    stage: str | None = None
    texts: tuple[OutlineText, ...] = ()
    ways: tuple[OutlineWay, ...] = ()

    @property
    def key(self) -> str:
        """Return what tells the line apart from every other of its script."""
        if self.kind == "step":
            return self.node_id
        return f"{self.kind}/{self.source}/{self.outcome}"


def outline_of(document: Document) -> tuple[OutlineLine, ...]:
    """Return the whole document as a script; every node is told exactly once. Never raises."""
    teller = _Teller(steps_of(document))
    starts = [step.id for step in teller.steps.values() if step.document.get("type") == "start"]
    lines = [line for start in starts for line in teller.tell(start)]
    lines.extend(_section(_SHARED, teller.postponed, teller))
    for lead, root in _side_doors(document):
        lines.extend(_section(lead, [root], teller))
    lines.extend(_section(_UNREACHED, teller.loose_roots(), teller))
    return tuple(_numbered(lines))


def _section(lead: Words, roots: Iterable[str], teller: "_Teller") -> Iterable[OutlineLine]:
    """Tell what a heading opens, if any of it has not been told; the roots may grow meanwhile."""
    told = [line for root in roots if teller.is_untold(root) for line in teller.tell(root)]
    return [OutlineLine("section", 0, lead, outcome=lead["en"]), *told] if told else ()


def _side_doors(document: Document) -> Iterator[tuple[Words, str]]:
    """Yield where a conversation may come in besides the start: commands and the error route."""
    settings = document.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    for command in objects(settings, "commands"):
        phrases, target = command.get("phrases"), command.get("target")
        if isinstance(target, str) and isinstance(phrases, list) and phrases:
            said = str(phrases[0])
            yield {"pt-BR": f"Quando disser ‘{said}’", "en": f"When they say ‘{said}’"}, target
    route = settings.get("error_route")
    if isinstance(route, str):
        yield _ERROR_ROUTE, route


def _numbered(lines: Iterable[OutlineLine]) -> Iterator[OutlineLine]:
    steps = [line.node_id for line in lines if line.kind == "step"]
    numbers = {node_id: number for number, node_id in enumerate(steps, 1)}
    for line in lines:
        yield replace(line, number=numbers.get(line.node_id, 0))


@dataclass(frozen=True, slots=True)
class _Task:
    """Something that is still to be told; `resumes` where the branches before it meet.

    `is_main` for the way on, as opposed to a branch.
    """

    depth: int
    target: str | None
    source: str | None = None
    way: OutlineWay | None = None
    resumes: bool = False
    is_main: bool = False


class _Teller:
    """Tells steps depth first, without recursion: a flow may be 2,000 steps deep."""

    def __init__(self, steps: dict[str, Step]) -> None:
        self.steps = steps
        self._joins = joins_of({node_id: step.targets for node_id, step in steps.items()})
        self._ways_in = Counter(way.target for step in steps.values() for way in step.ways)
        self.postponed: list[str] = []
        self._told: set[str] = set()
        self._awaited: set[str] = set()

    def is_untold(self, node_id: str) -> bool:
        return node_id in self.steps and node_id not in self._told

    def loose_roots(self) -> Iterator[str]:
        """Yield the nodes from which everything untold is reached: beginnings, then circles."""
        untold = [node_id for node_id in self.steps if node_id not in self._told]
        inner = {target for node_id in untold for target in self.steps[node_id].targets}
        yield from (node_id for node_id in untold if node_id not in inner)
        yield from (node_id for node_id in untold if node_id in inner)

    def tell(self, root: str) -> Iterator[OutlineLine]:
        waiting = [_Task(0, root)]
        while waiting:
            task = waiting.pop()
            if task.resumes and task.target is not None:
                self._awaited.discard(task.target)
            if task.target is None:
                yield _line("open", task)
            elif self._is_for_later(task):
                self.postponed.append(task.target)
                yield _line("jump", task, self.steps[task.target])
            elif self.is_untold(task.target) and task.target not in self._awaited:
                self._told.add(task.target)
                step = self.steps[task.target]
                yield _step_line(task, step)
                waiting.extend(reversed(list(self._what_follows(step, task.depth))))
            elif not task.resumes:
                yield _line("jump", task, self.steps[task.target])

    def _is_for_later(self, task: _Task) -> bool:
        """Say whether a branch leads to what others share: told there, it would tear the story."""
        target = str(task.target)
        if task.source is None or not self.is_untold(target) or target in self._awaited:
            return False
        if target in self.postponed:
            return task.depth > 0
        is_exception = task.way is not None and not task.way.is_needed and not task.is_main
        return is_exception and self._ways_in[target] > 1

    def _what_follows(self, step: Step, depth: int) -> Iterator[_Task]:
        shown = [way for way in step.ways if way.target is not None or way.is_open]
        main = _main_way(step, shown)
        leading = [way for way in shown if way.target is not None]
        join = self._new_join(step) if len(leading) > 1 else None
        for way in shown:
            if way is not main:
                yield _Task(depth + 1, way.target, step.id, way)
        if main is not None and (join is None or main.target != join):
            way = main if len(shown) > 1 or not main.is_needed else replace(main, lead=NO_WORDS)
            yield _Task(depth, main.target, step.id, way, is_main=True)
            main = None
        if join is not None:
            yield _Task(depth, join, step.id if main else None, main, resumes=True, is_main=True)

    def _new_join(self, step: Step) -> str | None:
        join = self._joins.get(step.id)
        if join is None or not self.is_untold(join) or join in {*self._awaited, *self.postponed}:
            return None
        self._awaited.add(join)
        return join


def _main_way(step: Step, shown: list[OutlineWay]) -> OutlineWay | None:
    """Return the way on: the only one, or the first where all goes well; choices have none."""
    if step.is_choice or not shown:
        return None
    return shown[0] if len(shown) == 1 or shown[0] is step.ways[0] else None


def _line(kind: Literal["jump", "open"], task: _Task, step: Step | None = None) -> OutlineLine:
    way = task.way
    return OutlineLine(
        kind,
        task.depth,
        way.lead if way else NO_WORDS,
        task.source,
        way.outcome if way else None,
        node_id=task.target or "",
        name=_text(step.document.get("name")) if step else "",
    )


def _step_line(task: _Task, step: Step) -> OutlineLine:
    node, way = step.document, task.way
    return OutlineLine(
        "step",
        task.depth,
        way.lead if way else NO_WORDS,
        task.source,
        way.outcome if way else None,
        node_id=step.id,
        name=_text(node.get("name")),
        type=_text(node.get("type")),
        stage=_text(node.get("stage")) or None,
        texts=texts_of(step.model),
        ways=step.ways,
    )


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""
