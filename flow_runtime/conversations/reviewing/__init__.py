"""From a draft to an approved version: two people, and what each of them saw.

    examine_draft ─► submit ─► (waiting) ─► approve | send_back ─► publishing

examining.py   what the checks and tests say of a draft, and what stands in the way
submitting.py  the draft becomes a version that waits, with what was found
deciding.py    another person approves it, or sends it back with a reason
commenting.py  what people write about a version or one of its blocks
errors.py      why something of this cannot be done
"""

from flow_runtime.conversations.reviewing.commenting import (
    list_comments,
    reopen_comment,
    resolve_comment,
    write_comment,
)
from flow_runtime.conversations.reviewing.deciding import approve, send_back
from flow_runtime.conversations.reviewing.errors import (
    AlreadySubmitted,
    ReasonNeeded,
    ReviewRefused,
    TestsFailed,
    TextTooLong,
)
from flow_runtime.conversations.reviewing.examining import Examination, examine_draft
from flow_runtime.conversations.reviewing.submitting import submit
from storage.review_comments import ReviewComment
from storage.review_lists import Waiting, list_waiting, number_waiting
from storage.reviews import Decision, Review, Submission, is_approved, review_of

__all__ = [
    "AlreadySubmitted",
    "Decision",
    "Examination",
    "ReasonNeeded",
    "Review",
    "ReviewComment",
    "ReviewRefused",
    "Submission",
    "TestsFailed",
    "TextTooLong",
    "Waiting",
    "approve",
    "examine_draft",
    "is_approved",
    "list_comments",
    "list_waiting",
    "number_waiting",
    "reopen_comment",
    "resolve_comment",
    "review_of",
    "send_back",
    "submit",
    "write_comment",
]
