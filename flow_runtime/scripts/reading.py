"""YAML of strangers as plain JSON values: bounded, without aliases, tags or surprises.

A scalar without quotes is a JSON literal (`true`, `12`, `null`) or a text: `no`, `12:30` and
`2026-03-10` are texts, and so is every scalar in a place where a text belongs (`say: 01310100`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import orjson
import yaml
from pydantic import JsonValue

from flow_runtime.errors import ScriptInvalid
from flow_runtime.json_guard import escape_pointer, printable
from flow_runtime.problems import problem

MAX_SCRIPT_BYTES: Final = 1024 * 1024
MAX_YAML_DEPTH: Final = 64
MAX_YAML_EVENTS: Final = 200_000

Place = tuple[str | int, ...]
_OPENING = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSING = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a YAML text holds; `lines` maps JSON pointers to line numbers from 1."""

    value: JsonValue
    lines: Mapping[str, int]

    def line_of(self, pointer: str) -> int | None:
        """Return the line of a place, or of the nearest place around it."""
        while pointer and pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines.get(pointer)


def read_yaml(data: bytes | str, is_text: Callable[[Place], bool]) -> ReadDocument:
    """Read one YAML document; `is_text` names the places whose scalars are texts as written.

    Raises:
        ScriptInvalid: It is too large, no YAML, or uses more of YAML than a test needs.
    """
    text = _decoded(data)
    try:
        _guard(text)
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:
        raise _syntax_problem(error) from None
    lines: dict[str, int] = {}
    value = None if root is None else _Values(is_text, lines).of(root, ())
    return ReadDocument(value, lines)


def _decoded(data: bytes | str) -> str:
    try:
        encoded = data.encode() if isinstance(data, str) else data
        if len(encoded) > MAX_SCRIPT_BYTES:
            raise _refused(
                "size",
                "O arquivo de testes passa de 1 MiB. Divida-o em arquivos menores.",
                "The file of tests has more than 1 MiB. Divide it into smaller files.",
            )
        return encoded.decode("utf-8-sig")
    except UnicodeError:
        raise _refused(
            "yaml.encoding",
            "O arquivo não está em UTF-8. Salve-o de novo com essa codificação.",
            "The file is not in UTF-8. Save it again with that encoding.",
        ) from None


def _guard(text: str) -> None:
    """Refuse what could blow up or hide something, before anything is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.CSafeLoader)):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refused(
                "yaml.alias",
                "Âncoras e referências (& e *) não são aceitas. Escreva o valor por extenso.",
                "Anchors and aliases (& and *) are not accepted. Write the value out.",
                line,
            )
        if getattr(event, "tag", None) is not None:
            raise _refused(
                "yaml.tag",
                "Marcas de tipo (!) não são aceitas. Apague-a, ou ponha o texto entre aspas.",
                "Type tags (!) are not accepted. Delete it, or put the text in quotes.",
                line,
            )
        depth += isinstance(event, _OPENING) - isinstance(event, _CLOSING)
        if depth > MAX_YAML_DEPTH or count > MAX_YAML_EVENTS:
            raise _refused(
                "size",
                "O arquivo é fundo ou longo demais. Divida-o em testes menores.",
                "The file is too deep or too long. Divide it into smaller tests.",
                line,
            )


@dataclass(frozen=True, slots=True)
class _Values:
    """Plain values of YAML nodes, remembering where they stood."""

    is_text: Callable[[Place], bool]
    lines: dict[str, int]

    def of(self, node: yaml.Node, path: Place) -> JsonValue:
        self.lines[_pointer(path)] = _line(node)
        if isinstance(node, yaml.MappingNode):
            return self._object(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.of(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node, is_text=self.is_text(path))

    def _object(self, node: yaml.MappingNode, path: Place) -> JsonValue:
        values: dict[str, JsonValue] = {}
        for key, value in node.value:
            line = _line(key)
            if not isinstance(key, yaml.ScalarNode):
                raise _refused(
                    "yaml.key",
                    "Os nomes dos campos devem ser textos simples.",
                    "The names of fields must be plain texts.",
                    line,
                )
            if key.value in values:
                name = printable(key.value)
                raise _refused(
                    "yaml.duplicate_key",
                    f"O campo '{name}' aparece duas vezes. Apague um deles.",
                    f"The field '{name}' appears twice. Delete one of them.",
                    line,
                )
            values[key.value] = self.of(value, (*path, key.value))
        return values


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark is not None else 1


def _scalar(node: yaml.Node, *, is_text: bool) -> JsonValue:
    written = str(node.value)
    is_quoted = getattr(node, "style", None) in ("'", '"', "|", ">")
    if is_quoted:
        return written
    if written in ("", "~", "null"):
        return None
    if is_text:
        return written
    try:
        literal: JsonValue = orjson.loads(written)
    except orjson.JSONDecodeError:
        return written
    return literal


def _pointer(path: Place) -> str:
    return "".join(f"/{escape_pointer(str(part))}" for part in path)


def _syntax_problem(error: Exception) -> ScriptInvalid:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else None
    return _refused(
        "yaml.syntax",
        "O arquivo não é um YAML válido. Confira os recuos, as aspas e os dois-pontos.",
        "The file is no valid YAML. Check its indents, quotes and colons.",
        line,
    )


def _refused(code: str, pt: str, en: str, line: int | None = None) -> ScriptInvalid:
    return ScriptInvalid([problem(code, at_line(pt, line, "Linha"), at_line(en, line, "Line"))])


def at_line(sentence: str, line: int | None, word: str) -> str:
    """Return a sentence that begins with the number of its line, where that is known."""
    return sentence if line is None else f"{word} {line}: {sentence}"
