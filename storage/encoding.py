"""Text and JSON in the one form that both databases can hold."""

import re
from collections.abc import Mapping

import orjson

from storage.errors import InvalidValue

# PostgreSQL can keep neither the character NUL nor half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"
_ESCAPED_NUL = b"\\u0000"


def clean_text(text: str) -> str:
    """Return `text` with each character that cannot be stored replaced by U+FFFD."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def dump_json(value: object) -> str:
    """Write `value` as JSON; characters that cannot be stored become U+FFFD.

    Raises:
        InvalidValue: when `value` holds something that JSON has no form for.
    """
    try:
        written = orjson.dumps(value)
    except TypeError:
        return _dump(_clean(value)).decode()
    if _ESCAPED_NUL in written:
        written = _dump(_clean(value))
    return written.decode()


def load_json(text: str | bytes | float) -> object:
    """Read what `dump_json` wrote; SQLite gives a number that stands alone back as one."""
    return orjson.loads(text) if isinstance(text, str | bytes) else text


def as_stored(value: object) -> object:
    """Return a JSON value as it comes back from the database that keeps it."""
    return load_json(dump_json(value))


def canonical_json(value: object) -> bytes:
    """Write `value` as JSON with sorted keys: equal values give equal bytes, fit for a hash.

    Raises:
        InvalidValue: when `value` holds something that JSON has no form for.
    """
    return _dump(_clean(value), orjson.OPT_SORT_KEYS)


def _dump(value: object, option: int | None = None) -> bytes:
    try:
        return orjson.dumps(value, option=option)
    except TypeError as error:
        raise InvalidValue(
            f"This value cannot be written as JSON ({error}): use text, numbers, lists and objects."
        ) from error


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value
