"""How a value is written where not every character may stand: in a URL or a header."""

import re
import urllib.parse
from typing import Final, Literal

from flow_runtime.formula_errors import OnProblem, TextInvalid
from flow_runtime.texts.parts import Part

UrlEncoding = Literal["path", "query"]
Encoding = UrlEncoding | Literal["header"]

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_HOST_START: Final = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:[/\\]*|[/\\]{2,})")


def encoded(value: str, encoding: Encoding | None, on_problem: OnProblem) -> str:
    """Return a value written for its place; what cannot stand there is dropped and reported."""
    match encoding:
        case None:
            return value
        case "header":
            return _in_header(value, on_problem)
        case "path" if value and not value.strip("."):
            # Dots alone would climb to another path, even percent-encoded (RFC 3986, 5.2.4).
            on_problem("unsafe_value", "dots alone cannot be a part of a path")
            return ""
    return urllib.parse.quote(value, safe="", errors="replace")


def _in_header(value: str, on_problem: OnProblem) -> str:
    # RFC 9110, 5.5: a line end inside a value would begin another header.
    # And two values with a brace each could spell `{{secret:NAME}}` together.
    if _CONTROL.search(value) or "{" in value:
        on_problem("unsafe_value", "a header takes neither line ends nor braces")
        return ""
    return value


def refuse_variable_host(parts: tuple[Part, ...]) -> None:
    """Refuse a URL whose scheme, host or port would come from a variable.

    Raises:
        TextInvalid: An output stands before the host has ended.
    """
    head = parts[0] if parts and isinstance(parts[0], str) else ""
    if all(isinstance(part, str) for part in parts) or _host_has_ended(head):
        return
    raise TextInvalid(
        "variable_in_host",
        "O começo do endereço, até a barra depois do domínio, deve ser fixo.",
        "The beginning of the address, up to the slash after the domain, must be fixed.",
        position=0,
    )


def _host_has_ended(head: str) -> bool:
    return any(mark in _HOST_START.sub("", head, count=1) for mark in "/?#")


def with_one_slash(url: str, source: str) -> str:
    """Keep a path a path: an empty value in `/{{ a }}/b` must not turn `b` into a host."""
    if source.startswith("/") and not source.startswith("//"):
        return "/" + url.lstrip("/\\")
    return url
