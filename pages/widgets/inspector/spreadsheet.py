"""Options pasted from a spreadsheet: one a line; label, saved value and synonyms in columns.

Columns are apart by tabs, as spreadsheets copy them, or by semicolons; synonyms by commas, and
every further column is one more synonym.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from flow_runtime.answers.folding import fold
from flow_runtime.editing import new_id

MAX_OPTIONS: Final = 190
MAX_SYNONYMS: Final = 50
MAX_LINE_CHARACTERS: Final = 200
_HEADINGS: Final = frozenset({"rotulo", "opcao", "opcoes", "label", "option", "options"})
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class PastedOption:
    """One line of the spreadsheet."""

    label: str
    value: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a pasted text holds; the line numbers (from 1) say what was left out and why."""

    options: tuple[PastedOption, ...] = ()
    repeated: tuple[int, ...] = ()
    too_long: tuple[int, ...] = ()
    over_limit: int = 0


def read_pasted(text: str) -> Pasted:
    """Read a pasted text; blank lines and a heading are passed over."""
    found: dict[str, PastedOption] = {}
    repeated: list[int] = []
    too_long: list[int] = []
    for number, line in enumerate(text.splitlines(), start=1):
        option = _option(line)
        if option is None or (number == 1 and fold(option.label) in _HEADINGS):
            continue
        if max(map(len, (option.label, option.value, *option.synonyms))) > MAX_LINE_CHARACTERS:
            too_long.append(number)
        elif fold(option.label) in found:
            repeated.append(number)
        else:
            found[fold(option.label)] = option
    kept = tuple(found.values())[:MAX_OPTIONS]
    return Pasted(kept, tuple(repeated), tuple(too_long), len(found) - len(kept))


def _option(line: str) -> PastedOption | None:
    cells = [cell.strip() for cell in _CONTROLS.sub("", line.replace("\t", "\n")).split("\n")]
    if len(cells) == 1:
        cells = [cell.strip() for cell in cells[0].split(";")]
    label, value, *rest = (*cells, "")
    if not label:
        return None
    synonyms = [word.strip() for cell in rest for word in cell.split(",")]
    unique = tuple(dict.fromkeys(word for word in synonyms if word))
    return PastedOption(label, value, unique[:MAX_SYNONYMS])


def merged_options(
    existing: Sequence[Mapping[str, JsonValue]],
    pasted: Sequence[PastedOption],
    *,
    replacing: bool,
) -> tuple[list[JsonValue], list[int | None]]:
    """Return the options after a paste, and for each the place it had before.

    An option of an equal label keeps its id, so that its edge stays. Without `replacing` those that
    were there stay where they are, and new ones follow.
    """
    merging = _Merging(existing)
    lines = {fold(line.label): line for line in pasted}
    if not replacing:
        for index, option in enumerate(existing):
            merging.add(lines.pop(fold(str(option.get("label", ""))), None), index)
    for label, line in lines.items():
        merging.add(line, merging.by_label.get(label))
    return merging.options[:MAX_OPTIONS], merging.origins[:MAX_OPTIONS]


class _Merging:
    """The options as they come together."""

    def __init__(self, existing: Sequence[Mapping[str, JsonValue]]) -> None:
        self.existing = existing
        self.by_label = {fold(str(o.get("label", ""))): i for i, o in enumerate(existing)}
        self.taken = {str(option.get("id")) for option in existing}
        self.options: list[JsonValue] = []
        self.origins: list[int | None] = []

    def add(self, line: PastedOption | None, origin: int | None) -> None:
        """Add a line, an option that was there, or what a line makes of it."""
        option = dict(self.existing[origin]) if origin is not None else {}
        if origin is None and line is not None:
            option["id"] = new_id(self.taken, line.label)
            self.taken.add(str(option["id"]))
        self.options.append({**option, **(_written(line) if line else {})})
        self.origins.append(origin)


def _written(line: PastedOption) -> dict[str, JsonValue]:
    """Return what a line says; an empty column leaves what the option had."""
    written: dict[str, JsonValue] = {"label": line.label}
    if line.value:
        written["value"] = line.value
    if line.synonyms:
        written["synonyms"] = list(line.synonyms)
    return written
