"""What every node type must bring: words, an example, a story of every outcome, a row of docs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import orjson
import pytest
from pydantic import BaseModel

from flow_runtime.documents import node_table
from flow_runtime.nodes import NODE_TYPES, type_name
from flow_runtime.nodes.base import Family, Node, NodeInfo, Outcome
from flow_runtime.scripts import load_script, run_all
from tests.flow_runtime.nodes.examples import FOLDER, built, example, program_around

DOCS = Path(__file__).parents[3] / "docs" / "nodes.md"
LANGUAGES = {"pt-BR", "en"}
UNSHOWN_FIELDS = {"id", "type"}

every_type = pytest.mark.parametrize("node_type", sorted(NODE_TYPES))


def assert_worded(words: Any) -> None:
    assert set(words) == LANGUAGES
    assert all(text.strip() == text != "" for text in words.values())


def test_the_nineteen_types_are_found():
    assert set(NODE_TYPES) >= {
        "start", "message", "question", "menu", "consent", "condition", "hours", "split", "set",
        "api", "contact", "protocol", "notify", "wait", "subflow", "goto", "handoff", "survey",
        "end",
    }  # fmt: skip


@every_type
def test_a_type_says_what_it_is(node_type: str):
    model = NODE_TYPES[node_type]
    assert type_name(model) == node_type
    assert get_args(model.model_fields["type"].annotation) == (node_type,)
    assert isinstance(model.INFO, NodeInfo)
    assert isinstance(model.INFO.family, Family)
    assert model.INFO.icon
    assert_worded(model.INFO.name)
    assert_worded(model.INFO.description)


@every_type
def test_its_outcomes_have_words_and_their_own_ids(node_type: str):
    outcomes = built(example(node_type)).outcomes()
    assert all(isinstance(outcome, Outcome) for outcome in outcomes)
    for outcome in outcomes:
        assert_worded(outcome.words)
    assert len({outcome.id for outcome in outcomes}) == len(outcomes)


@every_type
def test_its_fields_have_words_in_both_languages(node_type: str):
    for name, field in NODE_TYPES[node_type].model_fields.items():
        if name in UNSHOWN_FIELDS:
            continue
        extra = field.json_schema_extra
        form: Any = extra.get("form") if isinstance(extra, dict) else None
        assert form, f"{node_type}.{name} has no form"
        assert_worded(form["title"])
        if "help" in form:
            assert_worded(form["help"])


@every_type
def test_its_example_is_a_node_that_shows_every_part_of_it(node_type: str):
    document = example(node_type)
    found = built(document)
    assert orjson.loads(found.model_dump_json(exclude_unset=True)) == document
    assert set(models_of(type(found))) == set(models_shown(found))


def models_of(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield the models that a model is made of."""
    waiting: list[Any] = [field.annotation for field in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
            yield from models_of(annotation)
        waiting.extend(get_args(annotation))


def models_shown(shown: BaseModel) -> Iterator[type[BaseModel]]:
    for name in type(shown).model_fields:
        value = getattr(shown, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield type(item)
                yield from models_shown(item)


@every_type
def test_its_story_holds_and_takes_every_outcome(node_type: str):
    script = load_script((FOLDER / f"{node_type}.tests.yaml").read_bytes())
    program = program_around(example(node_type))
    assert script.flow == program.flow.id
    report = run_all(program, script)
    failures = [
        f"{result.name}: {failure.sentence('en')}"
        for result in report.results
        for failure in result.failures
    ]
    assert not failures
    assert not report.coverage.missed_outcomes
    assert not report.coverage.missed_nodes


@every_type
def test_it_waits_only_where_somebody_can_get_it_going_again(node_type: str):
    model = NODE_TYPES[node_type]
    waits = model.resume is not Node.resume
    assert waits == (model.probes is not Node.probes)
    assert waits or not model.PAUSES


def test_the_page_of_node_types_is_current():
    assert DOCS.read_text(encoding="utf-8") == node_table(), (
        "Run: python -m flow_runtime.documents > docs/nodes.md"
    )
