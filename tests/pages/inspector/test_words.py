"""Every choice of every node type has a word in both languages."""

from collections.abc import Iterator, Sequence
from unittest.mock import patch

import pytest

from flow_runtime.editing import FormField, form_of
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.base import Family
from flow_runtime.nodes.fields import Group
from flow_runtime.texts.filters import FILTERS
from pages.texts import LANGUAGES, Language
from pages.widgets.inspector import words
from pages.widgets.inspector.picker_words import (
    AS_IT_IS,
    FILTERS_BY_TYPE,
    Insertion,
    appended,
    filter_word,
)


def choices(fields: Sequence[FormField]) -> Iterator[tuple[str, str]]:
    for field in fields:
        if field.widget == "conditions":
            continue  # its operators have words of their own
        place = field.path.replace(".*", "")
        yield from ((place, value) for value, _ in field.choices)
        yield from choices(field.fields)
        yield from choices((field.item,) if field.item else ())


@pytest.fixture(params=LANGUAGES)
def speaking(request: pytest.FixtureRequest) -> Iterator[Language]:
    with (
        patch("pages.widgets.inspector.words.language", lambda: request.param),
        patch("pages.texts.language", lambda: request.param),
        patch("pages.widgets.inspector.picker_words.language", lambda: request.param),
    ):
        yield request.param


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_every_choice_has_a_word(node_type: str, speaking: Language):
    missing = [
        f"{place}.{value}"
        for place, value in choices(form_of(node_type))
        if not words.has_choice_word(place, value)
    ]
    assert missing == []


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_no_two_choices_of_a_field_have_one_word(node_type: str, speaking: Language):
    said = [
        (place, words.choice_word(place, value)) for place, value in choices(form_of(node_type))
    ]
    assert len(set(said)) == len(said)


def test_families_and_groups_have_words(speaking: Language):
    assert all(words.family_word(family.value) != family.value for family in Family)
    assert all(words.group_word(group.value) != group.value for group in Group)
    assert set(words.FAMILY_COLOURS) == {family.value for family in Family}


def test_every_icon_of_a_node_type_is_drawn():
    assert all(node_type.INFO.icon in words.ICONS for node_type in NODE_TYPES.values())


def test_every_filter_of_the_picker_exists_and_is_explained(speaking: Language):
    offered = {name for names in FILTERS_BY_TYPE.values() for name in names}
    assert offered <= set(FILTERS)
    assert all(filter_word(name) != name for name in {*offered, AS_IT_IS})


def test_what_the_picker_writes():
    assert Insertion("contact.name", "first_name").written == "{{ contact.name | first_name }}"
    assert Insertion("rows", "join").written == '{{ rows | join: ", " }}'
    assert Insertion("cpf", "", 'não "sei"').written == "{{ cpf | default: \"não 'sei'\" }}"


def test_an_insertion_stands_apart_from_the_last_word():
    assert appended("Olá", "{{ a }}") == "Olá {{ a }}"
    assert appended("Olá ", "{{ a }}") == "Olá {{ a }}"
    assert appended("", "{{ a }}") == "{{ a }}"
