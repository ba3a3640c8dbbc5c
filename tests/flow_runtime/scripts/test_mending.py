"""A text changes in the drawing: the tests say where, and hold again after one look."""

from pathlib import Path

import orjson
import pytest

import sample_flows
from flow_runtime.flow import Flow
from flow_runtime.library import read_library
from flow_runtime.program import Program, compile_flow
from flow_runtime.scripts import Conversation, Step, run_script
from flow_runtime.scripts.mending import Mending, mend
from tests.flow_runtime.building import end, flow, menu, message, question

STEPS = (
    Step(expect=("Olá!", "choose?")),
    Step(expect_choices=("Boleto", "Sair")),
    Step(press="Boleto"),
    Step(expect=("Aqui está", "code?")),
    Step(say="123"),
    Step(expect_variable={"code": "123"}),
    Step(expect="Até mais"),
    Step(expect_end="resolved"),
)
TEST = Conversation(name="Paga o boleto", steps=STEPS)


def boleto(
    hello: str = "Olá! Que bom ver você.",
    here: str = "Aqui está o boleto.",
    label: str = "Boleto",
    bye: str = "Até mais!",
    outcome: str = "resolved",
) -> Program:
    options = [{"id": "boleto", "label": label}, {"id": "sair", "label": "Sair"}]
    nodes = [
        message("hello", hello),
        {**menu("choose", "Boleto", "Sair"), "options": options},
        message("here", here),
        question("code"),
        end(outcome=outcome, text=bye),
    ]
    arrows = ["hello.next>choose", "choose.boleto>here", "choose.sair>end", "here.next>code"]
    return compile_flow(flow(nodes, [*arrows, "code.answered>end"]))


def changes(mending: Mending) -> list[tuple[int, object, object, str | None]]:
    return [
        (
            one.step,
            getattr(one.before, one.before.kind),
            one.after and getattr(one.after, one.after.kind),
            one.node_id,
        )
        for one in mending.differences
    ]


def test_a_test_that_holds_has_no_differences():
    mending = mend(boleto(), TEST)
    assert mending == Mending((), TEST)
    assert mending.is_text


def test_a_changed_text_is_put_right_and_what_holds_stays_as_it_was_written():
    program = boleto(here="Segue o boleto que você pediu.")
    mending = mend(program, TEST)
    wanted, said = ("Aqui está", "code?"), ("Segue o boleto que você pediu.", "code?")
    assert changes(mending) == [(4, wanted, said, "here")]
    assert mending.is_text
    assert mending.conversation is not None
    assert run_script(program, mending.conversation).passed
    kept = [step for number, step in enumerate(mending.conversation.steps, 1) if number != 4]
    assert kept == [step for number, step in enumerate(STEPS, 1) if number != 4]


def test_every_changed_text_of_a_step_finds_the_one_that_is_like_it():
    program = boleto(hello="Oi! Que bom ver você.", bye="Tchau!")
    mending = mend(program, TEST)
    assert changes(mending) == [
        (1, ("Olá!", "choose?"), ("Oi!", "choose?"), "hello"),
        (7, "Até mais", "Tchau!", "end"),
    ]
    assert mending.is_text


def test_of_a_long_message_a_test_goes_on_naming_the_part_that_matters():
    program = boleto(here="Um momento. Segue aqui o boleto. Bom proveito!")
    mending = mend(program, TEST)
    assert changes(mending)[0][2] == ("Segue aqui o boleto.", "code?")


def test_a_renamed_choice_is_pressed_by_its_new_name():
    program = boleto(label="Segunda via")
    mending = mend(program, TEST)
    assert changes(mending) == [
        (2, ("Boleto", "Sair"), ("Segunda via", "Sair"), "choose"),
        (3, "Boleto", "Segunda via", "choose"),
    ]
    assert mending.is_text
    assert mending.conversation is not None
    assert run_script(program, mending.conversation).passed


def test_a_label_like_the_old_one_is_enough_when_no_step_lists_the_choices():
    quick = Conversation(name="x", steps=(Step(press="Boleto"), Step(expect="Aqui está")))
    mending = mend(boleto(label="O boleto"), quick)
    assert changes(mending) == [(1, "Boleto", "O boleto", "choose")]


def test_a_choice_that_is_gone_cannot_be_put_right():
    quick = Conversation(name="x", steps=(Step(press="Falar com gente"), Step(expect="Aqui")))
    mending = mend(boleto(), quick)
    assert changes(mending) == [(1, "Falar com gente", None, "choose")]
    assert mending.conversation is None
    assert not mending.is_text


def test_another_end_is_more_than_a_text():
    mending = mend(boleto(outcome="abandoned"), TEST)
    assert changes(mending) == [(8, "resolved", "abandoned", "end")]
    assert mending.conversation is not None
    assert not mending.is_text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Step(expect_nothing=True), Step(expect=("Olá! Que bom ver você.", "choose?"))),
        (Step(expect_choices=("A",)), Step(expect_choices=("Boleto", "Sair"))),
        (Step(expect_variable={"code": "9"}), Step(expect_variable={"code": None})),
        (Step(expect_pattern="^Tchau$"), Step(expect="Olá! Que bom ver você.")),
        (Step(expect_node="code"), Step(expect_node="choose")),
        (Step(expect_end="resolved"), Step(expect_node="choose")),
    ],
)
def test_every_kind_of_expectation_can_be_put_right(before: Step, after: Step):
    mending = mend(boleto(), Conversation(name="x", steps=(before,)))
    assert [one.after for one in mending.differences] == [after]
    assert mending.conversation is not None
    assert mending.conversation.steps == (after,)


def test_what_is_not_said_any_more_is_left_out():
    longer = Conversation(name="x", steps=(Step(expect=("Olá!", "choose?", "Mais isto")),))
    mending = mend(boleto(), longer)
    assert [one.after for one in mending.differences] == [Step(expect=("Olá!", "choose?"))]
    assert not mending.is_text


def test_a_test_that_cannot_begin_has_nothing_to_put_right():
    lost = TEST.model_copy(update={"node": "gone"})
    assert mend(boleto(), lost) == Mending((), None)


def test_tests_of_the_samples_hold_again_after_their_flows_speak_otherwise():
    library = read_library(Path(sample_flows.__path__[0]))
    mended = 0
    for flow_id in ("segunda-via-boleto", "pesquisa-nps", "carrinho"):
        script, program = library.tests(flow_id), library.program(flow_id)
        assert script is not None
        spoken = _speaking_otherwise(program)
        for conversation in script.conversations:
            mending = mend(spoken, conversation)
            if mending.differences and mending.conversation is not None:
                assert run_script(spoken, mending.conversation).passed
                mended += 1
    assert mended > 10


def _speaking_otherwise(program: Program) -> Program:
    """Every message begins with another word."""
    document = program.flow.model_dump(mode="json", by_alias=True)
    for node in document["nodes"]:
        for bubble in node.get("bubbles", []):
            if bubble.get("text"):
                bubble["text"] = f"Então: {bubble['text']}"
    changed = Flow.model_validate_json(orjson.dumps(document))
    return compile_flow(changed, subflows=program.subflows)
