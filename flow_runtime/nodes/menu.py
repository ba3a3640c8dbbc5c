"""`menu`: choices as buttons that may be typed too, fixed or from a list variable."""

from collections.abc import Iterator
from typing import Literal

from pydantic import JsonValue

from flow_runtime.answers import Answer, Choice, Refused, understand
from flow_runtime.decisions import Decision, Go
from flow_runtime.effects import SendMessage, ShownChoice
from flow_runtime.events import Event, MessageReceived
from flow_runtime.nodes.asking import (
    INVALID,
    TIMEOUT,
    AskingNode,
    Choices,
    chosen,
    probes_of_waiting,
    record_answer,
)
from flow_runtime.nodes.base import Family, NodeInfo, Outcome
from flow_runtime.nodes.fields import (
    CustomerText,
    Group,
    Line,
    Model,
    Query,
    SavedAs,
    Slug,
    VariablePath,
    form,
)
from flow_runtime.problems import Problem, problem
from flow_runtime.turn import Turn
from flow_runtime.wording import engine_text

MAX_LISTED_CHOICES = 50


class Option(Model):
    """A fixed choice; its id is its outcome."""

    id: Slug
    label: CustomerText = form("Rótulo", "Label", min_length=1)
    value: Line | int | float | bool | None = form(
        "Valor guardado", "Saved value", group=Group.ADVANCED, default=None
    )
    synonyms: tuple[Line, ...] = form(
        "Também entende", "Also understands", group=Group.UNDERSTOOD, default=(), max_length=50
    )


class ListedOptions(Model):
    """Choices made from a list variable: one a row, named `item` in the label."""

    variable: VariablePath = form("Lista", "List", widget="variable")
    label: CustomerText = form("Rótulo de cada item", "Label of each item", min_length=1)
    value: Query = form(
        "Valor guardado (JMESPath)", "Saved value (JMESPath)", group=Group.ADVANCED, default="@"
    )


class MenuNode(AskingNode):
    """Shows choices and leaves by the chosen one.

    Example:
        `{"id": "solved", "type": "menu", "name": "Resolveu?", "text": "Resolveu?", "options":
        [{"id": "yes", "label": "Sim"}, {"id": "no", "label": "Não"}]}`
    """

    INFO = NodeInfo(
        family=Family.ASK,
        icon="list",
        name={"pt-BR": "Menu", "en": "Menu"},
        description={
            "pt-BR": "Mostra opções; o cliente toca ou escreve do jeito dele.",
            "en": "Shows choices; the customer taps or types in their own way.",
        },
        template={
            "text": ("Como posso ajudar?", "How can I help?"),
            "options": [
                {"id": "option_1", "label": ("Opção 1", "Option 1")},
                {"id": "option_2", "label": ("Opção 2", "Option 2")},
            ],
        },
        next_types=("message", "question", "api", "menu", "handoff", "end"),
    )

    type: Literal["menu"]
    text: CustomerText = form(
        "Pergunta",
        "Question",
        widget="text",
        told=("A pergunta de {block} mudou.", "The question of {block} changed."),
    )
    options: tuple[Option, ...] = form(
        "Opções",
        "Options",
        widget="options",
        one=("a opção", "the option"),
        default=(),
        max_length=190,
    )
    options_from: ListedOptions | None = form(
        "Opções de uma lista", "Options from a list", group=Group.ADVANCED, default=None
    )
    save_as: SavedAs | None = form(
        "Guardar em", "Save in", group=Group.UNDERSTOOD, widget="variable", default=None
    )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return one outcome an option, `other` for listed ones, invalid and timeout."""
        fixed = tuple(Outcome(o.id, o.label, o.label) for o in self.options)
        listed = (Outcome("other", "Item da lista", "Item of the list"),)
        return (*fixed, *(listed if self.options_from else ()), INVALID, TIMEOUT)

    def known_after(self, outcome: str) -> frozenset[str]:
        """Return the choice's variable where something was chosen."""
        unanswered = outcome in (INVALID.id, TIMEOUT.id)
        return frozenset() if unanswered or self.save_as is None else frozenset({self.save_as})

    def enter(self, turn: Turn) -> Decision:
        """Show the choices."""
        text, choices = turn.text("text"), self._choices(turn).shown
        if not choices:
            turn.record("menu_without_choices")
            return Go("invalid")
        turn.say(SendMessage(self.id, text=text, choices=choices, answer_kind="menu"))
        return self.wait_for_answer(turn)

    def shown_choices(self, turn: Turn) -> tuple[ShownChoice, ...]:
        """Return the choices as the customer sees them: listed ones first, then the fixed."""
        return self._choices(turn).shown

    def _choices(self, turn: Turn) -> Choices:
        """Return the choices; those without a variable are worked out once a language."""
        kept = turn.program.constant_menus.get((self.id, turn.session.language))
        if kept is not None:
            return kept
        shown = self._shown(turn)
        synonyms = {f"{self.id}:{option.id}": _other_words(option) for option in self.options}
        options = [Choice(c.id, c.label, synonyms.get(c.id, ())) for c in shown]
        if not self._is_constant(turn):
            return Choices(shown, tuple(options))
        choices = Choices(shown, tuple(options), _usual_answers(shown))
        turn.program.constant_menus[self.id, turn.language] = choices
        return choices

    def _is_constant(self, turn: Turn) -> bool:
        labels = [f"options.{index}.label" for index in range(len(self.options))]
        return self.options_from is None and all(map(turn.is_constant, labels))

    def _shown(self, turn: Turn) -> tuple[ShownChoice, ...]:
        listed = [
            ShownChoice(f"{self.id}:item-{index}", turn.text("options_from.label", item))
            for index, item in enumerate(self._items(turn))
        ]
        fixed = [
            ShownChoice(f"{self.id}:{option.id}", turn.text(f"options.{index}.label"))
            for index, option in enumerate(self.options)
        ]
        return (*listed, *fixed)

    def _items(self, turn: Turn) -> list[JsonValue]:
        items = turn.read(self.options_from.variable) if self.options_from else []
        return items[:MAX_LISTED_CHOICES] if isinstance(items, list) else []

    def resume(self, turn: Turn, event: Event) -> Decision:
        """Leave by the chosen option, or ask again."""
        if not isinstance(event, MessageReceived):
            return super().resume(turn, event)
        choices = self._choices(turn)
        if event.choice and any(choice.id == event.choice for choice in choices.shown):
            turn.record("answer_understood", kind="menu", note="")
            return self._choose(turn, event.choice)
        understood = choices.meanings.get(event.text) or _understood(turn, choices, event.text)
        if isinstance(understood, Refused):
            return self.ask_again(turn, understood, "menu")
        record_answer(turn, understood, "menu")
        return self._choose(turn, str(understood.value))

    def _choose(self, turn: Turn, choice_id: str) -> Decision:
        chosen_id = choice_id.removeprefix(f"{self.id}:")
        for option in self.options:
            if option.id == chosen_id:
                self._save(turn, option.label if option.value is None else option.value)
                return Go(chosen_id)
        item = self._items(turn)[int(chosen_id.removeprefix("item-"))]
        self._save(turn, turn.search("options_from.value", item))
        return Go("other")

    def _save(self, turn: Turn, value: JsonValue) -> None:
        if self.save_as is not None:
            turn.write(self.save_as, value)

    def expected_answer(self, turn: Turn, refused: Refused, kind: str) -> str:
        """Say that it is none of the options."""
        return engine_text("not_an_option", turn.language)

    def say_again(self, turn: Turn, text: str) -> None:
        """Say the retry text with the choices."""
        turn.say(
            SendMessage(self.id, text=text, choices=self.shown_choices(turn), answer_kind="menu")
        )

    def probes(self, turn: Turn) -> Iterator[Event]:
        """Yield every fixed choice, the first listed one, a misunderstanding and the time-out."""
        choices = self.shown_choices(turn)
        listed = len(choices) - len(self.options)
        for choice in (*choices[:1], *choices[listed:]) if listed else choices:
            yield chosen(turn, choice)
        yield from probes_of_waiting(self, turn)

    def problems(self) -> Iterator[Problem]:
        """A menu needs something to choose."""
        if not self.options and self.options_from is None:
            yield problem(
                "choice.empty",
                "O menu não tem opções. Acrescente pelo menos uma.",
                "The menu has no options. Add at least one.",
                pointer="/options",
            )


def _usual_answers(shown: tuple[ShownChoice, ...]) -> frozenset[str]:
    numbers = map(str, range(1, len(shown) + 1))
    labels = [choice.label for choice in shown]
    return frozenset({*numbers, *labels, *map(str.lower, labels)})


def _understood(turn: Turn, choices: Choices, text: str) -> Answer:
    """Understand an answer; what a usual one means is the same in every turn, so it is kept."""
    answer = understand("menu", text, options=choices.names, language=turn.language, now=turn.now)
    if text in choices.usual:
        choices.meanings[text] = answer
    return answer


def _other_words(option: Option) -> tuple[str, ...]:
    value = (str(option.value),) if isinstance(option.value, str) else ()
    return (*option.synonyms, *value)
