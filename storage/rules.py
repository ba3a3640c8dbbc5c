"""Rules: what a company decided for the whole installation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, Column, Named, Table, TypedColumns

from storage.columns import CleanText, UtcDateTime, metadata


class RuleColumns(TypedColumns):
    """The columns of `rules`; a rule that nobody set has no row."""

    name: Named[str] = Column(primary_key=True)
    value: Named[object] = Column(JSON)
    set_at: Named[datetime] = Column(UtcDateTime)
    set_by: Named[str] = Column(CleanText)


rules = Table("rules", metadata, RuleColumns)


@dataclass(frozen=True, slots=True)
class Rule:
    """What was decided, by whom and when."""

    name: str
    value: object
    set_at: datetime
    set_by: str
