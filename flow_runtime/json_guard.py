"""Reading JSON that a stranger wrote: bounded before it is parsed, strict in what it accepts.

Python's own parser takes NaN, duplicate keys, lone surrogates and any depth; here each is a problem
with a code and a place, and nothing larger than the limits is ever parsed.
"""

import json
import re
import unicodedata
from json import JSONDecodeError
from math import isfinite
from typing import Final, NoReturn

from pydantic import JsonValue

from flow_runtime.errors import FlowInvalid
from flow_runtime.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_INTEGER_DIGITS,
    MAX_JSON_DEPTH,
    MAX_JSON_VALUES,
)
from flow_runtime.problems import problem

MAX_KEY_CHARACTERS: Final = 200
_IGNORED_IN_KEYS: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_STRING_OR_MARK: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{\]},]', re.DOTALL)
_VALUE_BEGINS: Final = frozenset('{["-0123456789tfnNI')
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x80\x04\x95", "pickle"),
    (b"<?xml", "XML"),
    (b"<", "HTML"),
)
"""How files begin that people take for a flow; the first that fits counts."""


def refuse(code: str, pt: str, en: str, pointer: str = "") -> NoReturn:
    """Raise `FlowInvalid` with one problem."""
    raise FlowInvalid([problem(code, pt, en, pointer=pointer)])


def parse_json(data: bytes, *, max_bytes: int = MAX_DOCUMENT_BYTES) -> JsonValue:
    """Parse strict JSON.

    Args:
        data: UTF-8, with or without a byte order mark.
        max_bytes: Refused unparsed above this.

    Raises:
        FlowInvalid: With code `size`, `json.empty`, `json.encoding`, `json.syntax`, `json.number`,
            `json.duplicate_key`, `json.depth` or `text.control`.
    """
    if len(data) > max_bytes:
        refuse(
            "size",
            f"O arquivo tem mais de {max_bytes // 1024} KiB. Divida o fluxo em partes menores.",
            f"The file has more than {max_bytes // 1024} KiB. Divide the flow into smaller parts.",
        )
    data = data.removeprefix(_BYTE_ORDER_MARK)
    _refuse_other_files(data)
    text = _decoded(data)
    if not text.strip():
        refuse("json.empty", "O arquivo está vazio.", "The file is empty.")
    _refuse_excess(text)
    value = _parsed(text)
    _refuse_bad_strings(value)
    return value


def _refuse_other_files(data: bytes) -> None:
    begins = data[:64].lstrip()
    kind = next((name for mark, name in _OTHER_FILES if begins.startswith(mark)), None)
    if kind is not None:
        refuse(
            "json.syntax",
            f"Este é um arquivo {kind}, não um fluxo. Escolha o arquivo .json do fluxo "
            "(linha 1, coluna 1).",
            f"This is a {kind} file, not a flow. Choose the flow's .json file (line 1, column 1).",
        )


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in data[:4]:
        refuse(
            "json.encoding",
            "O arquivo está em UTF-16. Salve de novo como UTF-8.",
            "The file is in UTF-16. Save it again as UTF-8.",
        )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        refuse(
            "json.encoding",
            f"O arquivo não está em UTF-8 (byte {error.start}; talvez Latin-1). Salve como UTF-8.",
            f"The file is not UTF-8 (byte {error.start}; perhaps Latin-1). Save it as UTF-8.",
        )


def _refuse_excess(text: str) -> None:
    """Refuse what would need much memory or a deep stack, before anything is built."""
    if text.lstrip()[0] not in _VALUE_BEGINS:
        return  # no JSON at all: the parser says where, at its first character
    depth = values = 0
    for token in _STRING_OR_MARK.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
        elif first in "]}":
            depth -= 1
        values += first in "[{,"
        if depth > MAX_JSON_DEPTH:
            refuse(
                "json.depth",
                f"O arquivo tem mais de {MAX_JSON_DEPTH} níveis aninhados. Simplifique-o.",
                f"The file has more than {MAX_JSON_DEPTH} nested levels. Simplify it.",
            )
        if values > MAX_JSON_VALUES:
            refuse(
                "size",
                "O arquivo tem valores demais. Divida o fluxo em partes menores.",
                "The file has too many values. Divide the flow into smaller parts.",
            )


def _parsed(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_refuse_number,
            parse_float=_float,
            parse_int=_integer,
        )
    except JSONDecodeError as error:
        line, column = error.lineno, error.colno
        habit_pt, habit_en = _habit(text, error)
        refuse(
            "json.syntax",
            f"JSON inválido na linha {line}, coluna {column}. {habit_pt}",
            f"Invalid JSON at line {line}, column {column}. {habit_en}",
        )
    return value


def _habit(text: str, error: JSONDecodeError) -> tuple[str, str]:
    """Name the habit behind a syntax error, or ask for the whole file."""
    around = text[max(0, error.pos - 20) : error.pos + 2]
    rest = text[error.pos : error.pos + 2]
    if rest in ("//", "/*") or rest[:1] == "#":
        return ("Comentários não são permitidos.", "Comments are not allowed.")
    if error.msg.startswith("Extra data"):
        return ("Há conteúdo depois do fim.", "There is content after the end.")
    if error.msg.startswith("Invalid control character"):
        return (
            "Há uma quebra de linha ou um caractere invisível dentro de um texto; escreva \\n.",
            "There is a line break or an invisible character inside a text; write \\n.",
        )
    if re.search(r",\s*[}\]]", around):
        return ("Há uma vírgula sobrando.", "There is a comma too many.")
    if error.msg.startswith("Expecting property name") and rest:
        return (
            "Escreva os nomes dos campos entre aspas duplas.",
            "Write the names of the fields between double quotes.",
        )
    if rest[:1] == "'":
        return ("Use aspas duplas.", "Use double quotes.")
    return ("Confira se o arquivo está inteiro.", "See whether the file is whole.")


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    _refuse_long_keys(pairs)
    known = {_normal_key(key) for key, _ in pairs}
    if len(known) != len(pairs):
        repeated = _repeated_key(pairs)
        refuse(
            "json.duplicate_key",
            f"O campo '{repeated}' aparece mais de uma vez no mesmo lugar. Deixe só um.",
            f"The field '{repeated}' stands more than once in the same place. Keep one.",
        )
    return dict(pairs)


def _refuse_long_keys(pairs: list[tuple[str, JsonValue]]) -> None:
    longest = max((key for key, _ in pairs), key=len, default="")
    if len(longest) > MAX_KEY_CHARACTERS:
        shown = printable(longest, 20)
        refuse(
            "size",
            f"O nome do campo '{shown}' tem mais de {MAX_KEY_CHARACTERS} caracteres. Encurte-o.",
            f"The name of the field '{shown}' has more than {MAX_KEY_CHARACTERS} characters. "
            "Shorten it.",
        )


def _normal_key(key: str) -> str:
    return _IGNORED_IN_KEYS.sub("", unicodedata.normalize("NFC", key))


def _repeated_key(pairs: list[tuple[str, JsonValue]]) -> str:
    seen: set[str] = set()
    for key, _ in pairs:
        normal = _normal_key(key)
        if normal in seen:
            return printable(normal)
        seen.add(normal)
    return ""


def _refuse_number(text: str) -> NoReturn:
    refuse(
        "json.number",
        f"O número '{text[:20]}' não pode ser usado. Use um menor, ou um texto entre aspas.",
        f"The number '{text[:20]}' cannot be used. Use a smaller one, or a text in quotes.",
    )


def _float(text: str) -> float:
    number = float(text)
    digits = text.lower().partition("e")[0].strip("-0.")
    if not isfinite(number) or (number == 0 and digits):
        _refuse_number(text)
    return number


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > MAX_INTEGER_DIGITS:
        _refuse_number(text)
    return int(text)


def _refuse_bad_strings(value: JsonValue) -> None:
    waiting: list[tuple[str, JsonValue]] = [("", value)]
    while waiting:
        pointer, item = waiting.pop()
        if isinstance(item, str):
            _refuse_bad_string(item, pointer)
        elif isinstance(item, dict):
            for key, inner in item.items():
                _refuse_bad_string(key, pointer)
                waiting.append((f"{pointer}/{escape_pointer(key)}", inner))
        elif isinstance(item, list):
            waiting.extend((f"{pointer}/{index}", inner) for index, inner in enumerate(item))


def _refuse_bad_string(text: str, pointer: str) -> None:
    if not text.isascii() and _SURROGATE.search(text):
        refuse(
            "json.encoding",
            "Há um caractere quebrado no texto (surrogate sozinho). Apague-o.",
            "There is a broken character in the text (a lone surrogate). Delete it.",
            pointer,
        )
    if _CONTROL.search(text):
        refuse(
            "text.control",
            "O texto tem caracteres de controle invisíveis. Apague-os e escreva de novo.",
            "The text has invisible control characters. Delete them and write it again.",
            pointer,
        )


def escape_pointer(key: str) -> str:
    """Return a key as a part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def printable(text: str, max_characters: int = 60) -> str:
    """Return a stranger's text fit for a sentence: short, without invisible characters."""
    shown = "".join(character if character.isprintable() else "�" for character in text)
    return shown if len(shown) <= max_characters else f"{shown[:max_characters]}…"
