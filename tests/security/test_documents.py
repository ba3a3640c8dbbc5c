"""What the documents of security claim: named tests exist, and there are no cookies."""

import re
from pathlib import Path

import pytest

from tests.flow_runtime.server.conftest import Served
from tests.flow_runtime.server.test_chat_api import Visitor, name_flow

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| ([0-9]+(?:\.[0-9]+){2}) \| (.+) \| \[`(\w+)`\]\((\S+)\) \|$", re.MULTILINE)
CLAIMS = ROW.findall((DOCS / "asvs.md").read_text(encoding="utf-8"))


def test_every_row_is_read():
    text = (DOCS / "asvs.md").read_text(encoding="utf-8")
    assert len(CLAIMS) == text.count("\n| ") - 2
    assert len({number for number, *_ in CLAIMS}) == len(CLAIMS)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim[0])
def test_a_claim_names_a_test_that_exists(claim: tuple[str, str, str, str]):
    _, _, name, path = claim
    source = (DOCS / path).resolve().read_text(encoding="utf-8")
    assert f"def {name}(" in source


def test_no_answer_sets_a_cookie(served: Served):
    served.publish(name_flow())
    visitor = Visitor(served)
    answers = [
        visitor.send(text="ana"),
        served.client.get(f"{visitor.path}/messages", headers=visitor.headers),
        served.client.get("/chat/site"),
        served.client.get("/widget.js"),
        served.client.get("/nowhere"),
    ]
    assert [answer.headers.get("set-cookie") for answer in answers] == [None] * len(answers)
