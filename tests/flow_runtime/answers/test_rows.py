"""Rows of JSON: what comes back, and what a bad row is told."""

from datetime import datetime
from typing import Any

import pytest

from flow_runtime.answers import AnswerError, BadRowError, Choice, choice_from, understand_row

NOW = "2026-03-11T10:00:00-03:00"


def test_a_row_comes_back_with_its_value() -> None:
    row = {"kind": "money", "text": "mil e duzentos", "now": NOW, "id": 7}

    assert understand_row(row) == {**row, "value": "1200.00"}


def test_a_refused_row_comes_back_with_null_and_the_reason() -> None:
    row = {"kind": "date", "text": "31/02", "now": NOW}

    assert understand_row(row) == {**row, "value": None, "reason": "not_a_date"}


def test_a_row_without_now_takes_the_moment_it_is_given(now: datetime) -> None:
    assert understand_row({"kind": "date", "text": "hoje"}, now=now)["value"] == "2026-03-11"


def test_options_are_texts_or_objects() -> None:
    options = ["Pix", {"value": "card", "label": "Cartão", "synonyms": ["crédito"]}]
    row = {"kind": "menu", "now": NOW, "options": options}

    assert understand_row({**row, "text": "pix"})["value"] == "Pix"
    assert understand_row({**row, "text": "credito"})["value"] == "card"


def test_an_option_without_label_shows_its_value() -> None:
    assert choice_from({"value": 3}) == Choice(3, "3")


@pytest.mark.parametrize(
    "row",
    [
        [],
        "oi",
        None,
        {},
        {"kind": "date", "now": NOW},
        {"text": "hoje", "now": NOW},
        {"kind": "date", "text": "hoje"},
        {"kind": "date", "text": "hoje", "now": "2026-03-11"},
        {"kind": "date", "text": "hoje", "now": "2026-03-11T10:00:00"},
        {"kind": "date", "text": "hoje", "now": "ontem"},
        {"kind": "date", "text": "hoje", "now": 1},
        {"kind": "date", "text": 11, "now": NOW},
        {"kind": "date", "text": "hoje", "now": NOW, "prefer": "both"},
        {"kind": "date", "text": "hoje", "now": NOW, "language": 1},
        {"kind": "number", "text": "1", "now": NOW, "min": [1]},
        {"kind": "number", "text": "1", "now": NOW, "max": True},
        {"kind": "menu", "text": "1", "now": NOW, "options": "Pix"},
        {"kind": "menu", "text": "1", "now": NOW, "options": [1]},
        {"kind": "menu", "text": "1", "now": NOW, "options": [{"label": None}]},
        {"kind": "menu", "text": "1", "now": NOW, "options": [{"value": "a", "synonyms": "b"}]},
    ],
)
def test_a_bad_row_is_told_what_is_wrong(row: Any) -> None:
    with pytest.raises(BadRowError, match=r"\.$|00\.$"):
        understand_row(row)


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(AnswerError, match="cpf_cnpj"):
        understand_row({"kind": "shoe_size", "text": "42", "now": NOW})
