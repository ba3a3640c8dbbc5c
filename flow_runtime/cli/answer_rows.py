"""The lines of `fluxo understand`: one JSON row in, one out, as soon as it is read."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import BinaryIO, NoReturn

from flow_runtime.answers import AnswerError, understand_row
from flow_runtime.cli.speech import warn


def utc_now() -> datetime:
    """Return the time, for rows that name no moment."""
    return datetime.now(UTC)


def understand_lines(
    lines: Iterable[bytes], output: BinaryIO, *, now: Callable[[], datetime] = utc_now
) -> bool:
    """Write each row with its value; return False when a line could not be used.

    A bad line is told about on the error stream by its number, and the others go on.
    """
    all_good = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            written = _understood(line, now())
        except (ValueError, RecursionError) as error:
            pt, en = _reasons(error)
            warn(f"Linha {number}: {pt}", f"Line {number}: {en}")
            all_good = False
            continue
        output.write(written)
        output.flush()
    return all_good


def _reasons(error: Exception) -> tuple[str, str]:
    """Say why a line cannot be used, in Portuguese and English."""
    if isinstance(error, AnswerError):
        return error.words["pt-BR"], error.words["en"]
    return (
        'não é um objeto JSON como {"kind": "date", "text": "amanhã"}. Corrija a linha.',
        'this is no JSON object such as {"kind": "date", "text": "amanhã"}. Correct the line.',
    )


def _understood(line: bytes, now: datetime) -> bytes:
    row = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse_constant)
    result = understand_row(row, now=now)
    try:
        return json.dumps(result, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        # A lone surrogate has no UTF-8, but JSON can spell it.
        return json.dumps(result, allow_nan=False).encode() + b"\n"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number; leave it out.")
