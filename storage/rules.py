"""Rules: what a company decided for the whole installation."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, Column, Connection, Named, Table, TypedColumns, bindparam, select

from storage.columns import CleanText, UtcDateTime, metadata
from storage.policy import Permission
from storage.rows import every, first, insert_or_replace, values_of
from storage.scope import permitted, require_own_name


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


_ALL = select(rules).order_by(rules.c.name)
_BY_NAME = select(rules).where(rules.c.name == bindparam("wanted"))


@permitted(Permission.READ_FLOWS)
def get(tx: Connection, name: str) -> Rule | None:
    """Return what was decided under this name, or None where nobody decided."""
    return first(tx, _BY_NAME, Rule, wanted=name)


@permitted(Permission.READ_FLOWS)
def list_rules(tx: Connection) -> list[Rule]:
    """Return everything that was decided, by name."""
    return every(tx, _ALL, Rule)


@permitted(Permission.ADMINISTER)
def set_rule(tx: Connection, rule: Rule) -> None:
    """Decide, in place of what was decided under the same name before.

    Raises:
        Forbidden: It is to be decided in another person's name.
    """
    require_own_name(tx, rule.set_by)
    tx.execute(insert_or_replace(tx.dialect.name, rules), values_of(rule))
