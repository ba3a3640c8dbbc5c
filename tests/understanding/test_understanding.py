"""What people type on a phone is understood, or asked again; hardly ever misread."""

import pytest

from benchmarks.answer_scores import Score, is_held_out, read_rows, score, score_parts
from flow_runtime.answers import KINDS

NEEDED_RIGHT = 0.97
ALLOWED_WRONG = 0.003
ONLY_AS_ATTACHMENT = {"file", "image", "audio"}


@pytest.fixture(scope="module")
def totals() -> dict[str, Score]:
    return {part: scores[-1] for part, scores in score_parts().items()}


@pytest.mark.parametrize("part", ["tuned", "held_out"])
def test_answers_are_understood(totals: dict[str, Score], part: str) -> None:
    assert totals[part].right_share >= NEEDED_RIGHT


@pytest.mark.parametrize("part", ["tuned", "held_out"])
def test_answers_are_hardly_ever_misread(totals: dict[str, Score], part: str) -> None:
    assert totals[part].wrong_share <= ALLOWED_WRONG


def test_every_kind_that_can_be_typed_has_rows_of_both_parts() -> None:
    parts = {(row["kind"], is_held_out(row)) for row in read_rows()}

    typed = KINDS.keys() - ONLY_AS_ATTACHMENT
    assert parts == {(kind, held_out) for kind in typed for held_out in (True, False)}


def test_no_less_than_a_sixth_of_the_rows_is_held_out() -> None:
    rows = list(read_rows())

    assert len(rows) >= 1_000
    assert sum(map(is_held_out, rows)) >= len(rows) / 6


def test_a_misread_row_counts_as_silently_wrong_and_a_refused_one_as_asked_again() -> None:
    row = {"kind": "integer", "now": "2026-03-11T10:00:00-03:00"}
    rows = [
        {**row, "text": "10", "expected": 10},
        {**row, "text": "10", "expected": 12},
        {**row, "text": "10", "expected": None},
        {**row, "text": "muitos", "expected": 10},
    ]

    assert score(rows)[-1] == Score("all", right=1, asked_again=1, silently_wrong=2)


def test_true_is_not_one() -> None:
    row = {"kind": "integer", "text": "1", "expected": True, "now": "2026-03-11T10:00:00-03:00"}

    assert score([row])[-1].silently_wrong == 1
