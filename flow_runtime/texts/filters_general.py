"""Liquid's filters for texts and dates."""

import html
import urllib.parse
from collections.abc import Callable, Mapping
from typing import Final

from flow_runtime.texts.filter_values import as_count, as_integer, is_blank, joined
from flow_runtime.texts.printing import printed


def _on_text(function: Callable[[str], str]) -> Callable[[object], object]:
    def filtered(value: object) -> object:
        return function(printed(value))

    return filtered


def _append(value: object, tail: object) -> object:
    return joined("", [printed(value), printed(tail)])


def _prepend(value: object, head: object) -> object:
    return joined("", [printed(head), printed(value)])


def _replace(value: object, old: object, new: object = "") -> object:
    searched = printed(old)
    if not searched:
        return value
    return joined(printed(new), printed(value).split(searched))


def _replace_first(value: object, old: object, new: object = "") -> object:
    searched = printed(old)
    return joined(printed(new), printed(value).split(searched, 1)) if searched else value


def _remove(value: object, unwanted: object) -> object:
    return _replace(value, unwanted)


def _truncate(value: object, characters: object = 50, end: object = "…") -> object:
    text, tail = printed(value), printed(end)
    limit = as_count(characters)
    if len(text) <= limit:
        return text
    return text[: max(0, limit - len(tail))].rstrip() + tail[:limit]


def _truncatewords(value: object, words: object = 15, end: object = "…") -> object:
    found = printed(value).split()
    limit = max(1, as_count(words))
    kept = " ".join(found[:limit])
    return kept if len(found) <= limit else joined("", [kept, printed(end)])


def _slice(value: object, start: object, length: object = 1) -> object:
    items = list(value) if isinstance(value, list | tuple) else printed(value)
    first = as_integer(start)
    first = first if first >= 0 else max(0, len(items) + first)
    return items[first : first + as_count(length)]


def _default(value: object, instead: object = "", *, allow_false: object = False) -> object:
    if value is False and allow_false is True:
        return value
    return instead if is_blank(value) else value


def _split(value: object, separator: object = " ") -> object:
    text, at = printed(value), printed(separator)
    if not text:
        return []
    return list(text) if at == "" else text.split(None if at == " " else at)


def _url_encode(text: str) -> str:
    return urllib.parse.quote_plus(text, errors="replace")


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "upcase": _on_text(str.upper),
    "downcase": _on_text(str.lower),
    "capitalize": _on_text(str.capitalize),
    "strip": _on_text(str.strip),
    "lstrip": _on_text(str.lstrip),
    "rstrip": _on_text(str.rstrip),
    "squish": _on_text(lambda text: " ".join(text.split())),
    "strip_newlines": _on_text(lambda text: "".join(text.splitlines())),
    "escape": _on_text(html.escape),
    "url_encode": _on_text(_url_encode),
    "append": _append,
    "prepend": _prepend,
    "replace": _replace,
    "replace_first": _replace_first,
    "remove": _remove,
    "truncate": _truncate,
    "truncatewords": _truncatewords,
    "slice": _slice,
    "split": _split,
    "default": _default,
}
