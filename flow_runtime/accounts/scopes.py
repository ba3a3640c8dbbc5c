"""From an account to what may be done in its name."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from storage.api_tokens import ApiToken
from storage.people import Person
from storage.policy import Permission, Role, Scope

_Named = TypeVar("_Named", bound=StrEnum)


def scope_of_person(person: Person) -> Scope:
    """Return what an account may do by its roles."""
    return Scope(person.name, _known(Role, person.roles), person.id)


def scope_of_token(person: Person, token: ApiToken) -> Scope:
    """Return what a token may do: what it lists of what the person's roles permit today."""
    # Whatever it is for, what it does is written down.
    only = _known(Permission, token.permissions) | {Permission.KNOW_ONESELF}
    return Scope(person.name, _known(Role, person.roles), person.id, only)


def _known(kind: type[_Named], values: Iterable[str]) -> frozenset[_Named]:
    """Return the values that this release knows; one of a newer release permits nothing."""
    return frozenset(kind(value) for value in values if value in set(kind))
