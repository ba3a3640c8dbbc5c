"""What a text looks like to a customer, with example values; why it cannot be shown, if so."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue

from flow_runtime.checks.reading import root_of
from flow_runtime.formula_errors import FormulaError
from flow_runtime.nodes.fields import Role
from flow_runtime.texts import parse_header, parse_text


@dataclass(frozen=True, slots=True)
class Preview:
    """A rendered text, or the sentence (by language) and place of what is wrong with it.

    `unknown` names what it reads and nobody declared, `without_example` what no example has.
    """

    text: str = ""
    unknown: tuple[str, ...] = ()
    without_example: tuple[str, ...] = ()
    error: Mapping[str, str] | None = None
    position: int | None = None


def preview_of(
    source: str, scope: Mapping[str, JsonValue], *, language: str, role: Role = Role.TEXT
) -> Preview:
    """Render a text with example values; never raises."""
    missing: list[str] = []

    def hear(code: str, detail: str) -> None:
        if code == "unknown_variable":
            missing.append(detail)

    try:
        parsed = parse_header(source) if role is Role.HEADER else parse_text(source)
    except FormulaError as invalid:
        return Preview(error=invalid.sentence, position=invalid.position)
    rendered = parsed.render(scope, language=language, on_problem=hear)
    unknown = [path for path in missing if root_of(path) not in scope]
    others = [path for path in missing if path not in unknown]
    return Preview(rendered, tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(others)))


def place_in(source: str, position: int) -> str:
    """Return the piece of a source around a position, with a mark before the place itself."""
    start, end = max(0, position - 12), position + 12
    before, after = source[start:position], source[position:end]
    return f"{'…' if start else ''}{before}▸{after}{'…' if end < len(source) else ''}".replace(
        "\n", " "
    )
