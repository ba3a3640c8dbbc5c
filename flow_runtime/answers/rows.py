"""Answers as rows of JSON, for `fluxo understand < rows.jsonl`."""

from collections.abc import Mapping
from datetime import datetime

from flow_runtime.answers.errors import BadRowError
from flow_runtime.answers.kinds import understand
from flow_runtime.answers.results import Answer, Bound, Choice, Prefer, Understood, choice_from


def understand_row(row: object, *, now: datetime | None = None) -> dict[str, object]:
    """Return the row with "value" (null when refused) and, when refused, "reason".

    Args:
        row: An object with "kind" and "text", and perhaps "options", "language", "now" (ISO 8601
            with offset), "prefer", "min", "max" and "pattern"; other keys are kept as they are.
        now: The moment for rows that name none.

    Raises:
        BadRowError: The row is no object, or a key is missing or of a wrong type.
        BadQuestionError: The kind, a bound or the pattern cannot be used.
    """
    if not isinstance(row, Mapping):
        raise BadRowError(
            'A row must be an object such as {"kind": "date", "text": "amanhã"}.',
            pt='Uma linha deve ser um objeto como {"kind": "date", "text": "amanhã"}.',
        )
    answer = _answer(row, now)
    result = {key: value for key, value in row.items() if key not in {"value", "reason"}}
    if isinstance(answer, Understood):
        return {**result, "value": answer.value}
    return {**result, "value": None, "reason": answer.reason}


def _answer(row: Mapping[str, object], now: datetime | None) -> Answer:
    return understand(
        _text(row, "kind"),
        _text(row, "text"),
        options=_options(row),
        language=_optional_text(row, "language") or "pt-BR",
        now=_moment(row, now),
        prefer=_prefer(row),
        min=_bound(row, "min"),
        max=_bound(row, "max"),
        pattern=_optional_text(row, "pattern"),
    )


def _text(row: Mapping[str, object], key: str) -> str:
    value = _optional_text(row, key)
    if value is None:
        raise BadRowError(
            f'The row has no "{key}"; add it as a text.',
            pt=f'Falta "{key}" na linha; acrescente-o como texto.',
        )
    return value


def _optional_text(row: Mapping[str, object], key: str) -> str | None:
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise BadRowError(f'The key "{key}" must be a text.', pt=f'A chave "{key}" deve ser um texto.')


def _options(row: Mapping[str, object]) -> tuple[Choice, ...]:
    options = row.get("options") or ()
    if not isinstance(options, list | tuple):
        raise BadRowError(
            'The key "options" must be a list.', pt='A chave "options" deve ser uma lista.'
        )
    return tuple(map(choice_from, options))


def _moment(row: Mapping[str, object], default: datetime | None) -> datetime:
    text = _optional_text(row, "now")
    if text is None and default is not None:
        return default
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        moment = datetime.min
    if moment.tzinfo is None:
        raise BadRowError(
            'The row needs "now" as ISO 8601 with offset: 2026-03-11T10:00:00-03:00.',
            pt='A linha precisa de "now" em ISO 8601 com fuso: 2026-03-11T10:00:00-03:00.',
        )
    return moment


def _prefer(row: Mapping[str, object]) -> Prefer:
    text = _optional_text(row, "prefer")
    if text is None or text == "":
        return None
    if text == "future":
        return "future"
    if text == "past":
        return "past"
    raise BadRowError(
        'The key "prefer" must be "future" or "past".',
        pt='A chave "prefer" deve ser "future" ou "past".',
    )


def _bound(row: Mapping[str, object], key: str) -> Bound:
    value = row.get(key)
    if value is None or (isinstance(value, int | float | str) and not isinstance(value, bool)):
        return value
    raise BadRowError(
        f'The key "{key}" must be a number or an ISO date.',
        pt=f'A chave "{key}" deve ser um número ou uma data ISO.',
    )
