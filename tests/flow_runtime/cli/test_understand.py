import json
from typing import Any

from tests.flow_runtime.cli.conftest import Call

NOW = "2026-03-10T10:00:00-03:00"


def rows_of(output: str) -> list[Any]:
    return [json.loads(line) for line in output.splitlines()]


def lines(*rows: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def test_each_row_comes_back_with_its_value_or_reason(fluxo: Call) -> None:
    typed = lines(
        {"kind": "date", "text": "amanhã", "now": NOW, "language": "pt-BR", "id": 7},
        {"kind": "money", "text": "R$ 1.234,56", "now": NOW},
        {"kind": "cpf", "text": "111", "now": NOW},
    )
    result = fluxo("understand", typed=typed)
    assert result.exit_code == 0
    tomorrow, money, refused = rows_of(result.stdout)
    assert (tomorrow["value"], tomorrow["id"]) == ("2026-03-11", 7)
    assert "reason" not in tomorrow
    assert money["value"] == "1234.56"
    assert refused["value"] is None
    assert refused["reason"]


def test_row_without_a_moment_uses_the_clock(fluxo: Call) -> None:
    (row,) = rows_of(fluxo("understand", typed=lines({"kind": "date", "text": "hoje"})).stdout)
    assert row["value"].startswith("20")


def test_bad_lines_are_told_by_number_and_the_others_go_on(fluxo: Call) -> None:
    good = lines({"kind": "yes_no", "text": "sim", "now": NOW}).strip()
    bad = [
        "{",
        "[]",
        '{"kind": "date"}',
        '{"kind": "nope", "text": "x"}',
        '{"a": NaN}',
        "[" * 9_999,
    ]
    result = fluxo("understand", typed="\n".join([*bad, "", good]))
    assert result.exit_code == 1
    assert [row["value"] for row in rows_of(result.stdout)] == [True]
    told = result.stderr.splitlines()
    assert [line.split(":")[0] for line in told] == [f"Line {n}" for n in range(1, 7)]


def test_text_that_has_no_utf8_form_comes_back_escaped(fluxo: Call) -> None:
    row = {"kind": "text", "text": "\ud800", "note": "\ud800", "now": NOW}
    typed = json.dumps(row)
    result = fluxo("understand", typed=typed)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["note"] == "\ud800"
