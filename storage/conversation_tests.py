"""Conversation tests: scripted conversations that say how a flow is to answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from storage.columns import (
    NEVER_REUSED,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.errors import Conflict
from storage.policy import Permission
from storage.rows import changed, every, first, must
from storage.scope import permitted, require_own_name


class ConversationTestColumns(TypedColumns):
    """The columns of `conversation_tests`; `revision` counts the changes of one test from 1.

    The tests of a flow are in the order in which they were added.
    """

    id = numbered()
    flow_id: Named[str] = Column(ForeignKey("flows.id"))
    name: Named[str] = Column(CleanText)
    conversation: Named[JsonObject] = Column(JSON)
    revision: Named[int]
    updated_at: Named[datetime] = Column(UtcDateTime)
    updated_by: Named[str] = Column(CleanText)


conversation_tests = Table(
    "conversation_tests",
    metadata,
    ConversationTestColumns,
    CheckConstraint("revision >= 1", name="revision"),
    Index("ix_conversation_tests_flow_id", "flow_id"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class ConversationTest:
    """One test of a flow as it was last changed."""

    id: int
    flow_id: str
    name: str
    conversation: JsonObject
    revision: int
    updated_at: datetime
    updated_by: str


_OF_FLOW = conversation_tests.c.flow_id == bindparam("of_flow")
_ALL_OF_FLOW = select(conversation_tests).where(_OF_FLOW).order_by(conversation_tests.c.id)
_BY_ID = select(conversation_tests).where(conversation_tests.c.id == bindparam("test_id"))
_NUMBERS = select(conversation_tests.c.flow_id, func.count()).group_by(conversation_tests.c.flow_id)
_ADD = insert(conversation_tests).returning(*conversation_tests.c)
_DELETE = delete(conversation_tests).where(conversation_tests.c.id == bindparam("test_id"))
_DELETE_ALL = delete(conversation_tests).where(_OF_FLOW)
_CHANGE = update(conversation_tests).where(
    conversation_tests.c.id == bindparam("test_id"),
    conversation_tests.c.revision == bindparam("expected_revision"),
)


@permitted(Permission.TEST)
def add(
    tx: Connection, flow_id: str, *, name: str, conversation: JsonObject, author: str, now: datetime
) -> ConversationTest:
    """Add a test after the other ones of the flow.

    Raises:
        Forbidden: when it is to be written in another person's name.
        Conflict: when there is no such flow.
    """
    require_own_name(tx, author)
    values: dict[str, object] = {
        "flow_id": flow_id,
        "name": name,
        "conversation": conversation,
        "revision": 1,
        "updated_at": now,
        "updated_by": author,
    }
    [added] = every(tx, _ADD, ConversationTest, **values)
    return added


@permitted(Permission.TEST)
def change(
    tx: Connection,
    test_id: int,
    *,
    name: str,
    conversation: JsonObject,
    expected_revision: int,
    author: str,
    now: datetime,
) -> ConversationTest:
    """Put other words into a test that its author was looking at.

    Raises:
        Forbidden: when it is to be written in another person's name.
        Conflict: when somebody else has changed it since; nothing is written.
        NotFound: when it is not there any more.
    """
    require_own_name(tx, author)
    values = {
        "name": name,
        "conversation": conversation,
        "revision": expected_revision + 1,
        "updated_at": now,
        "updated_by": author,
    }
    statement = _CHANGE.values(values).returning(*conversation_tests.c)
    where: dict[str, object] = {"test_id": test_id, "expected_revision": expected_revision}
    kept = first(tx, statement, ConversationTest, **where)
    if kept is None:
        known = get(tx, test_id)
        raise Conflict(
            f"The test “{known.name}” was changed by someone else: look at it again.",
            pt=f"O teste “{known.name}” foi mudado por outra pessoa: veja-o de novo.",
        )
    return kept


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, test_id: int) -> ConversationTest:
    """Return the test.

    Raises:
        NotFound: when there is none with this id.
    """
    return must(
        find(tx, test_id), f"The conversation test {test_id}", pt=f"O teste de conversa {test_id}"
    )


@permitted(Permission.READ_FLOWS)
def find(tx: Connection, test_id: int) -> ConversationTest | None:
    """Return the test, or None."""
    return first(tx, _BY_ID, ConversationTest, test_id=test_id)


@permitted(Permission.READ_FLOWS)
def list_of_flow(tx: Connection, flow_id: str) -> list[ConversationTest]:
    """Return the tests of a flow in the order in which they were added."""
    return every(tx, _ALL_OF_FLOW, ConversationTest, of_flow=flow_id)


@permitted(Permission.READ_FLOWS)
def numbers(tx: Connection) -> dict[str, int]:
    """Return how many tests each flow has, by flow id; flows without tests are left out."""
    return dict(tx.execute(_NUMBERS).all())


@permitted(Permission.TEST)
def delete_tests(tx: Connection, test_ids: Iterable[int]) -> int:
    """Remove tests and return how many of them were still there."""
    return sum(changed(tx, _DELETE, test_id=test_id) for test_id in test_ids)


@permitted(Permission.TEST)
def delete_of_flow(tx: Connection, flow_id: str) -> int:
    """Remove every test of a flow and return how many there were."""
    return changed(tx, _DELETE_ALL, of_flow=flow_id)
