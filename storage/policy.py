"""Who may do what: the one table of roles and permissions, and in whose name a caller acts.

    Role ──(ROLE_PERMISSIONS)──► Permission ◄── @permitted(Permission.…) on each function of storage

A connection carries a `Scope` (storage/scope.py); a function refuses one that lacks its permission.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is in the company; a person may have several roles."""

    DESIGNER = "designer"
    TESTER = "tester"
    APPROVER = "approver"
    OPS = "ops"
    ATTENDANT = "attendant"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What a function of storage needs its caller to be allowed."""

    KNOW_ONESELF = "know_oneself"
    """One's own account, sign-ins and tokens; and that what one does is written down."""

    READ_FLOWS = "read_flows"
    """Flows, drafts, versions, tests, reviews, and what is live where."""

    DRAW = "draw"
    """Make and change flows and drafts."""

    TEST = "test"
    """Keep conversation tests and the contacts they are had with."""

    SUBMIT = "submit"
    """Freeze a draft as a version and ask for its review."""

    COMMENT = "comment"
    """Write and resolve comments on versions."""

    REVIEW = "review"
    """Approve a version or send it back."""

    PUBLISH = "publish"
    """Publish, publish later, publish to a share, roll back."""

    READ_AUDIT = "read_audit"
    """See, export and verify the audit."""

    READ_CUSTOMERS = "read_customers"
    """Contacts, conversations and what was said in them."""

    ATTEND = "attend"
    """Take, answer and resolve tickets."""

    SUPERVISE = "supervise"
    """Queues and business calendars."""

    ADMINISTER = "administer"
    """People and their roles, channels, connections, secrets, rules of the installation."""

    RUN = "run"
    """What only the runtime itself does: receive, advance, send, fire timers."""


_EVERYBODY: Final = frozenset({Permission.KNOW_ONESELF})
_BUILDERS: Final = _EVERYBODY | {Permission.READ_FLOWS}

ROLE_PERMISSIONS: Final[Mapping[Role, frozenset[Permission]]] = {
    Role.DESIGNER: _BUILDERS
    | {Permission.DRAW, Permission.TEST, Permission.SUBMIT, Permission.COMMENT},
    Role.TESTER: _BUILDERS | {Permission.TEST, Permission.COMMENT},
    Role.APPROVER: _BUILDERS | {Permission.REVIEW, Permission.COMMENT, Permission.READ_AUDIT},
    Role.OPS: _BUILDERS | {Permission.PUBLISH, Permission.COMMENT, Permission.READ_AUDIT},
    Role.ATTENDANT: _EVERYBODY | {Permission.READ_CUSTOMERS, Permission.ATTEND},
    Role.SUPERVISOR: _BUILDERS
    | {Permission.READ_CUSTOMERS, Permission.ATTEND, Permission.SUPERVISE, Permission.READ_AUDIT},
    Role.ADMIN: _BUILDERS | {Permission.ADMINISTER, Permission.SUPERVISE, Permission.READ_AUDIT},
}
"""The table. `RUN` belongs to no role: it is the runtime's own."""


@dataclass(frozen=True, slots=True)
class Scope:
    """In whose name something is done.

    `person` is the name under which it is written down, `person_id` the account (None when there
    is none), `only` what a token is limited to (None: all that the roles permit).
    """

    person: str
    roles: frozenset[Role] = frozenset()
    person_id: int | None = None
    only: frozenset[Permission] | None = None
    is_installation: bool = False

    def permits(self, permission: Permission) -> bool:
        """Say whether this scope has a permission."""
        if self.is_installation:
            return True
        if self.only is not None and permission not in self.only:
            return False
        return any(permission in ROLE_PERMISSIONS[role] for role in self.roles)


INSTALLATION: Final = Scope("Fluxo", is_installation=True)
"""The runtime, and whoever holds the address of the database: it could change the rows anyway."""

NOBODY: Final = Scope("")
"""Somebody who has not signed in."""
