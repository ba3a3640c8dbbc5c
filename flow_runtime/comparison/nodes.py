"""Nodes that came, went or changed, each with where its outcomes lead."""

from collections.abc import Iterator

from flow_runtime.comparison.difference import Difference, DifferenceKind, Part, Subject
from flow_runtime.comparison.fields import Place, differences_of
from flow_runtime.comparison.values import Names, said_alike
from flow_runtime.comparison.ways import Ways, ways_of
from flow_runtime.editing.forms import form_of
from flow_runtime.flow import Flow
from flow_runtime.nodes.base import Node

_SAID_AS_A_WHOLE = frozenset({"name"})
_ASK_OTHER_SYSTEMS = frozenset({"api"})


def node_differences(before: Flow, after: Flow) -> Iterator[Difference]:
    """Yield what became of the nodes: those that went, then the others in the drawing's order."""
    old = {node.id: node for node in before.nodes}
    new = {node.id: node for node in after.nodes}
    for node in before.nodes:
        if node.id not in new:
            yield _removed(node)
    names = (Names.of(before), Names.of(after))
    ways = (Ways.of(before), Ways.of(after))
    for node in after.nodes:
        known = old.get(node.id)
        if known is None:
            yield _added(node)
        elif known != node:
            yield from _changed(known, node, *names)
        yield from ways_of(known, node, *ways)


def _added(node: Node) -> Difference:
    words = {
        "pt-BR": f"Bloco novo: '{node.name}' ({node.INFO.name['pt-BR']}).",
        "en": f"New block: '{node.name}' ({node.INFO.name['en']}).",
    }
    return Difference(DifferenceKind.ADDED, Subject.NODE, words, node_id=node.id, part=Part.WHOLE)


def _removed(node: Node) -> Difference:
    words = {
        "pt-BR": f"O bloco '{node.name}' ({node.INFO.name['pt-BR']}) saiu.",
        "en": f"The block '{node.name}' ({node.INFO.name['en']}) was removed.",
    }
    return Difference(DifferenceKind.REMOVED, Subject.NODE, words, node_id=node.id, part=Part.WHOLE)


def _changed(old: Node, new: Node, before: Names, after: Names) -> Iterator[Difference]:
    if old.name != new.name:
        yield _renamed(old, new)
    if old.type != new.type:
        yield _retyped(old, new)
        return
    fields = [field for field in form_of(new.type) if field.name not in _SAID_AS_A_WHOLE]
    place = Place(
        Subject.NODE, (said_alike(f"'{new.name}'"),), before, after, new.id, _part(new.type)
    )
    yield from differences_of(place, fields, old, new)


def _renamed(old: Node, new: Node) -> Difference:
    words = {
        "pt-BR": f"O bloco '{old.name}' agora se chama '{new.name}'.",
        "en": f"The block '{old.name}' is called '{new.name}' now.",
    }
    return Difference(DifferenceKind.CHANGED, Subject.NODE, words, node_id=new.id, part=Part.WHOLE)


def _retyped(old: Node, new: Node) -> Difference:
    kinds = (old.INFO.name, new.INFO.name)
    words = {
        "pt-BR": f"O bloco '{new.name}' era {kinds[0]['pt-BR']} e agora é {kinds[1]['pt-BR']}.",
        "en": f"The block '{new.name}' was {kinds[0]['en']} and is {kinds[1]['en']} now.",
    }
    return Difference(DifferenceKind.CHANGED, Subject.NODE, words, node_id=new.id, part=Part.WHOLE)


def _part(node_type: str) -> Part:
    return Part.CALL if node_type in _ASK_OTHER_SYSTEMS else Part.SETTING
