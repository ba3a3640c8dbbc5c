"""The palette: every node type in words, with the JSON of a new node and what mostly follows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import JsonValue

from flow_runtime.editing.cards import outcomes_of
from flow_runtime.editing.documents import Item
from flow_runtime.editing.drafted import drafted_node
from flow_runtime.editing.forms import FormField, form_of
from flow_runtime.editing.summaries import text_path_of
from flow_runtime.nodes import NODE_TYPES

_NEW_ID: Final = "new"


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A node type as the palette shows it; `template` is a new node without its id."""

    type: str
    family: str
    icon: str
    name: str
    description: str
    template: Item
    outcomes: list[JsonValue]
    text_path: str | None
    likely_next: tuple[str, ...]

    @property
    def json(self) -> Item:
        """Return it as the canvas gets it."""
        return {
            "type": self.type,
            "family": self.family,
            "icon": self.icon,
            "name": self.name,
            "description": self.description,
            "template": self.template,
            "outcomes": self.outcomes,
            "text_path": self.text_path,
            "likely_next": [*self.likely_next],
        }


@cache
def node_catalogue(language: str) -> tuple[NodeKind, ...]:
    """Return every node type in a language of the interface, family by family."""
    families = list(dict.fromkeys(t.INFO.family for t in NODE_TYPES.values()))
    types = sorted(NODE_TYPES, key=lambda name: families.index(NODE_TYPES[name].INFO.family))
    return tuple(_kind(node_type, language) for node_type in types)


def _kind(node_type: str, language: str) -> NodeKind:
    info = NODE_TYPES[node_type].INFO
    template = new_node(node_type, language)
    model = drafted_node({**template, "id": _NEW_ID})
    return NodeKind(
        type=node_type,
        family=info.family.value,
        icon=info.icon,
        name=info.name[language],
        description=info.description[language],
        template=template,
        outcomes=outcomes_of(model.outcomes() if model is not None else (), language),
        text_path=text_path_of(node_type),
        likely_next=tuple(name for name in info.likely_next if name in NODE_TYPES),
    )


def new_node(node_type: str, language: str) -> Item:
    """Return the JSON of a new node without its id, with a friendly name and text.

    Where a type brings no template of its own, what it requires is filled with the least that can
    be read.
    """
    info = NODE_TYPES[node_type].INFO
    own = {name: _said(value, language) for name, value in info.template.items()}
    least = {
        field.name: _least(field, language)
        for field in form_of(node_type)
        if field.required and field.name not in own and field.name != "name"
    }
    return {"type": node_type, "name": info.name[language], **least, **own}


def _said(value: object, language: str) -> Any:
    """Return a template's value; a pair of texts in it stands for one in each language."""
    match value:
        case (str(pt), str(en)) if isinstance(value, tuple):
            return pt if language == "pt-BR" else en
        case Mapping():
            return {key: _said(inner, language) for key, inner in value.items()}
        case list():
            return [_said(inner, language) for inner in value]
    return value


def _least(field: FormField, language: str) -> JsonValue:
    match field.kind:
        case "list":
            item = field.item
            entries = range(field.min_length or 0) if item is not None else ()
            return [_least(item, language) for _ in entries] if item is not None else []
        case "model":
            return {part.name: _least(part, language) for part in field.fields if part.required}
        case "choice":
            return field.choices[0][0]
        case "number" | "integer":
            return int(field.minimum or 0)
        case "boolean":
            return False
        case "pairs":
            return {}
        case "json":
            return None
    return field.name if field.pattern else field.title[language]
