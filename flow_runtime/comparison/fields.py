"""Two models of one kind compared field by field, in the words of their forms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pydantic import BaseModel

from flow_runtime.comparison.difference import (
    NOTHING,
    Difference,
    DifferenceKind,
    Part,
    Subject,
)
from flow_runtime.comparison.values import Names, said_alike, words_of
from flow_runtime.editing.forms import FormField
from flow_runtime.nodes.fields import Role
from flow_runtime.problems import Words

_CALLED: Final = ("label", "name")
"""The fields that say what people call an item of a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the compared models stand: `around` leads there, from the outside in.

    `which` says which entry of a list it is, where there are several.
    """

    subject: Subject
    around: tuple[Words, ...]
    before: Names
    after: Names
    node_id: str | None = None
    part: Part = Part.SETTING
    which: Words | None = None

    def inside(self, *words: Words) -> "Place":
        """Return a place in this one."""
        return replace(self, around=(*self.around, *words))

    @property
    def block(self) -> Words:
        """What people call the whole that the place is in, with the entry of its list."""
        if self.which is None:
            return self.around[0]
        return {
            language: f"{name} ({self.which[language]})"
            for language, name in self.around[0].items()
        }

    def about(self, field: FormField) -> "Place":
        """Return this place, which is about a text when customers read the field."""
        is_text = self.part is Part.SETTING and _is_read(field)
        return replace(self, part=Part.TEXT) if is_text else self

    def difference(
        self,
        kind: DifferenceKind,
        said: tuple[str, str],
        before: Words = NOTHING,
        after: Words = NOTHING,
    ) -> Difference:
        """Return a difference at this place; `said` goes on after "Em 'Menu' › Opções, …"."""
        words = {
            language: f"{word} {' › '.join(part[language] for part in self.around)}, {sentence}"
            for (language, word), sentence in zip(self._leading(), said, strict=True)
        }
        return self.told(kind, words, before, after)

    def told(
        self, kind: DifferenceKind, words: Words, before: Words = NOTHING, after: Words = NOTHING
    ) -> Difference:
        """Return a difference at this place that whole sentences tell."""
        return Difference(kind, self.subject, words, before, after, self.node_id, self.part)

    def _leading(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return ("pt-BR", "No" if self.subject is Subject.FLOW else "Em"), ("en", "In")


def _is_read(field: FormField) -> bool:
    parts = (*field.fields, *((field.item,) if field.item is not None else ()))
    return field.role is Role.TEXT or any(map(_is_read, parts))


def differences_of(
    place: Place,
    fields: Sequence[FormField],
    before: BaseModel | None,
    after: BaseModel | None,
) -> Iterator[Difference]:
    """Yield what differs between two models, field by field."""
    for field in fields:
        one, other = (getattr(model, field.name, None) for model in (before, after))
        if one != other:
            yield from _of_field(place, field, one, other)


def _of_field(
    place: Place, field: FormField, before: object, after: object
) -> Iterator[Difference]:
    match before, after:
        case BaseModel(), BaseModel() if field.kind == "model" and type(before) is type(after):
            yield from differences_of(place.inside(_quoted(field)), field.fields, before, after)
        case tuple(), tuple() if field.item is not None and field.item.kind == "model":
            yield from _of_items(place, field, field.item, before, after)
        case dict(), dict() if field.item is not None:
            yield from _of_pairs(place.inside(_quoted(field)), field.item, before, after)
        case _:
            yield _of_value(place, field, before, after)


def _of_value(place: Place, field: FormField, before: object, after: object) -> Difference:
    here = place.about(field)
    values = words_of(field, before, place.before), words_of(field, after, place.after)
    if field.told is not None and place.subject is Subject.NODE:
        words = {name: said.format(block=here.block[name]) for name, said in field.told.items()}
        return here.told(DifferenceKind.CHANGED, words, *values)
    title = _quoted(field)
    said = (f"{title['pt-BR']} mudou.", f"{title['en']} changed.")
    return here.difference(DifferenceKind.CHANGED, said, *values)


def _quoted(field: FormField) -> Words:
    return {language: f"“{title}”" for language, title in field.title.items()}


# -- lists and pairs ---------------------------------------------------------------------------


def _of_items(
    around: Place,
    listed: FormField,
    item: FormField,
    before: Sequence[object],
    after: Sequence[object],
) -> Iterator[Difference]:
    old, new = _by_key(before), _by_key(after)
    inside = around.inside(_quoted(listed))
    place = around if listed.one else inside
    whole = place.about(item)
    for key, value in old.items():
        if key not in new:
            called = _called(key, value, listed.one)
            said = (f"saiu {called['pt-BR']}.", f"{called['en']} was removed.")
            was = words_of(item, value, place.before)
            yield whole.difference(DifferenceKind.REMOVED, said, before=was)
    for key, value in new.items():
        called = _called(key, value, listed.one)
        if key not in old:
            said = (f"entrou {called['pt-BR']}.", f"{called['en']} was added.")
            is_now = words_of(item, value, place.after)
            yield whole.difference(DifferenceKind.ADDED, said, after=is_now)
        elif old[key] != value:
            entry = _without_article(called) if listed.one else called
            which = entry if len(new) > 1 else None
            here = replace(place.inside(entry), which=which)
            yield from _of_item(here, item, old[key], value)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        said = ("a ordem mudou.", "the order changed.")
        yield inside.difference(DifferenceKind.CHANGED, said)


def _of_item(place: Place, item: FormField, before: object, after: object) -> Iterator[Difference]:
    if isinstance(before, BaseModel) and isinstance(after, BaseModel):
        yield from differences_of(place, item.fields, before, after)


def _by_key(items: Sequence[object]) -> dict[str | int, object]:
    """Return items by their ids; by their positions where they have none, or one twice."""
    ids = [str(getattr(item, "id", "")) for item in items]
    if all(ids) and len(set(ids)) == len(ids):
        return dict(zip(ids, items, strict=True))
    return dict(enumerate(items, start=1))


def _called(key: str | int, item: object, one: Words | None) -> Words:
    """Return what people call an item: by its label or name, or by its place."""
    given = (getattr(item, name, None) for name in _CALLED)
    name = next((said for said in given if isinstance(said, str) and said.strip()), None)
    if one is None:
        return said_alike(f"'{name}'" if name else f"item {key}")
    own = f"'{name}'" if name else str(key)
    return {language: f"{noun} {own}" for language, noun in one.items()}


def _without_article(called: Words) -> Words:
    return {language: said.partition(" ")[2] for language, said in called.items()}


def _of_pairs(
    place: Place, item: FormField, before: dict[str, object], after: dict[str, object]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key), after.get(key)
        if one == other and (key in before) == (key in after):
            continue
        old, new = words_of(item, one, place.before), words_of(item, other, place.after)
        if key not in after:
            said = (f"saiu '{key}'.", f"'{key}' was removed.")
            yield place.difference(DifferenceKind.REMOVED, said, before=old)
        elif key not in before:
            said = (f"entrou '{key}'.", f"'{key}' was added.")
            yield place.difference(DifferenceKind.ADDED, said, after=new)
        else:
            said = (f"'{key}' mudou.", f"'{key}' changed.")
            yield place.difference(DifferenceKind.CHANGED, said, old, new)
