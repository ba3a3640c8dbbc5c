"""All differences of two flows, in the order in which people read them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from pydantic import BaseModel

from flow_runtime.comparison.difference import NOTHING, Difference, DifferenceKind, Subject
from flow_runtime.comparison.fields import Place, differences_of
from flow_runtime.comparison.nodes import node_differences
from flow_runtime.comparison.values import Names, said_alike
from flow_runtime.document_places import field_title
from flow_runtime.editing.forms import form_of
from flow_runtime.flow import Flow, Stage, Variable, logic_sha256
from flow_runtime.flow_settings import Brief, Settings
from flow_runtime.languages import language_name
from flow_runtime.problems import Words

_OWN_FIELDS: Final = ("name", "objective", "category", "language", "languages")
_BECAME: Final[Mapping[DifferenceKind, Words]] = {
    DifferenceKind.ADDED: {"pt-BR": "entrou", "en": "was added"},
    DifferenceKind.REMOVED: {"pt-BR": "saiu", "en": "was removed"},
    DifferenceKind.CHANGED: {"pt-BR": "mudou", "en": "changed"},
}
_FLOW: Final[Words] = {"pt-BR": "fluxo", "en": "the flow"}


def compare(before: Flow, after: Flow) -> tuple[Difference, ...]:
    """Return what is not as it was; nothing when both flows do the same.

    Where cards, lanes, frames and notes stand is no difference. Two flows whose logic has another
    hash (`logic_sha256`) always differ in something.
    """
    found = tuple(_differences(before, after))
    if not found and logic_sha256(before) != logic_sha256(after):
        return (_order(),)
    return found


def _differences(before: Flow, after: Flow) -> Iterator[Difference]:
    yield from _of_flow(before, after)
    yield from node_differences(before, after)
    yield from _of_variables(before, after)
    yield from _of_stages(before, after)
    yield from _of_translations(before, after)


def _order() -> Difference:
    words = {
        "pt-BR": "Só a ordem das partes do documento mudou; a conversa é a mesma.",
        "en": "Only the order of the document's parts changed; the conversation is the same.",
    }
    return Difference(DifferenceKind.CHANGED, Subject.FLOW, words)


def _of_flow(before: Flow, after: Flow) -> Iterator[Difference]:
    names = (Names.of(before), Names.of(after))
    form = {field.name: field for field in form_of(Flow)}
    own = [form[name] for name in _OWN_FIELDS]
    yield from differences_of(Place(Subject.FLOW, (_FLOW,), *names), own, before, after)
    parts: tuple[tuple[str, type[BaseModel]], ...] = (("settings", Settings), ("brief", Brief))
    for name, model in parts:
        pt, en = field_title(name, Flow)
        place = Place(Subject.FLOW, ({"pt-BR": pt, "en": en},), *names)
        one, other = getattr(before, name), getattr(after, name)
        yield from differences_of(place, form_of(model, name), one, other)


# -- what has a name of its own ----------------------------------------------------------------


def _of_variables(before: Flow, after: Flow) -> Iterator[Difference]:
    old = {variable.name: variable for variable in before.variables}
    new = {variable.name: variable for variable in after.variables}
    words = ("A variável", "The variable", "Variável nova:", "New variable:")
    yield from _of_named(Subject.VARIABLE, words, old, new, lambda key, _item: key, before, after)


def _of_stages(before: Flow, after: Flow) -> Iterator[Difference]:
    old = {stage.id: stage for stage in before.stages}
    new = {stage.id: stage for stage in after.stages}
    words = ("A etapa", "The stage", "Etapa nova:", "New stage:")
    yield from _of_named(
        Subject.STAGE, words, old, new, lambda _key, item: item.name, before, after
    )


Named = Stage | Variable


def _of_named(
    subject: Subject,
    words: tuple[str, str, str, str],
    old: Mapping[str, Named],
    new: Mapping[str, Named],
    name_of: Callable[[str, Named], str],
    before: Flow,
    after: Flow,
) -> Iterator[Difference]:
    the_pt, the_en, new_pt, new_en = words
    for key, item in old.items():
        if key not in new:
            name = name_of(key, item)
            gone = {"pt-BR": f"{the_pt} '{name}' saiu.", "en": f"{the_en} '{name}' was removed."}
            yield Difference(DifferenceKind.REMOVED, subject, gone)
    names = (Names.of(before), Names.of(after))
    for key, item in new.items():
        name = name_of(key, item)
        if key not in old:
            come = {"pt-BR": f"{new_pt} '{name}'.", "en": f"{new_en} '{name}'."}
            yield Difference(DifferenceKind.ADDED, subject, come)
            continue
        place = Place(subject, (said_alike(f"'{name}'"),), *names)
        yield from differences_of(place, form_of(type(item)), old[key], item)


def _of_translations(before: Flow, after: Flow) -> Iterator[Difference]:
    old, new = _translated(before), _translated(after)
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one == other:
            continue
        language, text = key
        node_id = text.partition(".")[0]
        node = after.node(node_id) or before.node(node_id)
        kind, (pt, en) = _kind(one, other), (language_name(language, it) for it in ("pt-BR", "en"))
        name = node.name if node is not None else text
        became = _BECAME[kind]
        yield Difference(
            kind,
            Subject.TRANSLATION,
            {
                "pt-BR": f"Em '{name}', {became['pt-BR']} a tradução de um texto ({pt}).",
                "en": f"In '{name}', the translation of a text ({en}) {became['en']}.",
            },
            said_alike(one) if one else NOTHING,
            said_alike(other) if other else NOTHING,
            node.id if node is not None else None,
        )


def _kind(before: str | None, after: str | None) -> DifferenceKind:
    if before is None:
        return DifferenceKind.ADDED
    return DifferenceKind.REMOVED if after is None else DifferenceKind.CHANGED


def _translated(flow: Flow) -> dict[tuple[str, str], str]:
    return {
        (language, key): text
        for language, texts in flow.translations.items()
        for key, text in texts.items()
    }
