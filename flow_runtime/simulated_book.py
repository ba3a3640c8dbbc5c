"""The contact book of a host without a world: rows that answer as the runtime's book does."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from pydantic import JsonValue

from flow_runtime.effects import FindContact

NOBODY: Final[Mapping[str, JsonValue]] = MappingProxyType(
    {"name": None, "language": None, "tags": [], "consents": {}}
)
"""What the contact book says of every contact, as of one that it knows nothing about."""


def searched(
    book: Sequence[Mapping[str, JsonValue]], search: FindContact, *, own: Mapping[str, JsonValue]
) -> Mapping[str, JsonValue] | None:
    """Return what a search finds: other contacts first, and then `own`, the one who writes."""
    for row in book:
        if row.get(search.field_name) == search.value:
            return found_contact(own, row, merge=search.merge)
    is_own = own.get(search.field_name) == search.value
    return {**own, "tags": _tags(own)} if is_own else None


def found_contact(
    own: Mapping[str, JsonValue], row: Mapping[str, JsonValue], *, merge: bool
) -> dict[str, JsonValue]:
    """Return what a conversation hears of a row that its search found in the contact book."""
    found = {**NOBODY, **row, "id": own.get("id"), "tags": _tags(row)}
    return _merged(own, found) if merge else found


def _merged(own: Mapping[str, JsonValue], found: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """Join two records of one person: what who writes knows stays, tags and consents add up."""
    known = {name: value for name, value in own.items() if value is not None}
    consents = {**_object(found.get("consents")), **_object(own.get("consents"))}
    return {**found, **known, "tags": _tags(own, found), "consents": consents}


def _tags(*records: Mapping[str, JsonValue]) -> list[JsonValue]:
    """Return the tags of all records, sorted as the contact book keeps them."""
    lists = [tags for record in records if isinstance(tags := record.get("tags"), list)]
    return [*sorted({str(tag) for tags in lists for tag in tags})]


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}
