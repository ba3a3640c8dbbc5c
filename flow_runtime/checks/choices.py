"""Whether each choice of a menu can be chosen: no two alike, no number that means another one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flow_runtime.answers.choice_numbers import read_position
from flow_runtime.answers.folding import fold, is_english, words
from flow_runtime.checks.kinds import Place, error
from flow_runtime.checks.subject import Subject
from flow_runtime.json_guard import escape_pointer
from flow_runtime.nodes.consent import ConsentNode
from flow_runtime.nodes.menu import MenuNode, Option
from flow_runtime.problems import Fix, Problem

MAX_SPOKEN_NUMBER_CHARACTERS = 30
"""A longer text says more than the number of a choice."""

_NUMBERED = re.compile(r"\s*([0-9]{1,3})\s*[-).:–]\s*[^\s0-9]")

DUPLICATE = error(
    "choice.duplicate",
    "Em '{node}', '{first}' e '{second}' são lidos como a mesma opção. Mude um dos dois textos.",
    "In '{node}', '{first}' and '{second}' are read as the same choice. Change one of the texts.",
)
CAPTURED = error(
    "choice.captured",
    "Em '{node}', '{label}' é a opção {place}, mas o número {number} também escolhe '{other}'."
    " Mude a ordem ou o texto.",
    "In '{node}', '{label}' is choice {place}, but the number {number} also chooses '{other}'."
    " Change the order or the text.",
)


@dataclass(frozen=True, slots=True)
class Name:
    """One thing a customer may say for a choice, and where it is written.

    `synonym` is its place among the synonyms, or None for a label and a saved value.
    """

    choice: int
    said: str
    place: Place
    is_label: bool = False
    synonym: int | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of the choices of one node, in one language."""

    node_id: str
    language: str
    names: tuple[Name, ...]

    @property
    def labels(self) -> list[Name]:
        """Return the labels, in the order in which they are shown."""
        return [name for name in self.names if name.is_label]


def problems(subject: Subject) -> Iterator[Problem]:
    """Yield choices that collide in some language, each pair once."""
    told: set[tuple[str, int, int]] = set()
    for node_id, node in subject.nodes.items():
        if not isinstance(node, MenuNode | ConsentNode):
            continue
        for language in dict.fromkeys((subject.flow.language, *subject.other_languages)):
            names = _names_of(subject, node_id, language)
            yield from _duplicates(subject, names, told)
            if isinstance(node, MenuNode) and node.options_from is None:
                yield from _captured(subject, names, told)


def _names_of(subject: Subject, node_id: str, language: str) -> Names:
    node = subject.nodes[node_id]
    named = _Naming(subject, node_id, language)
    if isinstance(node, ConsentNode):
        found = [
            named.label(0, "accept_label", node.accept_label),
            named.label(1, "refuse_label", node.refuse_label),
        ]
    else:
        options = node.options if isinstance(node, MenuNode) else ()
        found = [name for i, option in enumerate(options) for name in named.option(i, option)]
    return Names(node_id, language, tuple(found))


@dataclass(frozen=True, slots=True)
class _Naming:
    """Finds the names of the choices of one node in one language."""

    subject: Subject
    node_id: str
    language: str

    def option(self, index: int, option: Option) -> Iterator[Name]:
        path = f"options.{index}"
        yield self.label(index, f"{path}.label", option.label)
        for at, synonym in enumerate(option.synonyms):
            place = self.subject.place(self.node_id, f"{path}.synonyms.{at}")
            yield Name(index, synonym, place, synonym=at)
        if isinstance(option.value, str):
            place = self.subject.place(self.node_id, f"{path}.value")
            yield Name(index, option.value, place)

    def label(self, choice: int, path: str, source: str) -> Name:
        key = f"{self.node_id}.{path}"
        said = self.subject.flow.text(key, source, self.language)
        place = self.subject.place(self.node_id, path)
        if said != source:
            place = Place(f"/translations/{self.language}/{escape_pointer(key)}", self.node_id)
        return Name(choice, said, place, is_label=True)


def _duplicates(
    subject: Subject, names: Names, told: set[tuple[str, int, int]]
) -> Iterator[Problem]:
    first: dict[object, Name] = {}
    for name in sorted(names.names, key=lambda name: not name.is_label):
        other = first.setdefault(_as_understood(name.said), name)
        low, high = sorted((other.choice, name.choice))
        pair = (names.node_id, low, high)
        if other.choice == name.choice or pair in told or not fold(name.said):
            continue
        told.add(pair)
        yield DUPLICATE.at(
            name.place,
            fix=_without_synonym(name),
            node=subject.name(names.node_id),
            first=other.said,
            second=name.said,
        )


def _as_understood(said: str) -> object:
    """Return what answers/choices.py compares: words without case, accents and signs."""
    return said if "{{" in said else words(said) or fold(said)


def _without_synonym(name: Name) -> Fix | None:
    if name.synonym is None:
        return None
    asked = {"pt-BR": f"Apagar '{name.said}'", "en": f"Delete '{name.said}'"}
    return Fix("remove", {"pointer": name.place.pointer}, asked)


def _captured(subject: Subject, names: Names, told: set[tuple[str, int, int]]) -> Iterator[Problem]:
    labels = names.labels
    for name in names.names:
        place = _position_named(name.said, labels, english=is_english(names.language))
        if place is None or place == name.choice or (names.node_id, -1, name.choice) in told:
            continue
        told.add((names.node_id, -1, name.choice))
        yield CAPTURED.at(
            name.place,
            node=subject.name(names.node_id),
            label=labels[name.choice].said,
            place=name.choice + 1,
            number=place + 1,
            other=labels[place].said,
        )


def _position_named(said: str, labels: Sequence[Name], *, english: bool) -> int | None:
    """Return the zero-based position that a name stands for, when it is one in this menu."""
    number = _whole_number(said, english=english)
    if number is not None:
        return number - 1 if 0 < number <= len(labels) else None
    number = _leading_number(said)
    if number is None or all(_leading_number(label.said) is not None for label in labels):
        return None  # a menu that is numbered throughout is understood by its own numbers
    return number - 1 if 0 < number <= len(labels) else None


# Pages check the same labels again after every change.
@lru_cache(maxsize=4_096)
def _whole_number(said: str, *, english: bool) -> int | None:
    """Return the number that a text says and nothing else, such as "2", "dois" or "opção 2"."""
    if len(said) > MAX_SPOKEN_NUMBER_CHARACTERS:
        return None
    position = read_position(said, english=english)
    return position.number if position is not None and position.number_text else None


def _leading_number(said: str) -> int | None:
    """Return the number of a label such as "2 - Boleto"; "2-5 pessoas" and "9:30" have none."""
    found = _NUMBERED.match(said)
    return int(found[1]) if found else None
