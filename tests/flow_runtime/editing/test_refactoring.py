"""A variable gets another name everywhere, and the flow does what it did."""

import re
from pathlib import Path
from typing import Any

import pytest

from flow_runtime.checks import check
from flow_runtime.editing import apply_changes, read_changes
from flow_runtime.editing.documents import Document, items_of, node_of
from flow_runtime.editing.refactoring import (
    VariableUse,
    is_used,
    rename_problem,
    rename_variable,
    variable_uses,
)
from flow_runtime.editing.renaming import NewNameDoesNotFit, renamed
from flow_runtime.library import Library, read_library
from flow_runtime.loading import load_document
from flow_runtime.nodes.fields import Role
from flow_runtime.program import compile_flow
from flow_runtime.scripts import run_all
from tests.flow_runtime.building import end, menu, message, node, question
from tests.flow_runtime.editing.documents import FOLDER, SAMPLES


@pytest.fixture(scope="module")
def library() -> Library:
    return read_library(Path(FOLDER))


@pytest.mark.parametrize(
    ("role", "before", "after"),
    [
        (Role.TEXT, "O seu cpf é {{ cpf }}.", "O seu cpf é {{ doc }}."),
        (Role.TEXT, "{{cpf|default: cpf}} {{ cpf.cpf }}", "{{doc|default: doc}} {{ doc.cpf }}"),
        (Role.TEXT, "{{ x | append: 'cpf' }} {{ cpfs }}", "{{ x | append: 'cpf' }} {{ cpfs }}"),
        (Role.TEXT, "{{ ['cpf'].x }} {{ x['cpf'] }}", "{{ ['doc'].x }} {{ x['cpf'] }}"),
        (Role.TEXT, "{{ cpf ", "{{ cpf "),
        (Role.VALUE, "{{- cpf -}}", "{{- doc -}}"),
        (Role.URL, "/cpf/{{ cpf }}?cpf={{ cpf }}", "/cpf/{{ doc }}?cpf={{ doc }}"),
        (Role.HEADER, "{{secret:CPF}} {{ cpf }}", "{{secret:CPF}} {{ doc }}"),
        (Role.EXPRESSION, "cpf != '' && x.cpf == cpf", "doc != '' && x.cpf == doc"),
        (Role.EXPRESSION, "size(cpf) > 0 ? cpf[0] : 'cpf'", "size(doc) > 0 ? doc[0] : 'cpf'"),
        (Role.EXPRESSION, "cpf.map(cpf, cpf.total)", "doc.map(cpf, cpf.total)"),
        (Role.EXPRESSION, "cpf.map(doc, doc + cpf[0])", "doc.map(doc_2, doc_2 + doc[0])"),
        (Role.EXPRESSION, "has(cpf.x) && {'cpf': cpf}.cpf", "has(doc.x) && {'cpf': doc}.cpf"),
        (Role.EXPRESSION, "cpf ==", "cpf =="),
        (Role.READS, "cpf.itens[0]", "doc.itens[0]"),
        (Role.READS, "cpfs", "cpfs"),
        (Role.WRITES, "cpf", "doc"),
        (Role.QUERY, "cpf.cpf", "cpf.cpf"),
        (Role.PATTERN, "cpf", "cpf"),
        (Role.NODE, "cpf", "cpf"),
    ],
)
def test_a_value_is_read_by_its_own_grammar(role: Role, before: str, after: str):
    assert renamed(role, before, "cpf", "doc") == after


def test_a_word_of_the_formula_language_is_no_name():
    with pytest.raises(NewNameDoesNotFit):
        renamed(Role.EXPRESSION, "cpf == 1", "cpf", "in")


def drawn() -> Document:
    return {
        "schema_version": 1,
        "id": "story",
        "name": "cpf",
        "variables": [{"name": "cpf"}, {"name": "other"}],
        "nodes": [
            node("start", "start"),
            question("ask", save_as="cpf") | {"text": "Qual é o seu cpf?"},
            node("decide", "condition", branches=[{"id": "a", "name": "cpf", "rows": [
                {"variable": "cpf", "operator": "equals", "value": "{{ cpf }}"},
                {"variable": "other", "operator": "in", "value": ["cpf", "{{ cpf }}"]},
                {"variable": "cpf.x", "operator": "matches", "value": "{{ cpf }}"}]}]),
            node("call", "api", url="/x", body={"cpf.cpf": "{{ cpf }}"},
                 save=[{"query": "cpf", "variable": "cpf"}]),
            message("cpf", "{{ cpf }}"),
            menu("pick", "a") | {"options_from": {"variable": "cpf", "label": "{{ item.cpf }}"}},
            node("odd", "hologram", text="{{ cpf }}"),
            end("bye"),
        ],
        "edges": [{"source": "ask", "outcome": "answered", "target": "cpf"}],
        "translations": {"en": {"cpf.bubbles.0.text": "Your cpf: {{ cpf }}"}},
        "settings": {"idle": {"remind_text": "{{ cpf }}?"}},
    }  # fmt: skip


def test_everything_that_reads_or_writes_the_variable_follows_and_nothing_else():
    changed: Any = rename_variable(drawn(), "cpf", "doc")
    nodes = {item["id"]: item for item in changed["nodes"]}
    assert changed["variables"] == [{"name": "doc"}, {"name": "other"}]
    assert nodes["ask"]["save_as"] == "doc"
    assert nodes["ask"]["text"] == "Qual é o seu cpf?"
    assert nodes["decide"]["branches"][0]["name"] == "cpf"
    assert nodes["decide"]["branches"][0]["rows"] == [
        {"variable": "doc", "operator": "equals", "value": "{{ doc }}"},
        {"variable": "other", "operator": "in", "value": ["cpf", "{{ doc }}"]},
        {"variable": "doc.x", "operator": "matches", "value": "{{ cpf }}"},
    ]
    assert nodes["call"]["body"] == {"cpf.cpf": "{{ doc }}"}
    assert nodes["call"]["save"] == [{"query": "cpf", "variable": "doc"}]
    assert nodes["cpf"]["bubbles"] == [{"text": "{{ doc }}"}]
    assert nodes["pick"]["options_from"] == {"variable": "doc", "label": "{{ item.cpf }}"}
    assert changed["name"] == "cpf"
    assert changed["edges"] == drawn()["edges"]
    assert changed["translations"] == {"en": {"cpf.bubbles.0.text": "Your cpf: {{ doc }}"}}
    assert changed["settings"]["idle"]["remind_text"] == "{{ doc }}?"


def test_nodes_that_do_not_use_it_stay_the_same_objects():
    before = drawn()
    after = rename_variable(before, "cpf", "doc")
    for node_id in ("start", "odd", "bye"):
        assert node_of(after, node_id) is node_of(before, node_id)


def test_where_a_variable_is_used_is_told_with_the_place():
    uses = variable_uses(drawn(), "cpf")
    assert VariableUse("ask", "save_as", Role.WRITES) in uses
    assert VariableUse("decide", "branches.0.rows.0.variable", Role.READS) in uses
    assert VariableUse("call", "body.cpf.cpf", Role.VALUE) in uses
    assert VariableUse("settings", "idle.remind_text", Role.TEXT) in uses
    assert VariableUse("cpf", "bubbles.0.text", Role.TEXT, "en") in uses
    assert {use.owner for use in uses if use.is_written} == {"ask", "call"}
    assert variable_uses(drawn(), "nobody") == ()


@pytest.mark.parametrize(
    ("old", "new"), [("cpf", "other"), ("cpf", "contact"), ("contact", "cpf"), ("cpf", "cpf")]
)
def test_a_name_that_is_taken_changes_nothing(old: str, new: str):
    document = drawn()
    assert rename_variable(document, old, new) is document
    assert (rename_problem(document, old, new) is None) == (old == new)


def test_a_variable_goes_only_when_nothing_uses_it():
    document = drawn()
    remove = [{"change": "remove_variable", "name": name} for name in ("cpf", "other")]
    assert apply_changes(document, read_changes(remove)) is document
    free = {**document, "variables": [{"name": "free"}]}
    assert not is_used(free, "free")
    gone = apply_changes(free, read_changes([{"change": "remove_variable", "name": "free"}]))
    assert gone["variables"] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_renamed_samples_have_no_more_to_be_said_against_them(name: str, library: Library):
    document = SAMPLES[name]
    for variable in items_of(document, "variables", "name"):
        old = str(variable["name"])
        changed = rename_variable(document, old, f"{old}_renamed")
        assert not is_used(changed, old)
        flow = load_document(changed).flow
        problems = check(flow, workspace=library.workspace, flows=library.flows)
        assert [problem.sentence("en") for problem in problems] == []
        assert rename_variable(changed, f"{old}_renamed", old) == document


@pytest.mark.parametrize("name", ["segunda-via-boleto", "agendamento", "carrinho"])
def test_renamed_samples_talk_as_before(name: str, library: Library):
    document, script = SAMPLES[name], library.tests(name)
    assert script is not None
    told = (FOLDER / f"{name}.tests.yaml").read_text(encoding="utf-8")
    for variable in items_of(document, "variables", "name"):
        old = str(variable["name"])
        if not re.search(rf"\b{old}\b", told):
            document = rename_variable(document, old, f"{old}_renamed")
    assert document is not SAMPLES[name]
    subflows = {
        other.id: compile_flow(other, workspace=library.workspace)
        for other in library.flows.values()
    }
    flow = load_document(document).flow
    program = compile_flow(flow, workspace=library.workspace, subflows=subflows)
    report = run_all(program, script)
    assert [failure for result in report.results for failure in result.failures] == []
