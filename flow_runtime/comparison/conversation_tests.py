"""Two sets of conversation tests compared: which came, went or say something else now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Final

import orjson

from flow_runtime.comparison.difference import NOTHING, Difference, DifferenceKind, Subject
from flow_runtime.problems import Words
from flow_runtime.scripts import Conversation, Step
from flow_runtime.scripts.lines import write_content

_LANGUAGES: Final = ("pt-BR", "en")
_BEGINNING: Final[Mapping[str, tuple[str, str]]] = {
    "node": ("Começa no bloco", "Begins at the block"),
    "at": ("Momento", "Moment"),
    "language": ("Idioma", "Language"),
    "channel": ("Canal", "Channel"),
    "contact": ("Contato", "Contact"),
    "contact_book": ("Agenda de contatos", "Contact book"),
    "text": ("Primeira mensagem", "First message"),
    "payload": ("Dado do início", "Payload"),
    "variables": ("Variáveis", "Variables"),
    "seed": ("Acaso", "Chance"),
}
_STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "begin": ("A conversa começa", "The conversation begins"),
    "expect": ("O fluxo diz", "The flow says"),
    "expect_pattern": ("O fluxo diz algo como", "The flow says something like"),
    "expect_choices": ("O fluxo oferece", "The flow offers"),
    "expect_nothing": ("O fluxo não diz nada", "The flow says nothing"),
    "expect_variable": ("A variável vale", "The variable holds"),
    "expect_node": ("A conversa está em", "The conversation stands at"),
    "expect_end": ("A conversa termina", "The conversation ends"),
    "say": ("O cliente escreve", "The customer writes"),
    "press": ("O cliente escolhe", "The customer chooses"),
    "file": ("O cliente envia", "The customer sends"),
    "mock": ("Outro sistema responde", "Another system answers"),
    "contact_book": ("Agenda de contatos", "Contact book"),
    "wait": ("Passa o tempo", "Time passes"),
    "at": ("O relógio marca", "The clock says"),
    "ticket": ("O chamado fica", "The ticket becomes"),
    "event": ("Chega o evento", "The event comes"),
    "set": ("O valor muda", "The value changes"),
}


def compare_tests(
    before: Sequence[Conversation], after: Sequence[Conversation]
) -> tuple[Difference, ...]:
    """Return which conversation tests of a flow are not as they were, by their names.

    A changed one is told with both of its scripts, so that its changed words can be marked; moments
    are those of UTC. Two sets that are not equal always differ in something.
    """
    return tuple(_differences(before, after))


def _differences(
    before: Sequence[Conversation], after: Sequence[Conversation]
) -> Iterator[Difference]:
    old = {test.name: test for test in before}
    new = {test.name: test for test in after}
    for name, test in old.items():
        if name not in new:
            gone = {"pt-BR": f"O teste '{name}' saiu.", "en": f"The test '{name}' was removed."}
            yield Difference(DifferenceKind.REMOVED, Subject.TEST, gone, before=script_words(test))
    for name, test in new.items():
        if name not in old:
            come = {"pt-BR": f"Teste novo: '{name}'.", "en": f"New test: '{name}'."}
            yield Difference(DifferenceKind.ADDED, Subject.TEST, come, after=script_words(test))
        elif old[name] != test:
            yield _changed(old[name], test)
    if [name for name in old if name in new] != [name for name in new if name in old]:
        words = {
            "pt-BR": "A ordem dos testes mudou.",
            "en": "The order of the tests changed.",
        }
        yield Difference(DifferenceKind.CHANGED, Subject.TEST, words)


def _changed(before: Conversation, after: Conversation) -> Difference:
    words = {
        "pt-BR": f"O teste '{after.name}' mudou.",
        "en": f"The test '{after.name}' changed.",
    }
    one, other = script_words(before), script_words(after)
    if one == other:  # they differ in how a value is written, which people cannot see
        one = other = NOTHING
    return Difference(DifferenceKind.CHANGED, Subject.TEST, words, one, other)


# -- a script as people read it ----------------------------------------------------------------


def script_words(test: Conversation) -> Words:
    """Return what happens in a conversation test, one thing a line, in both languages."""
    return {
        language: "\n".join([*_beginning(test, place), *_steps(test.steps, place)])
        for place, language in enumerate(_LANGUAGES)
    }


def _beginning(test: Conversation, language: int) -> Iterator[str]:
    values = test.model_dump(mode="json", exclude_defaults=True)
    for name, words in _BEGINNING.items():
        if name in values:
            value = values[name]
            written = value if isinstance(value, str) else orjson.dumps(value).decode()
            yield f"{words[language]}: {written}"


def _steps(steps: Sequence[Step], language: int) -> Iterator[str]:
    for step in steps:
        content = write_content(step, UTC).replace("\n", " · ")
        words = _STEPS[step.kind][language]
        yield f"{words}: {content}" if content else words
