"""Section C of flow_json_cases.md: nodes; C05 walks every field of every node type.

Addresses (C11) and templates (C12) have tables of their own: checks/test_hostile.py.
"""

from collections.abc import Iterator, Sequence
from typing import Any, get_args

import orjson
import pytest
from pydantic import BaseModel, JsonValue

from flow_runtime.checks import check
from flow_runtime.limits import MAX_OUTCOMES_PER_NODE
from flow_runtime.loading import load_document
from flow_runtime.nodes import NODE_TYPES
from tests.flow_runtime.building import WORKSPACE, end, flow, menu, node, question
from tests.flow_runtime.nodes.examples import example, flow_around
from tests.hostile.refusing import FLOW, changed, codes, load, refused, with_node

START = {"id": "again", "type": "start", "name": "Outro início"}
API = {"id": "call", "type": "api", "name": "Consultar", "url": "https://example.com/x"}
SURVEY = {"id": "nps", "type": "survey", "name": "Nota", "text": "Nota?"}
WAIT = {"id": "rest", "type": "wait", "name": "Esperar"}

REFUSED: list[tuple[str, Any, str, str]] = [
    ("C02", START | {"id": "ask"}, "node.duplicate_id", "/id"),
    ("C02", START | {"id": "settings"}, "node.reserved_id", "/id"),
    ("C02", START | {"id": "Ask"}, "node.id", "/id"),
    ("C02", START | {"id": "\u0430sk"}, "node.id", "/id"),
    ("C03", START | {"id": ""}, "node.id", "/id"),
    ("C03", START | {"id": 1}, "node.id", "/id"),
    ("C03", START | {"id": None}, "node.id", "/id"),
    ("C03", START | {"id": "x" * 10_000}, "node.id", "/id"),
    ("C03", START | {"id": "../x"}, "node.id", "/id"),
    ("C03", START | {"id": "n1;drop"}, "node.id", "/id"),
    ("C03", START | {"id": "__init__"}, "node.reserved_id", "/id"),
    ("C03", {"type": "start", "name": "Sem"}, "node.id", "/id"),
    ("C04", START | {"type": "python_code"}, "node.type", ""),
    ("C04", START | {"type": "plugin:acme"}, "node.type", ""),
    ("C04", START | {"type": ["start"]}, "node.type", ""),
    ("C04", {"id": "again", "name": "Sem tipo"}, "node.type", ""),
    ("C06", API | {"method": "get"}, "enum", "/method"),
    ("C06", API | {"method": "GET "}, "enum", "/method"),
    ("C06", SURVEY | {"kind": "NPS"}, "enum", "/kind"),
    ("C07", API | {"timeout_s": -1}, "range", "/timeout_s"),
    ("C07", API | {"timeout_s": 0}, "range", "/timeout_s"),
    ("C07", API | {"timeout_s": 1e9}, "range", "/timeout_s"),
    ("C07", API | {"tries": 1_000}, "range", "/tries"),
    ("C07", WAIT | {"duration_s": 401 * 24 * 3600}, "range", "/duration_s"),
    ("C07", WAIT | {"duration_s": 0.5}, "type", "/duration_s"),
    ("C15", START | {"code": "import os"}, "extra_field", "/code"),
    ("C15", API | {"jsCode": "process.exit()"}, "extra_field", "/jsCode"),
    ("C15", START | {"command": "npx evil"}, "extra_field", "/command"),
    ("C17", SURVEY | {"scale": [0, 0]}, "extra_field", "/scale"),
    ("C17", SURVEY | {"once_per_days": 0}, "range", "/once_per_days"),
    ("C17", SURVEY | {"once_per_days": 1.5}, "type", "/once_per_days"),
    ("C19", SURVEY | {"text": {"pt": "Oi"}}, "type", "/text"),
    ("C19", SURVEY | {"text": ["Oi"]}, "type", "/text"),
    ("C19", START | {"name": {"pt": "Oi"}}, "type", "/name"),
]


@pytest.mark.parametrize(
    ("document", "code", "place"),
    [pytest.param(*row[1:], id=f"{row[0]}-{place}") for place, row in enumerate(REFUSED)],
)
def test_a_wrong_node_is_refused_at_its_place(document: Any, code: str, place: str):
    (problem,) = refused(with_node(document))
    assert (problem.code, problem.pointer) == (code, f"/nodes/3{place}")
    if place != "/id":
        assert problem.node_id == document["id"]


def test_limits_are_told_with_their_unit():  # C07
    (problem,) = refused(with_node(API | {"timeout_s": 0}))
    assert problem.sentence("pt-BR").endswith("'Tempo limite (s)' deve ser no mínimo 1 segundo.")
    (problem,) = refused(with_node(SURVEY | {"once_per_days": 1_000}))
    assert problem.sentence("en").endswith("must be at most 365 days.")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("get", "cannot be 'get'. The nearest value is 'GET'."),
        ("PSOT", "cannot be 'PSOT'. The nearest value is 'POST'."),
        ("TELEPORT-ME", "must be one of: 'GET', 'POST', 'PUT', 'PATCH' or 'DELETE'."),
    ],
)
def test_the_choice_that_was_meant_is_named(given: str, said: str):  # C06
    (problem,) = refused(with_node(API | {"method": given}))
    assert problem.sentence("en") == f"In 'Consultar', 'Method' {said}"


MANY: list[tuple[str, dict[str, Any], str]] = [
    ("nodes", {"nodes": [START | {"id": f"n{n}"} for n in range(2_001)]}, "2.000"),
    (
        "edges",
        {"edges": [FLOW["edges"][0] | {"outcome": f"o{n}"} for n in range(10_001)]},
        "10.000",
    ),
    ("variables", {"variables": [{"name": f"v{n}"} for n in range(501)]}, "500"),
]


@pytest.mark.parametrize(("field", "change", "limit"), MANY, ids=lambda value: str(value)[:9])
def test_too_many_are_refused_with_the_number(field: str, change: dict[str, Any], limit: str):
    (problem,) = refused(changed(**change))  # C08
    assert (problem.code, problem.pointer) == ("limit", f"/{field}")
    assert limit in problem.sentence("pt-BR")


def test_a_node_cannot_have_too_many_outcomes():  # C08
    options = [{"id": f"o{n}", "label": str(n)} for n in range(MAX_OUTCOMES_PER_NODE + 1)]
    shown = {"id": "m", "type": "menu", "name": "Menu", "text": "?", "options": options}
    assert codes(refused(with_node(shown))) == {"limit"}


# -- every field of every type -----------------------------------------------------------------

TOO_LONG_TEXT = "x" * 20_001
TOO_MANY = 1_001


def model_parts(
    document: Any, model: type[BaseModel], place: str = ""
) -> Iterator[tuple[str, Any]]:
    """Yield (place, model) of every part of an example that is a model of its own."""
    yield place, model
    for name, value in document.items():
        inner = next(_models_in(model.model_fields[name].annotation), None)
        if inner is None or not isinstance(value, dict | list):
            continue
        items = enumerate(value) if isinstance(value, list) else [("", value)]
        for key, item in items:
            yield from model_parts(item, inner, f"{place}/{name}/{key}".rstrip("/"))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


FIELDS = [
    (node_type, place, name, model)
    for node_type in sorted(NODE_TYPES)
    for place, model in model_parts(example(node_type), NODE_TYPES[node_type])
    for name in model.model_fields
    if (place, name) not in {("", "id"), ("", "type")}  # C02 to C04
]
every_field = pytest.mark.parametrize(
    ("node_type", "place", "name", "model"),
    [pytest.param(*row, id=f"C05-{row[0]}{row[1]}/{row[2]}") for row in FIELDS],
)


class Spoiled:
    """An example whose one part is changed, inside its flow."""

    def __init__(self, node_type: str, place: str, name: str) -> None:
        self.flow = flow_around(example(node_type))
        self.index = next(
            index for index, each in enumerate(self.flow["nodes"]) if each["type"] == node_type
        )
        self.node = self.flow["nodes"][self.index]
        self.pointer = f"/nodes/{self.index}{place}/{name}"
        self.part: Any = self.node
        for key in place.split("/")[1:]:
            self.part = self.part[int(key) if isinstance(self.part, list) else key]

    def data(self) -> bytes:
        return orjson.dumps(self.flow)

    def assert_refused_here(self) -> None:
        problems = refused(self.data())
        assert problems[0].pointer.startswith(self.pointer), problems
        assert problems[0].node_id == self.node["id"]
        assert f"'{self.node['name']}'" in problems[0].sentence("pt-BR")

    def assert_refused_here_or_read(self) -> None:
        try:
            load(self.data())
        except Exception:
            self.assert_refused_here()


@every_field
def test_a_missing_field_is_named_when_it_is_needed(
    node_type: str, place: str, name: str, model: type[BaseModel]
):
    spoiled = Spoiled(node_type, place, name)
    spoiled.part.pop(name, None)
    if not model.model_fields[name].is_required():
        load(spoiled.data())
    elif name == "name" and not place:
        assert refused(spoiled.data())[0].pointer == spoiled.pointer
    else:
        spoiled.assert_refused_here()


@every_field
def test_an_unknown_field_beside_it_is_refused(
    node_type: str, place: str, name: str, model: type[BaseModel]
):
    spoiled = Spoiled(node_type, place, f"{name}_")
    spoiled.part[f"{name}_"] = "import os"
    spoiled.assert_refused_here()


def takes_any_value(model: type[BaseModel], name: str) -> bool:
    return model.model_fields[name].annotation is JsonValue


@every_field
def test_a_value_of_another_type_is_refused(
    node_type: str, place: str, name: str, model: type[BaseModel]
):
    spoiled = Spoiled(node_type, place, name)
    spoiled.part[name] = [[1.5]]
    if name == "name" and not place:
        assert refused(spoiled.data())[0].pointer == spoiled.pointer
    elif takes_any_value(model, name):
        load(spoiled.data())
    else:
        spoiled.assert_refused_here()


@every_field
@pytest.mark.parametrize("empty", [None, "", [], {}, 0], ids=str)
def test_an_empty_value_is_read_or_refused_at_its_place(
    node_type: str, place: str, name: str, model: type[BaseModel], empty: Any
):
    if name == "name" and not place:
        return  # then nothing can be called by its name
    spoiled = Spoiled(node_type, place, name)
    spoiled.part[name] = empty
    spoiled.assert_refused_here_or_read()


@every_field
def test_a_value_that_is_too_long_is_refused(
    node_type: str, place: str, name: str, model: type[BaseModel]
):
    spoiled = Spoiled(node_type, place, name)
    value = spoiled.part.get(name)
    if isinstance(value, list) and value:
        spoiled.part[name] = value[:1] * TOO_MANY
    elif isinstance(value, dict):
        spoiled.part[name] = {f"k{number}": "x" for number in range(TOO_MANY)}
    else:
        spoiled.part[name] = TOO_LONG_TEXT
    if name == "name" and not place:
        assert refused(spoiled.data())[0].pointer == spoiled.pointer
    elif takes_any_value(model, name):
        load(spoiled.data())
    else:
        spoiled.assert_refused_here()


# -- what may only be a draft ------------------------------------------------------------------


def errors(nodes: Sequence[dict[str, Any]], arrows: Sequence[str], **fields: Any) -> set[str]:
    drawn = flow(nodes, arrows, **fields)
    found = check(drawn, workspace=WORKSPACE, flows={}, channels=("webchat", "whatsapp"))
    return {problem.code for problem in found}


def test_a_flow_without_one_start_is_a_draft():  # C01
    for nodes in ([], FLOW["nodes"][1:], [*FLOW["nodes"], START]):
        problems = check(load_document(FLOW | {"nodes": nodes, "edges": []}).flow)
        assert "graph.start" in {problem.code for problem in problems}


def test_choices_that_do_not_work_are_a_draft():  # C09
    assert "choice.empty" in errors([menu("m"), end()], ["m.invalid>end"])
    twins = node("m", "menu", text="?", options=[
        {"id": "a", "label": "Sim"}, {"id": "b", "label": "SIM"}])  # fmt: skip
    assert "choice.duplicate" in errors([twins, end()], ["m.a>end", "m.b>end"])
    long = node("m", "menu", text="?", options=[{"id": "a", "label": "x" * 30}])
    assert "channel.label_too_long" in errors([long, end()], ["m.a>end"])
    missing = {key: value for key, value in FLOW["nodes"][1].items() if key != "save_as"}
    (problem,) = refused(changed(nodes=[missing]))
    assert (problem.code, problem.pointer) == ("missing", "/nodes/0/save_as")


def test_a_secret_in_clear_is_a_draft():  # C10
    headers = {"Authorization": "Bearer sk-4eC39HqLyjWDarjtT1zdp7dc"}
    assert "secret.inline" in errors([API | {"headers": headers}, end()], ["call.success>end"])


@pytest.mark.parametrize("pattern", ["(", "[a-", "(?<=a)b", r"(a)\1", "*", "a{1001}"])
def test_a_pattern_that_does_not_parse_is_a_draft(pattern: str):  # C13
    asked = question("q", "regex", answer={"pattern": pattern, "example": "x"})
    assert "regex.syntax" in errors([asked, end()], ["q.answered>end"])


def test_a_pattern_has_a_length():  # C13
    ask = FLOW["nodes"][1] | {"answer": {"kind": "regex", "pattern": "a" * 10_000}}
    (problem,) = refused(changed(nodes=[ask]))
    assert (problem.code, problem.pointer) == ("limit", "/nodes/0/answer/pattern")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "![x](javascript:1)", "<svg/onload=1>"]
)
def test_markup_is_only_text(text: str):  # C14
    shown = {"id": "m", "type": "message", "name": "M", "bubbles": [{"text": text}]}
    found = load(with_node(shown)).flow.node("m")
    assert found is not None
    assert found.model_dump()["bubbles"][0]["text"] == text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://example.com/a"])
def test_a_picture_is_only_shown_over_https(url: str):  # C14
    shown = node("m", "message", bubbles=[{"kind": "image", "url": url, "text": "x"}])
    assert "media.link" in errors([shown, end()], ["m.next>end"])


def test_a_queue_that_is_gone_blocks_publication():  # C18
    assert "ref.queue" in errors([node("h", "handoff", queue="gone")], [])


@pytest.mark.parametrize("language", ["PT", "pt-br", "", "portuguese", "__proto__"])
def test_a_language_that_is_none_is_refused(language: str):  # C20
    (problem,) = refused(changed(translations={language: {}}))
    assert problem.code == "format"


def test_a_translation_of_nothing_is_a_draft():  # C20
    translations = {"en": {"gone.text": "Hi"}}
    fields: dict[str, Any] = {"languages": ["pt-BR", "en"], "translations": translations}
    assert "i18n.unknown" in errors([end()], [], **fields)
