"""How stories hand versions in and decide about them."""

from sqlalchemy import Connection

from storage import review_steps, versions
from storage.review_steps import NewDecision
from storage.reviews import Decision, Submission, Verdict
from tests.storage.stories import NOW


def submit(tx: Connection, number: int, *, by: str = "ana", flow_id: str = "boleto") -> Submission:
    return review_steps.submit(tx, Submission(flow_id, number, by, NOW, "", {}, {}))


def decide(
    tx: Connection,
    number: int,
    verdict: Verdict = "approved",
    *,
    by: str = "bia",
    flow_id: str = "boleto",
) -> Decision:
    sha256 = versions.get(tx, flow_id, number).sha256
    new = NewDecision(flow_id, number, sha256, verdict, "porque sim", by)
    return review_steps.decide(tx, new, now=NOW)
