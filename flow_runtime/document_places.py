"""Where in a document something stands, as a JSON pointer and in the words of the interface.

A person reads "In 'Solved?' › Options › item 2, 'Label' …"; a program reads
`/nodes/3/options/1/label`. The words come from the models' own fields (`form`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel, JsonValue
from pydantic.fields import FieldInfo

from flow_runtime.json_guard import escape_pointer, printable
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Node

Part = str | int
Pair = tuple[str, str]
"""The same words in Portuguese and in English."""

_SECTIONS: Final[Mapping[str, Pair]] = {
    "nodes": ("o bloco", "node"),
    "edges": ("a ligação", "edge"),
    "variables": ("a variável", "variable"),
    "stages": ("a etapa", "stage"),
    "notes": ("a nota", "note"),
}
_ITEM: Final[Pair] = ("o item", "item")
_PLAIN_FIELDS: Final[Mapping[str, Pair]] = {
    "nodes": ("Blocos", "Nodes"),
    "edges": ("Ligações", "Edges"),
    "variables": ("Variáveis", "Variables"),
    "stages": ("Etapas", "Stages"),
    "notes": ("Notas", "Notes"),
    "translations": ("Traduções", "Translations"),
    "settings": ("Configurações", "Settings"),
    "brief": ("Ficha do atendimento", "Brief"),
    "layout": ("Posições no desenho", "Layout"),
    "lanes": ("Raias", "Lanes"),
    "groups": ("Grupos", "Groups"),
    "place": ("Posição", "Place"),
    "size": ("Tamanho", "Size"),
    "id": ("Identificador", "Id"),
    "type": ("Tipo", "Type"),
    "name": ("Nome", "Name"),
    "text": ("Texto", "Text"),
    "color": ("Cor", "Colour"),
    "objective": ("Objetivo", "Objective"),
    "category": ("Categoria", "Category"),
    "language": ("Idioma", "Language"),
    "languages": ("Idiomas", "Languages"),
    "source": ("Bloco de origem", "Source node"),
    "outcome": ("Saída", "Outcome"),
    "target": ("Bloco de destino", "Target node"),
    "default": ("Valor inicial", "Default"),
    "scope": ("Validade", "Scope"),
    "purpose": ("Finalidade", "Purpose"),
    "weight": ("Peso", "Weight"),
    "operator": ("Comparação", "Operator"),
    "variable": ("Variável", "Variable"),
    "exact": ("Exatamente como escrito", "Exactly as written"),
    "value": ("Valor", "Value"),
    "phrases": ("Frases", "Phrases"),
    "action": ("Ação", "Action"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a document.

    `subject` names the thing itself, as the subject of a sentence; `around` says in what it stands
    ("In 'Solved?' › Options"), empty at the top. `names` are the keys and positions on the way.
    """

    names: tuple[Part, ...]
    subject: Pair
    around: Pair = ("", "")
    node_id: str | None = None

    @property
    def pointer(self) -> str:
        """Return the place as a JSON pointer (RFC 6901)."""
        return "".join(f"/{escape_pointer(str(name))}" for name in self.names)

    @property
    def field(self) -> str:
        """Return the last name as it stands in the document."""
        return str(self.names[-1]) if self.names else ""

    def sentence(self, pt: str, en: str) -> Pair:
        """Say something about the place: `{it}` in the sentences is its subject."""
        whole = (pt.format(it=self.subject[0]), en.format(it=self.subject[1]))
        pt, en = (f"{w}, {s}" if w else s for w, s in zip(self.around, whole, strict=True))
        return pt[:1].upper() + pt[1:], en[:1].upper() + en[1:]


def place_of(
    names: Sequence[Part], document: JsonValue, model: type[BaseModel] | None = None
) -> Place:
    """Return the place to which names lead.

    Args:
        names: Keys and list positions, from the top.
        document: What they lead into.
        model: The model of the document, whose words for its fields are used; without it fields are
            called by their names.
    """
    if not names:
        return Place((), ("o documento", "the document"))
    crumbs = list(_crumbs(names, document, model))
    around = _around(crumbs[:-1]) if model is not None else ("", "")
    return Place(tuple(names), crumbs[-1].subject, around, _node_id(names, document))


def _around(crumbs: Sequence["_Crumb"]) -> Pair:
    if not crumbs:
        return ("", "")
    first, *rest = crumbs
    return (
        " › ".join((first.within[0], *(crumb.plain[0] for crumb in rest))),
        " › ".join((first.within[1], *(crumb.plain[1] for crumb in rest))),
    )


@dataclass(frozen=True, slots=True)
class _Crumb:
    """One step on the way to a place: by itself, as a subject, and as where something stands."""

    plain: Pair
    subject: Pair
    within: Pair


def _crumbs(
    names: Sequence[Part], document: JsonValue, model: type[BaseModel] | None
) -> Iterator[_Crumb]:
    value, known = document, model
    for position, name in enumerate(names):
        value = _inside(value, name)
        if isinstance(name, int):
            yield _item_crumb(names[:position], name, value, has_model=model is not None)
        elif model is None or position > 0 or not _is_item(names, 1):
            yield _field_crumb(name, known)
        known = _model_inside(known, name, value)


def _is_item(names: Sequence[Part], position: int) -> bool:
    """Say whether the name at a position numbers an item of one of the flow's own lists."""
    return names[0] in _SECTIONS and len(names) > position and isinstance(names[position], int)


def _inside(value: JsonValue, name: Part) -> JsonValue:
    if isinstance(value, dict):
        return value.get(str(name))
    if isinstance(value, list) and isinstance(name, int) and name < len(value):
        return value[name]
    return None


def _item_crumb(
    before: Sequence[Part], number: int, value: JsonValue, *, has_model: bool
) -> _Crumb:
    own = has_model and len(before) == 1
    pt, en = _SECTIONS.get(str(before[0]), _ITEM) if own else _ITEM
    given = value.get("name") if isinstance(value, dict) and own else None
    if isinstance(given, str) and given.strip():
        name = f"'{printable(given.strip())}'"
        return _Crumb((name, name), (f"{pt} {name}", f"{en} {name}"), (f"Em {name}", f"In {name}"))
    pt, en = f"{pt} {number + 1}", f"{en} {number + 1}"
    return _Crumb((pt.partition(" ")[2], en), (pt, en), (f"N{pt}", f"In {en}"))


def _field_crumb(name: str, model: type[BaseModel] | None) -> _Crumb:
    pt, en = field_title(name, model)
    return _Crumb((pt, en), (f"'{pt}'", f"'{en}'"), (f"Em {pt}", f"In {en}"))


def field_title(name: str, model: type[BaseModel] | None) -> Pair:
    """Return what people call a field of a model; its name where nobody gave it words."""
    shown = (printable(name), printable(name))
    field = model.model_fields.get(name) if model else None
    if field is None:
        return shown
    extra = field.json_schema_extra
    words: Any = extra.get("form") if isinstance(extra, dict) else None
    if isinstance(words, dict):
        return words["title"]["pt-BR"], words["title"]["en"]
    return _PLAIN_FIELDS.get(name, shown)


def _model_inside(
    model: type[BaseModel] | None, name: Part, value: JsonValue
) -> type[BaseModel] | None:
    """Return the model of what stands under a name; a list's model is that of its items."""
    if isinstance(name, int) or model is None:
        return NODE_TYPES.get(_type_of(value)) if model is Node else model
    field = model.model_fields.get(name)
    if field is None:
        return None
    return Node if name == "nodes" else next(_models_in(field), None)


def _type_of(value: JsonValue) -> str:
    return str(value.get("type", "")) if isinstance(value, dict) else ""


def _models_in(field: FieldInfo) -> Iterator[type[BaseModel]]:
    waiting: list[Any] = [field.annotation]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
        waiting.extend(get_args(annotation))


def _node_id(names: Sequence[Part], document: JsonValue) -> str | None:
    if not isinstance(document, dict) or len(names) < 2 or names[0] != "nodes":
        return None
    node = _inside(document["nodes"], names[1])
    node_id = node.get("id") if isinstance(node, dict) else None
    return node_id if isinstance(node_id, str) and 0 < len(node_id) <= 64 else None
