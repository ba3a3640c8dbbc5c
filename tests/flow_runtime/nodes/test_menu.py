"""The choices of a menu: kept where they are always the same, worked out anew where not."""

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
