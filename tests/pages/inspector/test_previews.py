"""Texts with example values."""

import json
from pathlib import Path

import pytest

from flow_runtime.nodes.fields import Role
from pages.widgets.inspector.example_values import example_scope
from pages.widgets.inspector.previews import place_in, preview_of
from tests.pages.inspector.desks import document_of

SAMPLES = sorted((Path(__file__).parents[3] / "sample_flows").glob("*.json"))


def test_a_text_is_shown_with_example_values():
    scope = example_scope(document_of())
    shown = preview_of("Olá, {{ contact.name | first_name }}!", scope, language="pt-BR")
    assert shown.text == "Olá, Ana!"


def test_an_answer_has_the_form_of_its_kind():
    question = {"id": "q", "type": "question", "answer": {"kind": "cpf"}, "save_as": "cpf"}
    scope = example_scope(document_of(question, variables=[{"name": "cpf"}]))
    assert preview_of("{{ cpf | cpf_format }}", scope, language="pt-BR").text == "529.982.247-25"


def test_a_menu_of_a_list_gives_the_first_item_of_the_api_example():
    api = {
        "id": "a", "type": "api", "save": [{"query": "rows", "variable": "rows"}],
        "examples": [{"name": "ok", "body": {"rows": [{"n": "7001"}]}}],
    }  # fmt: skip
    menu = {"id": "m", "type": "menu", "options_from": {"variable": "rows"}, "save_as": "row"}
    variables = [{"name": "rows", "type": "list"}, {"name": "row", "type": "object"}]
    scope = example_scope(document_of(menu, api, variables=variables))
    assert preview_of("{{ row.n }}", scope, language="pt-BR").text == "7001"


def test_an_unknown_variable_is_named():
    assert preview_of("{{ nome }}", {}, language="pt-BR").unknown == ("nome",)


def test_what_an_example_lacks_is_not_called_unknown():
    preview = preview_of("{{ row.n }}", {"row": {}}, language="pt-BR")
    assert preview.unknown == ()
    assert preview.without_example == ("row.n",)


def test_a_text_that_does_not_parse_says_why_and_where():
    preview = preview_of("Olá {{ nome", {}, language="pt-BR")
    assert preview.error is not None
    assert place_in("Olá {{ nome", preview.position or 0) == "Olá ▸{{ nome"


def test_a_header_may_name_a_secret_and_a_text_may_not():
    source = "Bearer {{secret:ERP}}"
    assert preview_of(source, {}, language="pt-BR", role=Role.HEADER).error is None
    assert preview_of(source, {}, language="pt-BR").error is not None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_has_examples(path: Path):
    document = json.loads(path.read_text(encoding="utf-8"))
    scope = example_scope(document)
    assert all(variable["name"] in scope for variable in document.get("variables", []))
