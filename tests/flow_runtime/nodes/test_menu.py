"""The choices of a menu: kept where they are always the same, worked out anew where not."""

from flow_runtime.effects import Fact
from flow_runtime.program import Program
from tests.flow_runtime.building import end, menu, program, question, talk


def shown(built: Program, *typed: str, **fields: str) -> list[str]:
    """Return the labels that a customer sees at last after typing this."""
    conversation = talk(built, **fields)
    for text in typed:
        conversation.say(text)
    return [choice.label for choice in conversation.messages[-1].choices]


def test_choices_are_shown_in_each_language():
    built = program(
        [menu("size", "Pequeno", "Grande"), end()],
        ["size.pequeno>end", "size.grande>end"],
        languages=["pt-BR", "en"],
        translations={"en": {"size.options.0.label": "Small", "size.options.1.label": "Large"}},
    )

    for _ in range(2):
        assert shown(built, language="en") == ["Small", "Large"]
        assert shown(built) == ["Pequeno", "Grande"]


def test_a_choice_with_a_variable_is_shown_with_its_value_now():
    fruit = menu("fruit", "Nada")
    fruit["options"].append({"id": "named", "label": "Uma {{ name }}"})
    built = program(
        [question("name"), fruit, end()],
        ["name.answered>fruit", "fruit.nada>end", "fruit.named>end"],
    )

    assert shown(built, "maçã") == ["Nada", "Uma maçã"]
    assert shown(built, "pera") == ["Nada", "Uma pera"]


def test_a_kept_meaning_of_a_usual_answer_is_what_a_new_program_understands():
    labels = ("Boleto", "Plano2", "Segunda", "Não")
    said = ["1", "2", "3", "4", "5", *labels, *map(str.lower, labels), "segunda", "não quero"]

    def facts(built: Program, text: str) -> list[Fact]:
        conversation = talk(built)
        conversation.say(text)
        return conversation.facts

    def build() -> Program:
        return program([menu("choose", *labels), end()], ["choose.nao>end"])

    used = build()
    for _ in range(2):
        assert [facts(used, text) for text in said] == [facts(build(), text) for text in said]
