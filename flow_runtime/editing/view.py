"""What the canvas draws, made from a document, and what changed between two of them.

The same shape stands in `pages/canvas/src/model/types.ts`. A view keeps what did not change from an
earlier one, object by object, so that a patch of a large flow costs no more than its change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing.cards import card_of, depends_on_others
from flow_runtime.editing.documents import (
    Document,
    Item,
    edges_of,
    items_of,
    nodes_of,
    object_of,
    same_json,
    text_of,
)
from flow_runtime.editing.places import card_places, is_place
from flow_runtime.flow import Lane

_LANE: Final[Item] = Lane().model_dump(mode="json")
_BY_KEY: Final = ("cards", "edges", "layout")
"""The parts of which a patch holds only what changed; null for what is gone."""


@dataclass(frozen=True, slots=True)
class FlowView:
    """A document as the canvas draws it; every part but `source` and `words` is JSON."""

    source: Document
    words: str
    flow: Item
    cards: Item
    edges: Item
    layout: Item
    stages: list[JsonValue]
    lanes: Item
    notes: list[JsonValue]
    groups: list[JsonValue]
    variables: list[JsonValue]
    translations: Item
    start: str | None
    error_route: str | None

    @property
    def json(self) -> Item:
        """Return the view as JSON; what it holds is shared, not copied."""
        return {name: getattr(self, name) for name in _PARTS}


_PARTS: Final = tuple(
    part.name for part in fields(FlowView) if part.name not in ("source", "words")
)


def view_of(document: Document, language: str, *, earlier: FlowView | None = None) -> FlowView:
    """Return what the canvas draws; never raises.

    Args:
        document: The draft.
        language: The language of the interface: "pt-BR" or "en".
        earlier: A view of an earlier state of the same draft, whose unchanged parts are kept.
    """
    if earlier is not None and earlier.words != language:
        earlier = None
    nodes = nodes_of(document)
    edges = _edges(document, earlier)
    route = object_of(document, "settings").get("error_route")
    return FlowView(
        source=document,
        words=language,
        flow=_head(document),
        cards=_cards(document, nodes, language, earlier),
        edges=edges,
        layout=_layout(document, nodes, earlier),
        stages=[*items_of(document, "stages")],
        lanes=dict(_lanes(document)),
        notes=[*items_of(document, "notes")],
        groups=list(_groups(document)),
        variables=[*items_of(document, "variables", "name")],
        translations=_translations(document, earlier),
        start=next((str(node["id"]) for node in nodes if node.get("type") == "start"), None),
        error_route=route if isinstance(route, str) else None,
    )


def patch_between(old: FlowView, new: FlowView) -> Item:
    """Return what leads from one view to another: the parts that differ, empty for none."""
    patch: Item = {}
    for name in _PARTS:
        before, after = getattr(old, name), getattr(new, name)
        if before is after:
            continue
        if name in _BY_KEY:
            changed = dict(_changed(before, after))
            if changed:
                patch[name] = changed
        elif not same_json(before, after):
            patch[name] = after
    return patch


def patched(view: Item, patch: Item) -> Item:
    """Return a view, as JSON, after a patch; what the browser does with one."""
    changed = {**view, **patch}
    for name in _BY_KEY:
        if name in patch:
            whole = {**object_of(view, name), **object_of(patch, name)}
            changed[name] = {key: value for key, value in whole.items() if value is not None}
    return changed


def _changed(before: Item, after: Item) -> Iterator[tuple[str, JsonValue]]:
    for key, value in after.items():
        if key not in before or not same_json(before[key], value):
            yield key, value
    yield from ((key, None) for key in before if key not in after)


def _head(document: Document) -> Item:
    language = text_of(document, "language", "pt-BR")
    languages = document.get("languages")
    listed = languages if isinstance(languages, list) else [language]
    return {
        "id": text_of(document, "id"),
        "name": text_of(document, "name"),
        "language": language,
        "languages": [one for one in listed if isinstance(one, str)],
    }


def _cards(document: Document, nodes: list[Item], language: str, earlier: FlowView | None) -> Item:
    known = earlier.cards if earlier is not None else {}
    others = _Others(document, nodes)
    cards: Item = {}
    for node in nodes:
        node_id = str(node["id"])
        card = known.get(node_id)
        if depends_on_others(text_of(node, "type")):
            cards.setdefault(node_id, card_of(node, language, others.names, others.drawn(node_id)))
        elif isinstance(card, dict) and card["node"] is node:
            cards[node_id] = card
        elif node_id not in cards:
            cards[node_id] = card_of(node, language, {})
    return cards


@dataclass
class _Others:
    """What some cards show of the rest of the flow, collected when the first of them is drawn."""

    document: Document
    nodes: list[Item]

    @cached_property
    def names(self) -> Mapping[str, str]:
        return {str(node["id"]): text_of(node, "name", str(node["id"])) for node in self.nodes}

    @cached_property
    def outcomes(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for source, outcome, _ in edges_of(self.document):
            found.setdefault(source, []).append(outcome)
        return found

    def drawn(self, node_id: str) -> list[str]:
        return self.outcomes.get(node_id, [])


def _edges(document: Document, earlier: FlowView | None) -> Item:
    if earlier is not None and earlier.source.get("edges") is document.get("edges"):
        return earlier.edges
    return {f"{source}/{outcome}": target for source, outcome, target in edges_of(document)}


def _layout(document: Document, nodes: list[Item], earlier: FlowView | None) -> Item:
    """Return where each card lies; one without a place gets one beside its neighbours."""
    before = earlier.layout if earlier is not None else {}
    layout = object_of(document, "layout")
    kept: Item = {}
    for node in nodes:
        node_id = str(node["id"])
        place = layout.get(node_id)
        if place is not None and (place is before.get(node_id) or is_place(place)):
            kept[node_id] = place
    if all(node["id"] in kept for node in nodes):
        return kept
    return {node_id: list(place) for node_id, place in card_places(document).items()}


def _lanes(document: Document) -> Iterator[tuple[str, JsonValue]]:
    for stage, lane in object_of(document, "lanes").items():
        if isinstance(lane, dict):
            yield stage, {**_LANE, **{key: lane[key] for key in _LANE if _fits(lane, key)}}


def _fits(lane: Item, key: str) -> bool:
    value = lane.get(key)
    return isinstance(value, bool if key == "collapsed" else int | float)


def _translations(document: Document, earlier: FlowView | None) -> Item:
    """Return the texts of each other language by where they stand: "ask_cpf.text"."""
    if earlier is not None and earlier.source.get("translations") is document.get("translations"):
        return earlier.translations
    return {
        language: {key: text for key, text in texts.items() if isinstance(text, str)}
        for language, texts in object_of(document, "translations").items()
        if isinstance(texts, dict)
    }


def _groups(document: Document) -> Iterator[JsonValue]:
    for group in items_of(document, "groups"):
        members = group.get("nodes")
        listed = members if isinstance(members, list) else []
        yield {**group, "name": text_of(group, "name"), "nodes": listed}
