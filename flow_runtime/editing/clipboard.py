"""Part of a flow as JSON text, good for any flow and any installation, and the way back in.

The format is that of `pages/canvas/src/clipboard/format.ts`. What is pasted gets ids of its own;
the variables, stages and translations it needs come along where the flow has none of that name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing.changes import Change, read_changes
from flow_runtime.editing.documents import (
    Document,
    Item,
    edges_of,
    items_of,
    nodes_of,
    object_of,
    text_of,
)
from flow_runtime.editing.errors import OperationRefused
from flow_runtime.editing.names import free_name, fresh_ids
from flow_runtime.editing.places import GRID, Place, card_places, is_place
from flow_runtime.editing.plain_json import Budget, NotPlainJson, plain_json
from flow_runtime.editing.refactoring import variables_of_nodes
from flow_runtime.editing.written_values import ValuePlace, mapped_node
from flow_runtime.limits import MAX_NODES
from flow_runtime.nodes.fields import Role

CLIPBOARD_VERSION: Final = 1
_SHIFT: Final = 32
_NOT_OURS: Final = "What was copied is no part of a flow. Copy cards in the editor and try again."
_NOT_OURS_PT: Final = (
    "O que foi copiado não é parte de um fluxo. Copie blocos no editor e tente de novo."
)


@dataclass(frozen=True, slots=True)
class Pasting:
    """What a paste does: `changes` to apply, the new nodes and notes, and what to tell the person.

    `other_type` are variables that the flow has with another type; the flow's own stay. `left_out`
    says how many starts were left out, for a flow has one.
    """

    changes: tuple[Change, ...]
    nodes: tuple[str, ...]
    notes: tuple[str, ...]
    other_type: tuple[str, ...]
    left_out: int


def clipboard_of(
    document: Document, node_ids: Collection[str], note_ids: Collection[str] = ()
) -> Item:
    """Return nodes and notes of a document as JSON, with all that they need."""
    nodes = [node for node in nodes_of(document) if node["id"] in node_ids]
    ids = {str(node["id"]) for node in nodes}
    places = card_places(document)
    variables = variables_of_nodes(nodes)
    return {
        "fluxo_clipboard": CLIPBOARD_VERSION,
        "flow": text_of(document, "id"),
        "nodes": [*nodes],
        "edges": [
            {"source": source, "outcome": outcome, "target": target}
            for source, outcome, target in edges_of(document)
            if {source, target} <= ids
        ],
        "layout": {node_id: [*places[node_id]] for node_id in places if node_id in ids},
        "notes": [note for note in items_of(document, "notes") if note["id"] in note_ids],
        "groups": [group for group in items_of(document, "groups") if _is_inside(group, ids)],
        "stages": _used_stages(document, nodes),
        "variables": [v for v in items_of(document, "variables", "name") if v["name"] in variables],
        "translations": _translations(document, ids),
    }


def _is_inside(group: Item, ids: set[str]) -> bool:
    members = group.get("nodes")
    return isinstance(members, list) and bool(members) and all(m in ids for m in members)


def _used_stages(document: Document, nodes: list[Item]) -> list[JsonValue]:
    used = {node.get("stage") for node in nodes if isinstance(node.get("stage"), str)}
    return [stage for stage in items_of(document, "stages") if stage["id"] in used]


def _translations(document: Document, ids: set[str]) -> Item:
    found: Item = {}
    for language, texts in object_of(document, "translations").items():
        pairs = texts.items() if isinstance(texts, dict) else ()
        kept: Item = {key: text for key, text in pairs if key.partition(".")[0] in ids}
        if kept:
            found[language] = kept
    return found


def paste_changes(document: Document, clip: object, at: Place | None = None) -> Pasting:
    """Return the changes that paste a clip.

    Args:
        document: The draft to paste into.
        clip: What `clipboard_of` gave, or whatever else lay in the clipboard.
        at: Where its upper left corner comes, in canvas pixels; None puts it a little beside.

    Raises:
        OperationRefused: It is no clip of ours.
    """
    return _Paster(document, _read(clip)).pasting(at)


def _read(clip: object) -> Item:
    try:
        value = plain_json(clip, Budget())
    except NotPlainJson:
        value = None
    is_ours = isinstance(value, dict) and value.get("fluxo_clipboard") == CLIPBOARD_VERSION
    if not isinstance(value, dict) or not is_ours or not isinstance(value.get("nodes"), list):
        raise OperationRefused(_NOT_OURS, pt=_NOT_OURS_PT)
    return value


class _Paster:
    """Makes the changes of one paste."""

    def __init__(self, document: Document, clip: Item) -> None:
        self._document, self._clip = document, clip
        copied = [n for n in nodes_of(clip) if isinstance(n.get("type"), str)][:MAX_NODES]
        has_start = any(node.get("type") == "start" for node in nodes_of(document))
        self._nodes = [node for node in copied if node["type"] != "start" or not has_start]
        self._left_out = len(copied) - len(self._nodes)
        self._ids = fresh_ids(document, [str(node["id"]) for node in self._nodes])
        self._stages = self._stages_here()

    def pasting(self, at: Place | None) -> Pasting:
        shift = self._shift(at)
        notes = self._notes(shift)
        put: list[Item] = [{"change": "put_note", "note": note} for note in notes]
        written = [
            *self._new_stages(),
            *self._new_variables(),
            *self._new_nodes(shift),
            *self._new_edges(),
            *self._new_translations(),
            *put,
            *self._new_groups(),
        ]
        return Pasting(
            changes=tuple(_readable(written)),
            nodes=tuple(self._ids.values()),
            notes=tuple(str(note["id"]) for note in notes),
            other_type=tuple(self._of_other_type()),
            left_out=self._left_out,
        )

    def _shift(self, at: Place | None) -> Place:
        layout = object_of(self._clip, "layout")
        places = [_place(layout.get(str(node["id"]))) for node in self._nodes]
        places += [_place(note.get("place")) for note in items_of(self._clip, "notes")]
        if at is None or not places:
            return (_SHIFT, _SHIFT)
        return (at[0] - min(x for x, _ in places), at[1] - min(y for _, y in places))

    def _new_nodes(self, shift: Place) -> Iterator[Item]:
        layout = object_of(self._clip, "layout")
        names = {text_of(node, "name") for node in nodes_of(self._document)}
        for node in self._nodes:
            old = str(node["id"])
            name = free_name(text_of(node, "name", text_of(node, "type")), names)
            names.add(name)
            copy: Item = {**mapped_node(node, self._led), "id": self._ids[old], "name": name}
            stage = self._stages.get(text_of(node, "stage"))
            if stage is None:
                copy.pop("stage", None)
            else:
                copy["stage"] = stage
            yield {"change": "put_node", "node": copy}
            at = _moved(_place(layout.get(old)), shift)
            yield {"change": "place", "id": self._ids[old], "at": [*at]}

    def _led(self, place: ValuePlace, value: str) -> str:
        """Lead a jump to a copied node to its copy."""
        return self._ids.get(value, value) if place.role is Role.NODE else value

    def _new_edges(self) -> Iterator[Item]:
        for source, outcome, target in edges_of(self._clip):
            if source in self._ids and target in self._ids:
                yield {
                    "change": "put_edge",
                    "source": self._ids[source],
                    "outcome": outcome,
                    "target": self._ids[target],
                }

    def _stages_here(self) -> dict[str, str]:
        """Return the stage that each stage of the clip becomes: the same id or name, or itself."""
        known = items_of(self._document, "stages")
        by_name = {text_of(stage, "name"): str(stage["id"]) for stage in known}
        ids = {str(stage["id"]) for stage in known}
        found: dict[str, str] = {}
        for stage in items_of(self._clip, "stages"):
            stage_id = str(stage["id"])
            is_here = stage_id in ids
            found[stage_id] = stage_id if is_here else by_name.get(text_of(stage, "name"), stage_id)
        return found

    def _new_stages(self) -> Iterator[Item]:
        known = {stage["id"] for stage in items_of(self._document, "stages")}
        for stage in items_of(self._clip, "stages"):
            if self._stages[str(stage["id"])] not in known:
                yield {"change": "put_stage", "stage": stage}

    def _variables(self) -> Iterator[tuple[Item, Item | None]]:
        known = {v["name"]: v for v in items_of(self._document, "variables", "name")}
        for variable in items_of(self._clip, "variables", "name"):
            yield variable, known.get(variable["name"])

    def _new_variables(self) -> Iterator[Item]:
        for variable, here in self._variables():
            if here is None:
                yield {"change": "put_variable", "variable": variable}

    def _of_other_type(self) -> Iterator[str]:
        for variable, here in self._variables():
            if here is not None and here.get("type", "text") != variable.get("type", "text"):
                yield str(variable["name"])

    def _new_translations(self) -> Iterator[Item]:
        languages = self._document.get("languages")
        for language, texts in object_of(self._clip, "translations").items():
            if not isinstance(texts, dict) or not isinstance(languages, list):
                continue
            for key, text in texts.items() if language in languages else ():
                owner, _, path = key.partition(".")
                if owner in self._ids:
                    new_key = f"{self._ids[owner]}.{path}"
                    yield {
                        "change": "set_translation",
                        "language": language,
                        "key": new_key,
                        "value": text,
                    }

    def _notes(self, shift: Place) -> list[Item]:
        notes = items_of(self._clip, "notes")
        ids = fresh_ids(self._document, [str(note["id"]) for note in notes])
        return [
            {
                **note,
                "id": ids[str(note["id"])],
                "place": [*_moved(_place(note.get("place")), shift)],
            }
            for note in notes
        ]

    def _new_groups(self) -> Iterator[Item]:
        groups = items_of(self._clip, "groups")
        ids = fresh_ids(self._document, [str(group["id"]) for group in groups])
        for group in groups:
            members = group.get("nodes")
            listed = members if isinstance(members, list) else []
            inside = [self._ids[str(m)] for m in listed if str(m) in self._ids]
            copy: Item = {**group, "id": ids[str(group["id"])], "nodes": [*inside]}
            yield {"change": "put_group", "group": copy}


def _readable(written: Iterable[Mapping[str, JsonValue]]) -> Iterator[Change]:
    """Yield the changes that can be read; a clip from elsewhere may hold others."""
    for change in written:
        try:
            yield from read_changes([change])
        except OperationRefused:
            continue


def _place(value: JsonValue) -> Place:
    return (float(str(value[0])), float(str(value[1]))) if is_place(value) else (0.0, 0.0)


def _moved(place: Place, shift: Place) -> Place:
    x, y = place[0] + shift[0], place[1] + shift[1]
    return (round(x / GRID) * GRID, round(y / GRID) * GRID)
