"""The document of conversation tests: what is read, what is refused and where, what is written."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_runtime.errors import ScriptInvalid
from flow_runtime.problems import Problem
from flow_runtime.scripts import Conversation, ScriptDocument, Step, dump_script, load_script
from flow_runtime.scripts.reading import MAX_SCRIPT_BYTES


def script(*steps: str) -> str:
    lines = "\n".join(f"      - {step}" for step in steps)
    return f"flow: story\nconversations:\n  - name: Uma conversa\n    steps:\n{lines}\n"


def loaded(*steps: str) -> tuple[Step, ...]:
    return load_script(script(*steps)).conversations[0].steps


def refused(text: str | bytes) -> Problem:
    with pytest.raises(ScriptInvalid) as caught:
        load_script(text)
    return caught.value.problems[0]


# -- reading -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("01310100", "01310100"),
        ("sim", "sim"),
        ("no", "no"),
        ("true", "true"),
        ("1.50", "1.50"),
        ("12:30", "12:30"),
        ("2026-03-10", "2026-03-10"),
        ('"null"', "null"),
        ("'#1'", "#1"),
        ('""', ""),
    ],
)
def test_what_is_said_is_read_as_it_is_written(written: str, said: str):
    assert loaded(f"say: {written}")[0].say == said


def test_choices_and_expectations_are_texts_too():
    steps = loaded("expect_choices: [1, 2, yes]", "expect: [10, oi]", "press: 9", "expect: 007")
    assert steps[0].expect_choices == ("1", "2", "yes")
    assert steps[1].expect == ("10", "oi")
    assert (steps[2].press, steps[3].expect) == ("9", "007")


def test_values_of_variables_and_mocks_keep_their_type():
    steps = loaded(
        "expect_variable: {age: 42, adult: true, cpf: '0123', born: 2000-01-31, gone: null}",
        "mock: {find: {status: 200, body: {say: 7, items: [1.5, no]}}}",
    )
    assert steps[0].expect_variable == {
        "age": 42,
        "adult": True,
        "cpf": "0123",
        "born": "2000-01-31",
        "gone": None,
    }
    mock = steps[1].mock
    assert mock is not None
    assert not isinstance(mock["find"], tuple)
    assert mock["find"].body == {"say": 7, "items": [1.5, "no"]}


def test_a_moment_keeps_its_offset():
    at = loaded("at: 2026-03-10T22:00:00-03:00")[0].at
    assert at == datetime.fromisoformat("2026-03-10T22:00:00-03:00")


def test_a_byte_order_mark_is_passed_over():
    assert load_script(b"\xef\xbb\xbf" + script("say: oi").encode()).flow == "story"


# -- refusing ----------------------------------------------------------------------------------

BILLION_LAUGHS = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nflow: *c\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "yaml.shape"),
        ("- 1", "yaml.shape"),
        ("just a text", "yaml.shape"),
        (BILLION_LAUGHS, "yaml.alias"),
        ("flow: &f story", "yaml.alias"),
        ("flow: !!python/object/apply:os.system ['true']", "yaml.tag"),
        ("flow: !!binary aGk=", "yaml.tag"),
        ("flow: story\nflow: other", "yaml.duplicate_key"),
        ("? [a, b]\n: 1", "yaml.key"),
        ("flow: [", "yaml.syntax"),
        ("flow: a\n---\nflow: b", "yaml.syntax"),
        ("flow: 'a\x00b'", "yaml.syntax"),
        ("\tflow: a", "yaml.syntax"),
        (b"flow: \xff\xfe", "yaml.encoding"),
        ("flow: '\ud800'", "yaml.encoding"),
        ("[" * 50_000, "size"),
        ("x: " + "{a: " * 100 + "1" + "}" * 100, "size"),
        ("- a\n" * 250_000, "size"),
        (b"#" * (MAX_SCRIPT_BYTES + 1), "size"),
    ],
)
def test_hostile_yaml_is_refused(text: str | bytes, code: str):
    assert refused(text).code == code


@pytest.mark.parametrize(
    ("step", "code", "pointer"),
    [
        ("sya: oi", "extra_field", "/conversations/0/steps/0/sya"),
        ("say: {a: b}", "type", "/conversations/0/steps/0/say"),
        ("say: [a]", "type", "/conversations/0/steps/0/say"),
        ("expect: {a: b}", "type", "/conversations/0/steps/0/expect"),
        ("ticket: lost", "enum", "/conversations/0/steps/0/ticket"),
        ("at: 2026-03-10", None, "/conversations/0/steps/0/at"),
        ("at: 2026-03-10T10:00:00", None, "/conversations/0/steps/0/at"),
        ("mock: {find: {status: 42}}", "range", "/conversations/0/steps/0/mock/find/status"),
        ("mock: {find: {code: 200}}", "extra_field", "/conversations/0/steps/0/mock/find/code"),
        ("file: {name: a.pdf}", "missing", "/conversations/0/steps/0/file/type"),
        ("event: {a: {}, b: {}}", "limit", "/conversations/0/steps/0/event"),
        ("just a text", "type", "/conversations/0/steps/0"),
        ("say:", "step.single", "/conversations/0/steps/0"),
        ("{say: a, press: b}", "step.single", "/conversations/0/steps/0"),
        ("{}", "step.single", "/conversations/0/steps/0"),
        ("begin: false", "enum", "/conversations/0/steps/0/begin"),
        ("wait: 2 horas", "step.wait", "/conversations/0/steps/0/wait"),
        ("expect_pattern: '('", "step.pattern", "/conversations/0/steps/0/expect_pattern"),
        ("expect_pattern: '(?=a)'", "step.pattern", "/conversations/0/steps/0/expect_pattern"),
    ],
)
def test_a_wrong_step_is_shown_at_its_place_and_line(step: str, code: str | None, pointer: str):
    found = refused(script(step))
    assert found.pointer == pointer
    assert code in (None, found.code)
    assert found.sentence("pt-BR").startswith("Linha 5: ")
    assert found.sentence("en").startswith("Line 5: ")


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        ("flow: story", "/conversations"),
        ("flow: Não\nconversations: [{name: a}]", "/flow"),
        ("flow: story\nconversations: []", "/conversations"),
        ("flow: story\nconversations: [{steps: []}]", "/conversations/0/name"),
        ("flow: story\nconversations: [{name: a, seed: -1}]", "/conversations/0/seed"),
    ],
)
def test_what_is_missing_around_the_steps_is_named(text: str, pointer: str):
    assert refused(text).pointer == pointer


# -- writing -----------------------------------------------------------------------------------

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")))
SAID = st.sampled_from(["sim", "007", "true", "null", "~", "- a", "a: b", "{x}", "#", "é", " a "])
STEPS = st.one_of(
    st.builds(lambda text: Step(say=text), TEXTS | SAID),
    st.builds(lambda texts: Step(expect=tuple(texts)), st.lists(SAID, min_size=1)),
    st.builds(lambda value: Step(expect_variable={"a": value}), TEXTS | st.integers(-9, 9) | SAID),
    st.builds(lambda body: Step(mock={"find": {"body": body}}), st.dictionaries(TEXTS, SAID)),
)


@settings(deadline=None)  # how long it takes is the machine's
@given(st.lists(STEPS, max_size=5))
def test_a_written_document_reads_back(steps: list[Step]):
    conversation = Conversation(name="Uma conversa", steps=tuple(steps))
    document = ScriptDocument(flow="story", conversations=(conversation,))
    assert load_script(dump_script(document)) == document
