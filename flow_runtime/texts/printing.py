"""Values as people read them inside a text."""

import json
import math
from collections.abc import Mapping
from datetime import date, time
from itertools import islice

from flow_runtime.limits import MAX_LIST_ITEMS, MAX_TEXT_CHARACTERS


def printed(value: object) -> str:
    """Return a value as text: 3.0 → "3", true → "true", lists with commas, null as nothing.

    At most MAX_TEXT_CHARACTERS characters. Only plain data is printed; anything else raises, so
    that no Python object can speak through a text.

    Raises:
        ValueError: The value is not plain data, or a number without a decimal form.
    """
    shown = value if isinstance(value, str) else _printed(value)
    return shown[:MAX_TEXT_CHARACTERS]


def _printed(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _printed_float(value)
        case list() | tuple():
            return ", ".join(printed(item) for item in islice(value, MAX_LIST_ITEMS))
        case Mapping():
            return json.dumps(dict(value), ensure_ascii=False)
        case date() | time():
            return value.isoformat()
    raise ValueError(f"a {type(value).__name__} cannot be printed")


def _printed_float(number: float) -> str:
    if not math.isfinite(number):
        raise ValueError("the number is not finite")
    if number.is_integer():
        return str(int(number))
    # repr is the shortest text that reads back; Decimal would spell noise, "e" confuses people.
    spelled = repr(number)
    return spelled if "e" not in spelled else f"{number:.20f}".rstrip("0").rstrip(".")
