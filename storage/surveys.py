"""Survey responses: how the customer says it went."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Index,
    Named,
    Table,
    TypedColumns,
    bindparam,
    insert,
    select,
)

from storage.columns import (
    NEVER_REUSED,
    BigId,
    CleanText,
    JsonObject,
    UtcDateTime,
    metadata,
    numbered,
)
from storage.policy import Permission
from storage.rows import every, first, must, values_of
from storage.scope import permitted


class SurveyColumns(TypedColumns):
    """The columns of `survey_responses`."""

    id = numbered()
    conversation_id: Named[int] = Column(BigId, ForeignKey("conversations.id"))
    contact_id: Named[int] = Column(BigId, ForeignKey("contacts.id"))
    flow_id: Named[str]
    version: Named[int]
    node_id: Named[str]
    kind: Named[str]
    score: Named[int | None]
    segment: Named[str | None] = Column(CleanText)
    comment: Named[str | None] = Column(CleanText)
    answers: Named[JsonObject] = Column(JSON)
    answered_at: Named[datetime] = Column(UtcDateTime)


survey_responses = Table(
    "survey_responses",
    metadata,
    SurveyColumns,
    Index("ix_survey_responses_contact_id_answered_at", "contact_id", "answered_at"),
    Index("ix_survey_responses_conversation_id", "conversation_id"),
    Index("ix_survey_responses_flow_id_answered_at", "flow_id", "answered_at"),
    **NEVER_REUSED,
)


@dataclass(frozen=True, slots=True)
class NewSurveyResponse:
    """An answered survey; `kind` is nps, csat, ces or custom, `segment` e.g. promoter."""

    conversation_id: int
    contact_id: int
    flow_id: str
    version: int
    node_id: str
    kind: str
    score: int | None
    segment: str | None
    comment: str | None
    answers: JsonObject


@dataclass(frozen=True, slots=True)
class SurveyResponse:
    """A recorded survey response."""

    id: int
    conversation_id: int
    contact_id: int
    flow_id: str
    version: int
    node_id: str
    kind: str
    score: int | None
    segment: str | None
    comment: str | None
    answers: JsonObject
    answered_at: datetime


_ADD = insert(survey_responses).returning(*survey_responses.c)
_OF_CONVERSATION = (
    select(survey_responses)
    .where(survey_responses.c.conversation_id == bindparam("conversation_id"))
    .order_by(survey_responses.c.id)
)
_NEWEST = (
    select(survey_responses.c.answered_at)
    .where(survey_responses.c.contact_id == bindparam("contact_id"))
    .order_by(survey_responses.c.answered_at.desc())
    .limit(1)
)


@permitted(Permission.RUN)
def record(tx: Connection, new: NewSurveyResponse, *, now: datetime) -> SurveyResponse:
    """Keep a survey response."""
    return must(first(tx, _ADD, SurveyResponse, **values_of(new), answered_at=now), "The response")


@permitted(Permission.READ_CUSTOMERS)
def for_conversation(tx: Connection, conversation_id: int) -> list[SurveyResponse]:
    """Return the conversation's responses in order."""
    return every(tx, _OF_CONVERSATION, SurveyResponse, conversation_id=conversation_id)


@permitted(Permission.READ_CUSTOMERS)
def last_answered(tx: Connection, contact_id: int) -> datetime | None:
    """Return when the contact last answered any survey, so as not to ask too often."""
    return tx.execute(_NEWEST, {"contact_id": contact_id}).scalar_one_or_none()
