"""Laws of every answer: nothing raises, all is bounded, saved forms are stable."""

import json
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.numbers import format_decimal
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from flow_runtime.answers import (
    KINDS,
    REASONS,
    Choice,
    Refused,
    Understood,
    understand,
    understand_row,
)

NOW = datetime.fromisoformat("2026-03-11T10:00:00-03:00")
OPTIONS = (
    Choice("boleto", "Segunda via de boleto", ("fatura",)),
    Choice("agent", "Falar com atendente"),
    Choice("no", "Não, obrigado"),
)
ROWS = Path(__file__).parent / "rows"
TYPED = sorted(
    {
        json.loads(line)["text"]
        for path in ROWS.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
)
SAVED_AS_TEXT = ("date", "time", "datetime", "money", "email", "phone", "cpf", "cnpj", "cep", "url")
LANGUAGES = st.sampled_from(["pt-BR", "en"])
typed_texts = st.one_of(
    st.text(max_size=80),
    st.sampled_from(TYPED),
    st.lists(st.sampled_from(TYPED), min_size=2, max_size=4).map(" ".join),
    st.text(alphabet="0123456789.,-/: e€R$k%h", max_size=30),
)


def _understand(kind: str, text: str, **question: Any) -> Understood | Refused:
    return understand(kind, text, options=OPTIONS, now=NOW, pattern="[a-z]+", **question)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=400)
@given(st.sampled_from(list(KINDS)), typed_texts, LANGUAGES, st.sampled_from([None, "past"]))
def test_no_text_raises_and_every_answer_is_json_or_a_known_reason(
    kind: str, text: str, language: str, prefer: Any
) -> None:
    answer = _understand(kind, text, language=language, prefer=prefer)

    if isinstance(answer, Refused):
        assert answer.reason in REASONS
    else:
        assert json.loads(json.dumps(answer.value, allow_nan=False)) == answer.value


@settings(deadline=None)
@given(st.sampled_from(["number", "integer", "percent", "rating"]), typed_texts)
def test_a_number_never_leaves_its_bounds(kind: str, text: str) -> None:
    answer = _understand(kind, text, min=2, max=7)

    assert isinstance(answer, Refused) or (
        isinstance(answer.value, int | float) and 2 <= answer.value <= 7
    )


@settings(deadline=None)
@given(typed_texts, LANGUAGES)
def test_a_date_never_leaves_its_bounds(text: str, language: str) -> None:
    answer = _understand("date", text, language=language, min="2026-01-01", max="2026-12-31")

    assert isinstance(answer, Refused) or str(answer.value).startswith("2026-")


ONE_ANSWER_KINDS = frozenset(KINDS) - {"text", "name", "regex", "location"}
QUESTION_KEYS = ("kind", "language", "prefer", "options", "min", "max", "now")


def _read_questions() -> list[list[dict[str, Any]]]:
    """The understood rows, those of one question together."""
    questions: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(ROWS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["expected"] is not None and row["kind"] in ONE_ANSWER_KINDS:
                question = json.dumps([row.get(key) for key in QUESTION_KEYS])
                questions.setdefault(question, []).append(row)
    return [rows for rows in questions.values() if len({str(row["expected"]) for row in rows}) > 1]


QUESTIONS = _read_questions()


@settings(deadline=None, max_examples=500)
@given(st.data())
def test_two_different_answers_in_one_are_never_one_answer(data: st.DataObject) -> None:
    asked = data.draw(st.sampled_from(QUESTIONS))
    first = data.draw(st.sampled_from(asked))
    second = data.draw(st.sampled_from(asked))
    assume(first["expected"] != second["expected"])
    joiner = " or " if first.get("language") == "en" else " ou "
    both = {**first, "text": first["text"].strip() + joiner + second["text"].strip()}

    assert understand_row(both)["value"] is None


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(SAVED_AS_TEXT), typed_texts, LANGUAGES)
def test_understanding_a_saved_form_gives_the_same_value(
    kind: str, text: str, language: str
) -> None:
    answer = _understand(kind, text, language=language)

    if isinstance(answer, Understood):
        again = _understand(kind, str(answer.value), language=language)
        assert again == Understood(answer.value, "")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from([("pt_BR", "pt-BR"), ("en", "en")]),
)
def test_money_written_the_way_of_the_language_is_read_back(
    amount: Decimal, tongue: tuple[str, str]
) -> None:
    written = format_decimal(amount, "#,##0.00", locale=tongue[0])

    assert _value("money", written, language=tongue[1]) == f"{amount + 0:.2f}"


@given(st.integers(min_value=-(10**15), max_value=10**15), st.sampled_from(["pt_BR", "en"]))
def test_grouped_integers_are_read_back(number: int, locale: str) -> None:
    written = format_decimal(number, locale=locale)

    answer = _understand("integer", written, language=locale.replace("_", "-"))

    assert isinstance(answer, Understood)
    assert answer.value == number


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_full_dates_are_read_back_in_each_language(day: date) -> None:
    assert _value("date", f"{day:%d/%m/%Y}") == day.isoformat()
    assert _value("date", f"{day:%m/%d/%Y}", language="en") == day.isoformat()
    assert _value("date", f"{day.day}.{day.month}.{day.year}") == day.isoformat()


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2026, 3, 11)))
def test_a_birth_date_with_two_digits_is_never_in_the_future(day: date) -> None:
    assert _value("date", f"{day:%d/%m/%y}", prefer="past") == day.isoformat()


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31)))
def test_a_date_without_year_lies_on_the_preferred_side(day: date) -> None:
    future = date.fromisoformat(_value("date", f"{day:%d/%m}", prefer="future"))
    past = date.fromisoformat(_value("date", f"{day:%d/%m}", prefer="past"))

    assert past <= NOW.date() <= future
    assert (past.month, past.day) == (future.month, future.day) == (day.month, day.day)


@given(st.times(), st.sampled_from(["%H:%M", "%Hh%M", "às %H:%M", "%H horas e %M minutos"]))
def test_times_are_read_back(moment: time, shape: str) -> None:
    assert _value("time", moment.strftime(shape)) == f"{moment:%H:%M}"


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(min_value=-12, max_value=14),
)
def test_a_moment_keeps_its_instant_in_the_zone_of_the_customer(
    wall: datetime, offset_h: int
) -> None:
    moment = wall.replace(microsecond=0, tzinfo=timezone(timedelta(hours=offset_h)))

    saved = datetime.fromisoformat(_value("datetime", moment.isoformat()))

    assert saved == moment
    assert saved.utcoffset() == NOW.utcoffset()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "text",
    [
        "1" * 4096,
        "1." * 2048,
        "1 " * 2048,
        "mil e " * 682,
        "25/12 " * 682,
        "a@" * 2048,
        "a." * 2048,
        "(" * 4096,
        "sim " * 1024,
        "não sei " * 512,
        "segunda via " * 341,
        "\ufdfa" * 4096,
        "\ud800" * 4096,
        "\u0301" * 4096,
        "1\u20e3" * 2048,
        "0 " * 2048,
        "- " * 2048,
        "vinte e " * 512,
        "às 10h " * 585,
        "\x00" * 4095 + "1",
        "http://" + "a." * 2000,
        "ponto ".join(["a arroba "] * 200),
        "👍🏽" * 2048,
    ],
    ids=lambda text: ascii(text[:8]),
)
def test_the_longest_hostile_texts_are_answered(kind: str, text: str) -> None:
    answer = _understand(kind, text[:4096])

    assert isinstance(answer, Understood | Refused)


def _value(kind: str, text: str, **question: Any) -> str:
    answer = _understand(kind, text, **question)
    assert isinstance(answer, Understood), (text, answer)
    return str(answer.value)
