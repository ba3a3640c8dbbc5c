"""Forms come from the models alone: every field has words in both languages, bounds and a place."""

from collections.abc import Iterator

import pytest

from flow_runtime.editing.forms import FormField, form_of
from flow_runtime.flow import Brief, Settings, Variable
from flow_runtime.nodes import NODE_TYPES
from flow_runtime.nodes.fields import Group, Role
from flow_runtime.nodes.menu import Option

FORMS = [*NODE_TYPES, Settings, Brief, Variable]


def every_field(fields: tuple[FormField, ...]) -> Iterator[FormField]:
    for field in fields:
        yield field
        yield from every_field(field.fields)
        yield from every_field((field.item,) if field.item else ())


def field(form: object, path: str) -> FormField:
    return next(f for f in every_field(form_of(form)) if f.path == path)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_field_and_choice_has_words_in_both_languages(form):
    for found in every_field(form_of(form)):
        assert found.title["pt-BR"], found.path
        assert found.title["en"], found.path
        assert bool(found.help["pt-BR"]) == bool(found.help["en"]), found.path
        assert (found.kind == "choice") == bool(found.choices), found.path
        for _, words in found.choices:
            assert words["pt-BR"]
            assert words["en"]


def test_a_field_says_what_a_page_must_know():
    tries = field("menu", "max_invalid")
    assert (tries.kind, tries.default, tries.minimum, tries.maximum) == ("integer", 2, 1, 10)
    text = field("menu", "text")
    assert (text.kind, text.role, text.required, text.group) == (
        "text",
        Role.TEXT,
        True,
        Group.SHOWN,
    )
    kind = field("question", "answer.kind")
    assert ("cpf", {"pt-BR": "CPF", "en": "CPF"}) in kind.choices
    saved = field("question", "save_as")
    assert (saved.kind, saved.role, saved.widget) == ("reference", Role.WRITES, "variable")
    body = field("api", "body")
    assert (body.kind, body.is_nullable, body.default) == ("pairs", True, None)
    assert field("condition", "branches.*.rows").widget == "conditions"
    assert (
        dict(field("condition", "branches.*.rows.*.operator").choices)["is_set"]["en"] == "is set"
    )
    assert field("wait", "duration_s").widget == "duration"


def test_the_id_and_the_type_of_a_node_are_no_fields():
    names = {found.name for found in form_of("message")}
    assert names.isdisjoint({"id", "type"})
    assert {"name", "bubbles"} <= names


def test_an_entry_of_a_list_stands_at_its_own_place():
    entry = field("menu", "options").entry(3)
    assert [part.path for part in entry.fields][:2] == ["options.3.id", "options.3.label"]
    synonyms = next(part for part in entry.fields if part.name == "synonyms")
    assert synonyms.entry(0).path == "options.3.synonyms.0"
    with pytest.raises(ValueError, match="has no entries"):
        entry.fields[0].entry(1)


def test_a_model_alone_has_a_form_at_any_place():
    assert [found.path for found in form_of(Option, "options.0")][1] == "options.0.label"
    assert field(Settings, "idle.close_after_s").default == 24 * 3600


def test_an_unknown_type_has_no_form():
    assert form_of("hologram") == ()
