"""Hostile addresses and templates in the fields where a flow author may put them."""

import json
from pathlib import Path

import pytest

from flow_runtime.checks import check
from flow_runtime.errors import FlowInvalid
from flow_runtime.loading import load_document
from flow_runtime.problems import Severity
from flow_runtime.texts import parse_text
from tests.flow_runtime.building import message, node
from tests.flow_runtime.checks.cases import Document, one
from tests.flow_runtime.outbound.hostile_rows import HostileRow, read_rows

TEMPLATES = Path(__file__).parents[2] / "hostile" / "template_injection.txt"
# Names and redirects are judged when the call is made; an address is judged as it is written.
LITERAL = frozenset({"special-ipv4", "ipv4-spelling", "ipv6", "port", "scheme", "parser"})


def errors_at(document: Document, pointer: str) -> list[str]:
    """Return the codes of the errors at a place; a document that does not even load has one."""
    try:
        found = check(load_document(document).flow)
    except FlowInvalid as invalid:
        return [problem.code for problem in invalid.problems]
    return [p.code for p in found if p.pointer == pointer and p.severity is Severity.ERROR]


def calling(url: str) -> Document:
    return one(node("call", "api", url=url), "success", "http_error")


@pytest.mark.parametrize(
    "row",
    [row for row in read_rows() if row.expected == "block" and row.kind in LITERAL],
    ids=lambda row: row.name,
)
def test_a_literal_address_that_may_never_be_called_is_an_error(row: HostileRow) -> None:
    assert errors_at(calling(row.url), "/nodes/1/url")


@pytest.mark.parametrize(
    "row", [row for row in read_rows() if row.expected == "allow"], ids=lambda row: row.name
)
def test_an_honest_address_is_left_in_peace(row: HostileRow) -> None:
    assert errors_at(calling(row.url), "/nodes/1/url") == []


def _templates(*families: str) -> list[str]:
    rows = [line.split("\t") for line in TEMPLATES.read_text(encoding="utf-8").splitlines()]
    found = [json.loads(row[2]) for row in rows if row[0] in families and len(row) > 2]
    return [payload for payload in found if isinstance(payload, str)]


@pytest.mark.parametrize("payload", _templates("expression", "reach"))
def test_a_hostile_template_is_plain_text_or_an_error(payload: str) -> None:
    found = errors_at(one(message("hello", payload), "next"), "/nodes/1/bubbles/0/text")
    assert found or parse_text(payload).is_constant
