"""The types of blocks as the outline offers and names them."""

from functools import cache
from typing import Final

from flow_runtime.editing import node_catalogue
from flow_runtime.editing.catalogue import NodeKind
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Family
from pages.texts import Language, in_language, language

_NEW: Final = "new:"
_ICONS: Final = {
    Family.BEGIN: ":material/flag:",
    Family.SAY: ":material/chat_bubble:",
    Family.ASK: ":material/help:",
    Family.DECIDE: ":material/alt_route:",
    Family.DO: ":material/power:",
    Family.PEOPLE: ":material/headset_mic:",
    Family.END: ":material/sports_score:",
}


def type_name(node_type: str) -> str:
    """Return what a type is called; an unknown one by its own name."""
    known = NODE_TYPES.get(node_type)
    return in_language(known.INFO.name) if known else node_type


def icon_of(node_type: str) -> str:
    """Return the icon of a type's family; a question of its own for an unknown type."""
    known = NODE_TYPES.get(node_type)
    return _ICONS[known.INFO.family] if known else ":material/extension_off:"


def kinds() -> dict[str, NodeKind]:
    """Return every type that can be added, by name, in the order of the palette."""
    return _kinds(language())


def likely_kinds(node_type: str) -> list[NodeKind]:
    """Return every type that can be added, those that mostly follow a type first."""
    known = kinds()
    likely = known[node_type].likely_next if node_type in known else ()
    return [known[name] for name in dict.fromkeys((*likely, *known)) if name in known]


@cache
def _kinds(wanted: Language) -> dict[str, NodeKind]:
    return {kind.type: kind for kind in node_catalogue(wanted)}


def wish_for(node_type: str) -> str:
    """Return what stands for a new block of a type among the targets of a connection."""
    return f"{_NEW}{node_type}"


def wished_kind(choice: str | None) -> NodeKind | None:
    """Return the type that a choice among targets wishes for, if it is no block that exists."""
    if choice is None or not choice.startswith(_NEW):
        return None
    return kinds().get(choice.removeprefix(_NEW))
