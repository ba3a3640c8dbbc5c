"""Whether each choice of a menu can be chosen: no two alike, no number that means another one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flow_runtime.answers.choice_numbers import read_position
from flow_runtime.answers.folding import fold, is_english, words
from flow_runtime.checks.kinds import Place, error
from flow_runtime.checks.subject import Subject
from flow_runtime.json_guard import escape_pointer
from flow_runtime.nodes.consent import ConsentNode
from flow_runtime.nodes.menu import MenuNode
from flow_runtime.problems import Fix, Problem

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
    if isinstance(node, ConsentNode):
        labels = ("accept_label", "refuse_label")
        found = [_label(subject, node_id, path, language, i) for i, path in enumerate(labels)]
        return Names(node_id, language, tuple(found))
    names: list[Name] = []
    for index, option in enumerate(node.options if isinstance(node, MenuNode) else ()):
        path = f"options.{index}"
        names.append(_label(subject, node_id, f"{path}.label", language, index))
        for at, synonym in enumerate(option.synonyms):
            place = subject.place(node_id, f"{path}.synonyms.{at}")
            names.append(Name(index, synonym, place, synonym=at))
        if isinstance(option.value, str):
            names.append(Name(index, option.value, subject.place(node_id, f"{path}.value")))
    return Names(node_id, language, tuple(names))


def _label(subject: Subject, node_id: str, path: str, language: str, choice: int) -> Name:
    source: str = next(use.value for use in subject.uses[node_id] if use.path == path)
    said = subject.flow.text(f"{node_id}.{path}", source, language)
    place = subject.place(node_id, path)
    if said != source:
        key = escape_pointer(f"{node_id}.{path}")
        place = Place(f"/translations/{language}/{key}", node_id)
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
    position = read_position(said, english=english)
    if position is not None and position.number_text:
        return position.place(len(labels))
    number = _leading_number(said)
    if number is None or all(_leading_number(label.said) is not None for label in labels):
        return None  # a menu that is numbered throughout is understood by its own numbers
    return number - 1 if 0 < number <= len(labels) else None


def _leading_number(said: str) -> int | None:
    """Return the number of a label such as "2 - Boleto"."""
    digits, rest = said.strip(), ""
    for mark in ("-", ")", ".", ":", "–"):
        head, found, tail = said.partition(mark)
        if found and head.strip().isdecimal():
            digits, rest = head.strip(), tail
            break
    return int(digits) if rest.strip() and len(digits) <= 3 and digits.isdecimal() else None
