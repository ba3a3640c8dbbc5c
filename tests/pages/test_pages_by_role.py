"""Which page and which route is whose: a new one without a row here fails."""

from typing import Final

import pytest
from starlette.routing import Route

import builder_app
from pages.signing.routes import routes
from storage.policy import NOBODY, Role, Scope

BUILDERS: Final = frozenset(
    {Role.DESIGNER, Role.TESTER, Role.APPROVER, Role.OPS, Role.SUPERVISOR, Role.ADMIN}
)
AUDITORS: Final = frozenset({Role.APPROVER, Role.OPS, Role.SUPERVISOR, Role.ADMIN})

PAGES: Final[dict[str, frozenset[Role]]] = {
    "": frozenset(Role),
    "account": frozenset(Role),
    "audit": AUDITORS,
    "editor": BUILDERS,
    "map": BUILDERS,
    "people": frozenset({Role.ADMIN}),
    "publish": BUILDERS,
    "read": BUILDERS,
    "review": BUILDERS,
    "share": BUILDERS,
    "tests": BUILDERS,
}
"""The roles for which a page is there; for others its address is like one that nothing has."""

BEFORE_THE_DOOR: Final = {
    "/first-account": {"GET", "POST"},
    "/set-password": {"GET", "POST"},
    "/sign-in": {"GET", "POST"},
}
"""What a stranger may ask for: forms that need a password or a one-time link."""


@pytest.mark.parametrize("role", Role)
def test_a_role_has_its_pages_and_no_others(role: Role) -> None:
    scope = Scope("ana", frozenset({role}), 1)
    found = set(builder_app.shown_to(scope))
    assert found == {path for path, roles in PAGES.items() if role in roles}


def test_an_account_without_a_role_has_the_home_and_itself() -> None:
    found = set(builder_app.shown_to(Scope("ana", frozenset(), 1)))
    assert found == {"", "account"}


def test_nobody_has_a_page_but_the_home_which_is_behind_the_door() -> None:
    assert set(builder_app.shown_to(NOBODY)) == {""}


def test_only_the_forms_stand_before_the_door() -> None:
    known = [one for one in routes() if isinstance(one, Route)]
    found = {one.path: set(one.methods or ()) - {"HEAD"} for one in known}
    company = {path for path in found if path.startswith("/sign-in/")}
    assert {path: found[path] for path in found.keys() - company} == BEFORE_THE_DOOR
    assert company == {"/sign-in/back", "/sign-in/company"}
