"""Every row of flow_json_cases.md has its test: here, or where the row belongs."""

import re
from pathlib import Path
from typing import Final

HERE = Path(__file__).parent
ROWS = HERE / "flow_json_cases.md"
ROW_ID = re.compile(r"\b([A-E]\d\d)\b")

ELSEWHERE: Final = {
    "B07": "tests/storage/test_flows.py",  # one tenant: an import is a new draft of its own id
    "C11": "tests/flow_runtime/checks/test_hostile.py",
    "C12": "tests/flow_runtime/checks/test_hostile.py",
    "C16": "tests/flow_runtime/calendars/test_calendar_document.py",  # calendars are no flow's
    "D11": "tests/flow_runtime/conversations/test_receiving.py",  # versions stay pinned
    "E02": "tests/storage/test_flows.py",
    "E05": "tests/storage/test_kill.py",
    "E08": "tests/flow_runtime/server/test_chat_api.py",
    "E09": "tests/flow_runtime/conversations/test_programs.py",
    "E10": "tests/storage/test_flows.py",
    "E11": "tests/storage/test_schema.py",
    "E12": "tests/storage/test_encoding.py",
}
NOT_YET = {"E03", "E04"}
"""Rows about the canvas, which this release has not got."""


def test_every_row_is_tested():
    rows = set(re.findall(r"^\| ([A-E]\d\d) \|", ROWS.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(rows) == 72
    tests = (path.read_text(encoding="utf-8") for path in HERE.glob("test_flow_json_*.py"))
    tested = {row for text in tests for row in ROW_ID.findall(text)}
    assert rows - tested - set(ELSEWHERE) == NOT_YET


def test_the_tests_that_stand_elsewhere_exist():
    root = HERE.parents[1]
    assert [path for path in ELSEWHERE.values() if not (root / path).is_file()] == []
