"""What a customer reads when asked again."""

import ast
from pathlib import Path

import pytest

import flow_runtime.answers
from flow_runtime.answers import KINDS, REASONS, refusal_text

PACKAGE = Path(flow_runtime.answers.__file__).parent


def _refused_reasons() -> set[str]:
    calls = (
        node
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Refused"
    )
    return {
        constant.value
        for call in calls
        for argument in call.args
        for constant in ast.walk(argument)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }


def test_every_reason_in_the_code_has_a_sentence() -> None:
    assert _refused_reasons() <= REASONS


@pytest.mark.parametrize("reason", sorted(REASONS))
@pytest.mark.parametrize("kind", KINDS)
def test_every_reason_is_a_short_polite_sentence_in_both_languages(kind: str, reason: str) -> None:
    portuguese, english = refusal_text(kind, reason, "pt-BR"), refusal_text(kind, reason, "en")

    assert portuguese != english
    assert all(text.endswith((".", "?")) and len(text) <= 100 for text in (portuguese, english))


@pytest.mark.parametrize(
    ("kind", "reason", "language", "bounds", "expected"),
    [
        ("money", "too_low", "pt-BR", (1234.5, None), "O mínimo é R$ 1.234,50."),
        ("money", "too_high", "en", (None, 1234.5), "The maximum is 1,234.50."),
        ("number", "too_high", "pt-BR", (None, "10.5"), "O máximo é 10,5."),
        ("rating", "too_high", "pt-BR", (None, None), "O máximo é 10."),
        ("rating", "too_low", "en", (1, 5), "The minimum is 1."),
        ("date", "too_low", "pt-BR", ("2026-03-12", None), "a partir de 12/03/2026."),
        ("date", "too_high", "en", (None, "2026-12-31"), "up to 12/31/2026."),
        ("time", "too_low", "pt-BR", ("08:00", None), "O mínimo é 08:00."),
        ("text", "too_short", "pt-BR", (3, None), "pelo menos 3 caracteres."),
        ("text", "too_long", "en", (None, 200), "within 200 characters"),
    ],
)
def test_a_bound_is_written_the_way_of_the_language(
    kind: str,
    reason: str,
    language: str,
    bounds: tuple[str | float | None, str | float | None],
    expected: str,
) -> None:
    assert expected in refusal_text(kind, reason, language, *bounds)


def test_an_unknown_reason_still_gets_a_sentence() -> None:
    assert refusal_text("text", "moon_phase", "pt-BR").startswith("Desculpe")
