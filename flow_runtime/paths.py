"""Paths into the values of a conversation, such as `contact.name` or `invoices[0].line`.

Values are plain JSON data. A path reads keys of objects and positions of lists and nothing else:
no attribute of a Python object can be reached, and no name that begins with an underscore.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flow_runtime.formula_errors import FormulaInvalid
from flow_runtime.limits import MAX_INTEGER_DIGITS, MAX_PATH_SEGMENTS

Segment = str | int

MOMENT_NAMES: Final = ("now", "today", "business")
_SECRET_ROOTS: Final = frozenset({"secret", "secrets", "env"})
_PLAIN_KEY: Final = re.compile(r"[^\W\d][\w-]*")
_STEP: Final = re.compile(r"""\.([^\W\d][\w-]*)|\[(-?\d{1,18})\]|\["([^"]*)"\]|\['([^']*)'\]""")


class Missing:
    """The type of `MISSING`: nothing stands at a path, which is not the same as null."""


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True)
class Path:
    """Where a value stands in the scope; `str()` gives the path as people write it."""

    segments: tuple[Segment, ...]

    @property
    def root(self) -> str:
        """The name of the variable that the path begins with."""
        return str(self.segments[0])

    def read(self, scope: Mapping[str, object]) -> object:
        """Return the value at the path, or `MISSING`."""
        value: object = scope
        if len(self.segments) == 1:
            return step_into(value, self.segments[0])
        for segment in self.segments:
            value = step_into(value, segment)
            if value is MISSING:
                return MISSING
        return value

    def __str__(self) -> str:
        return "".join(map(_spell, self.segments)).removeprefix(".")


def reads_moment(paths: Iterable[str]) -> bool:
    """Say whether a path may begin with one of the names whose value the turn's time decides."""
    return any(path.startswith(MOMENT_NAMES) for path in paths)


def _spell(segment: Segment) -> str:
    if isinstance(segment, int):
        return f"[{segment}]"
    return f".{segment}" if _PLAIN_KEY.fullmatch(segment) else f'["{segment}"]'


def step_into(value: object, segment: object) -> object:
    """Return what stands under a key or at a position of a value, or `MISSING`."""
    # Asking for dict first spares the way through the abstract class.
    if isinstance(value, (dict, Mapping)) and isinstance(segment, str):
        return MISSING if segment.startswith("_") else value.get(segment, MISSING)
    if isinstance(value, list | tuple):
        return _step_into_list(value, segment)
    return MISSING


def _step_into_list(items: Sequence[object], segment: object) -> object:
    if isinstance(segment, int) and not isinstance(segment, bool):
        return items[segment] if -len(items) <= segment < len(items) else MISSING
    match segment:
        case "size":
            return len(items)
        case "first" if items:
            return items[0]
        case "last" if items:
            return items[-1]
    return MISSING


def make_path(segments: Iterable[Segment], *, position: int | None = None) -> Path:
    """Build a path after checking that it may be read.

    Raises:
        FormulaInvalid: It is empty, too long, private, or names a secret.
    """
    path = Path(tuple(segments))
    _refuse_long(path, position)
    for segment in path.segments:
        _refuse_private(segment, path, position)
    if path.root in _SECRET_ROOTS:
        raise FormulaInvalid(
            "secret_not_allowed",
            f"“{path.root}” não pode ser usado aqui: segredos só entram em cabeçalhos de conexões.",
            f'"{path.root}" cannot be used here: secrets belong in the headers of connections.',
            position=position,
        )
    return path


def _refuse_long(path: Path, position: int | None) -> None:
    if not path.segments or not isinstance(path.segments[0], str):
        raise _path_invalid("", position)
    if len(path.segments) <= MAX_PATH_SEGMENTS:
        return
    raise FormulaInvalid(
        "path_too_long",
        f"O caminho tem mais de {MAX_PATH_SEGMENTS} partes; guarde antes o valor em uma variável.",
        f"The path has more than {MAX_PATH_SEGMENTS} parts; save the value in a variable first.",
        position=position,
    )


def _refuse_private(segment: Segment, path: Path, position: int | None) -> None:
    if isinstance(segment, int) and abs(segment) >= 10**MAX_INTEGER_DIGITS:
        raise _path_invalid("", position)
    if isinstance(segment, str) and (segment.startswith("_") or '"' in segment):
        raise FormulaInvalid(
            "private_name",
            f"“{path}” não pode ser lido: nomes não podem começar com sublinhado nem ter aspas.",
            f'"{path}" cannot be read: names must not begin with an underscore or hold quotes.',
            position=position,
        )


def parse_path(source: str) -> Path:
    """Read a path as people write it: names, dots, `[0]` and `["key"]`.

    Raises:
        FormulaInvalid: The source is no path, or may not be read.
    """
    steps = f".{source.strip()}"
    segments: list[Segment] = []
    position = 0
    while position < len(steps) and len(segments) <= MAX_PATH_SEGMENTS:
        match = _STEP.match(steps, position)
        if match is None:
            raise _path_invalid(source, max(position - 1, 0))
        segments.append(_segment(match))
        position = match.end()
    return make_path(segments, position=0)


def _segment(match: re.Match[str]) -> Segment:
    name, index, double, single = match.groups()
    if index is not None:
        return int(index)
    return next(key for key in (name, double, single) if key is not None)


def _path_invalid(source: str, position: int | None) -> FormulaInvalid:
    shown = source[:40]
    return FormulaInvalid(
        "path_invalid",
        f"“{shown}” não é um caminho; escreva, por exemplo, contact.name ou faturas[0].valor.",
        f'"{shown}" is no path; write, for example, contact.name or invoices[0].amount.',
        position=position,
    )
