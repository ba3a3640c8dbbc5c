"""The texts of a node that customers read, found by its form: what there is to translate."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from flow_runtime.editing import Document, FormField, form_of
from flow_runtime.editing.documents import Item
from flow_runtime.nodes.fields import Role
from pages.widgets.inspector.places import other_languages, translation_of, value_at

_OUTPUT: Final = re.compile(r"\{\{[^}]*\}\}")


@dataclass(frozen=True, slots=True)
class CustomerText:
    """One text with its place in the node and the field that it belongs to."""

    path: str
    text: str
    field: FormField


def customer_texts(node: Item) -> list[CustomerText]:
    """Return the texts of a node that have words to translate, in the order of its form."""
    fields = form_of(str(node.get("type")))
    return [found for found in _texts(fields, node) if _has_words(found.text)]


def _texts(fields: Sequence[FormField], node: Item) -> Iterator[CustomerText]:
    for field in fields:
        yield from _texts_of(field, value_at(node, field.path), node)


def _texts_of(field: FormField, value: JsonValue, node: Item) -> Iterator[CustomerText]:
    if field.role is Role.TEXT and field.item is None:
        text = value if isinstance(value, str) else field.default
        if isinstance(text, str):
            yield CustomerText(field.path, text, field)
    elif field.fields and isinstance(value, dict):
        yield from _texts(field.fields, node)
    elif field.item is not None and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts_of(field.entry(index), item, node)


def _has_words(text: str) -> bool:
    return any(letter.isalpha() for letter in _OUTPUT.sub("", text))


def missing_translations(document: Document, node: Item) -> dict[str, int]:
    """Return how many texts of a node each other language lacks."""
    texts = customer_texts(node)
    return {
        language: sum(not _translated(document, language, node, text) for text in texts)
        for language in other_languages(document)
    }


def _translated(document: Document, language: str, node: Item, text: CustomerText) -> bool:
    return bool(translation_of(document, language, f"{node.get('id')}.{text.path}").strip())
