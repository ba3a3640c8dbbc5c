"""What a company decides for the whole installation."""

import pytest

from flow_runtime.company_rules import may_approve_own, set_may_approve_own
from storage import rules
from storage.audit import AuditFilter, each
from storage.database import Database
from storage.errors import Forbidden
from storage.policy import NOBODY, Role, Scope
from storage.rules import Rule
from tests.storage.stories import NOW


def test_nobody_approves_their_own_until_the_company_says_so(database: Database) -> None:
    with database.transaction() as tx:
        assert not may_approve_own(tx)
        set_may_approve_own(tx, True, author="Ana", now=NOW)
        assert may_approve_own(tx)
        assert rules.list_rules(tx) == [Rule("approve-own", True, NOW, "Ana")]
        set_may_approve_own(tx, False, author="Ana", now=NOW)
        assert not may_approve_own(tx)
        entries = [(each.actor, dict(each.details)) for each in each(tx, AuditFilter())]
    assert entries == [
        ("Ana", {"before": False, "after": True}),
        ("Ana", {"before": True, "after": False}),
    ]


@pytest.mark.parametrize("value", [1, "true", "false", [], {}])
def test_what_is_no_clear_yes_is_a_no(database: Database, value: object) -> None:
    with database.transaction() as tx:
        rules.set_rule(tx, Rule("approve-own", value, NOW, "Ana"))
        assert not may_approve_own(tx)


def test_only_those_who_administer_decide(database: Database) -> None:
    others = frozenset(set(Role) - {Role.ADMIN})
    for scope in (NOBODY, Scope("Bia", others)):
        with pytest.raises(Forbidden), database.within(scope).transaction() as tx:
            set_may_approve_own(tx, True, author="Bia", now=NOW)
    with database.within(Scope("Bia", others)).read() as tx:
        assert not may_approve_own(tx)
