"""Every kind reads its table: what was typed, and what must be saved or asked again."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from flow_runtime import limits
from flow_runtime.answers import (
    KINDS,
    REASONS,
    AnswerError,
    Refused,
    Understood,
    understand,
    understand_row,
)

ROWS = Path(__file__).parent / "rows"


def read_rows() -> list[Any]:
    return [
        pytest.param(row, id=f"{path.stem}:{number}:{row['text'][:30]}")
        for path in sorted(ROWS.glob("*.jsonl"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for row in [json.loads(line)]
    ]


@pytest.mark.parametrize("row", read_rows())
def test_a_typed_answer_gives_the_saved_form_or_is_asked_again(row: dict[str, Any]) -> None:
    asked = {key: value for key, value in row.items() if key not in {"expected", "reason"}}
    expected, reason = row["expected"], row.get("reason")

    answered = understand_row(asked)

    assert (answered["value"], type(answered["value"])) == (expected, type(expected))
    assert reason is None or answered["reason"] == reason
    assert answered.get("reason") in {None, *REASONS}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_typed_is_refused_as_empty(kind: str, now: datetime) -> None:
    assert understand(kind, " \u200b\u00a0\n", now=now, pattern="a") == Refused("empty")


@pytest.mark.parametrize("kind", KINDS)
def test_an_endless_text_is_refused_unread(kind: str, now: datetime) -> None:
    endless = "1" * (limits.MAX_ANSWER_CHARACTERS + 1)

    assert understand(kind, endless, now=now, pattern="a") == Refused("too_long")


def test_the_note_says_how_a_date_was_read(now: datetime) -> None:
    understood = understand("date", "amanhã", now=now)

    assert understood == Understood("2026-03-12", "'amanhã' → 2026-03-12")


def test_an_answer_already_in_its_saved_form_needs_no_note(now: datetime) -> None:
    assert understand("integer", "12", now=now) == Understood(12, "")


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("shoe_size", {}),
        ("number", {"min": "muito"}),
        ("number", {"max": float("nan")}),
        ("date", {"min": "amanhã"}),
        ("date", {"max": 3}),
        ("datetime", {"min": "2026-03-11Tdez"}),
        ("regex", {}),
        ("regex", {"pattern": "("}),
        ("regex", {"pattern": "a" * (limits.MAX_PATTERN_CHARACTERS + 1)}),
    ],
)
def test_a_question_that_cannot_be_used_says_so(
    kind: str, question: dict[str, Any], now: datetime
) -> None:
    text = {"number": "12", "date": "hoje", "datetime": "hoje às 10h"}.get(kind, "x")

    with pytest.raises(AnswerError):
        understand(kind, text, now=now, **question)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(AnswerError, match="aware"):
        understand("date", "hoje", now=datetime(2026, 3, 11))
