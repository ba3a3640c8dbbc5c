"""The content of a step as lines that people write: one text, label or value a line.

    write_content(step, zone) -> "document = 52998224725"     read_step("set", text, zone) -> Step

A value is written as it is; what would be taken for a number, a list or the like stands in quotes.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Final, cast

import orjson
from pydantic import JsonValue

from flow_runtime.errors import ScriptInvalid
from flow_runtime.problems import Problem, problem
from flow_runtime.scripts.document import Step, read_conversation

_MOMENTS: Final = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")
_VALUES: Final = frozenset({"expect_variable", "set", "mock", "event"})
_LISTS: Final = frozenset({"expect", "expect_choices"})
_SWITCHES: Final = frozenset({"begin", "expect_nothing"})
_A_STEP: Final = "/steps/0"


def write_content(step: Step, zone: tzinfo) -> str:
    """Return what a step says, without its kind; `zone` is where its moments are read."""
    content = getattr(step, step.kind)
    match content:
        case bool():
            return ""
        case str():
            return content
        case datetime():
            return content.astimezone(zone).isoformat(sep=" ")[:19].removesuffix(":00")
    value = step.model_dump(mode="json", exclude_unset=True)[step.kind]
    return _WRITERS.get(step.kind, write_values)(value)


def read_step(kind: str, text: str, zone: tzinfo) -> Step:
    """Return the step of a kind that says what is written.

    Raises:
        ScriptInvalid: It cannot be read; its problems say what to write.
    """
    return read_steps([{kind: _read_content(kind, text, zone)}])[0]


def read_steps(values: Sequence[JsonValue]) -> tuple[Step, ...]:
    """Return steps from JSON values.

    Raises:
        ScriptInvalid: One is no step; its problems say why.
    """
    try:
        return read_conversation({"name": "step", "steps": list(values)}).steps
    except ScriptInvalid as invalid:
        raise ScriptInvalid([_without_place(found) for found in invalid.problems]) from None


def write_values(values: Mapping[str, JsonValue]) -> str:
    """Return values by name, one a line."""
    return "\n".join(f"{name} = {_written(value)}" for name, value in values.items())


def read_values(text: str) -> dict[str, JsonValue]:
    """Return values by name from lines such as `name = Ana`.

    Raises:
        ScriptInvalid: A line has no name.
    """
    values: dict[str, JsonValue] = {}
    for line in _lines(text):
        name, equals, value = line.partition("=")
        if not equals or not name.strip():
            raise _refused(
                "lines.value",
                f"Escreva um valor por linha, como 'nome = Ana'. Falta isso em: {line}",
                f"Write one value a line, such as 'name = Ana'. It is missing in: {line}",
            )
        values[name.strip()] = _value(value.strip())
    return values


# -- writing -----------------------------------------------------------------------------------


def _write_list(texts: str | Sequence[str]) -> str:
    listed = [texts] if isinstance(texts, str) else texts
    return "\n".join(" ".join(text.split()) for text in listed)


def _write_file(file: Mapping[str, str]) -> str:
    return f"{file['name']} ({file['type']})"


def _write_contacts(contacts: Sequence[JsonValue]) -> str:
    return "\n".join(_json(contact) for contact in contacts)


_WRITERS: Final[Mapping[str, Callable[..., str]]] = {
    "expect": _write_list,
    "expect_choices": _write_list,
    "file": _write_file,
    "contact_book": _write_contacts,
}


def _written(value: JsonValue) -> str:
    if not isinstance(value, str):
        return _json(value)
    is_plain = value == value.strip() and value.isprintable() and _value(value) == value
    return value if is_plain and value else _json(value)


def _json(value: JsonValue) -> str:
    return orjson.dumps(value).decode()


# -- reading -----------------------------------------------------------------------------------


def _read_content(kind: str, text: str, zone: tzinfo) -> JsonValue:
    if kind in _SWITCHES:
        return True
    if kind in _VALUES:
        return cast("JsonValue", read_values(text))
    if kind in _LISTS:
        return _read_list(kind, text)
    reader = _READERS.get(kind)
    return reader(text) if reader else _read_plain(kind, text, zone)


def _read_plain(kind: str, text: str, zone: tzinfo) -> JsonValue:
    return _moment(text, zone) if kind == "at" else text.strip()


def _read_list(kind: str, text: str) -> JsonValue:
    listed: list[JsonValue] = [*_lines(text)]
    return listed[0] if kind == "expect" and len(listed) == 1 else listed


def _read_file(text: str) -> JsonValue:
    name, _, media_type = text.strip().rpartition(" (")
    if not name or not media_type.endswith(")"):
        return {"name": text.strip(), "type": "application/octet-stream"}
    return {"name": name.strip(), "type": media_type[:-1].strip()}


def _read_contacts(text: str) -> JsonValue:
    contacts = [_value(line) for line in _lines(text)]
    if not all(isinstance(contact, dict) for contact in contacts):
        raise _refused(
            "lines.contact",
            'Escreva um contato por linha, como {"name": "Ana"}.',
            'Write one contact a line, such as {"name": "Ana"}.',
        )
    return contacts


_READERS: Final[Mapping[str, Callable[[str], JsonValue]]] = {
    "file": _read_file,
    "contact_book": _read_contacts,
}


def _moment(text: str, zone: tzinfo) -> str:
    written = " ".join(text.split())
    for form in _MOMENTS:
        try:
            return datetime.strptime(written, form).replace(tzinfo=zone).isoformat()
        except ValueError:
            continue
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise _refused(
            "lines.moment",
            "Escreva o momento como 2026-03-10 18:00.",
            "Write the moment as 2026-03-10 18:00.",
        ) from None
    return (read if read.tzinfo else read.replace(tzinfo=zone)).isoformat()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _value(written: str) -> JsonValue:
    try:
        value: JsonValue = orjson.loads(written)
    except orjson.JSONDecodeError:
        return written
    return value


def _without_place(found: Problem) -> Problem:
    return Problem(found.code, found.words, pointer=found.pointer.removeprefix(_A_STEP))


def _refused(code: str, pt: str, en: str) -> ScriptInvalid:
    return ScriptInvalid([problem(code, pt, en)])
