"""The contact as flows see it, and the search of the contact book."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson
from pydantic import JsonValue
from sqlalchemy import Connection

from flow_runtime.effects import FindContact
from flow_runtime.limits import MAX_CONTACT_BYTES
from storage import consents, contact_merging, contacts
from storage.consents import Consent
from storage.contacts import Contact


def built_in_contact(tx: Connection, contact: Contact) -> dict[str, JsonValue]:
    """Return what texts read as `contact.*`: fields, name, language, tags and consents."""
    return built_in_values(contact, consents.latest_per_purpose(tx, contact.id))


def built_in_values(contact: Contact, decided: Iterable[Consent]) -> dict[str, JsonValue]:
    """Return what `built_in_contact` does, of a contact who decided so on consents."""
    decisions: dict[str, JsonValue] = {
        consent.purpose: {"given": consent.given, "text_version": consent.text_version}
        for consent in decided
    }
    fields: dict[str, JsonValue] = dict(contact.fields)  # type: ignore[arg-type]  # JSON columns hold JSON
    return {
        **_bounded(fields),
        "id": contact.id,
        "name": contact.name,
        "language": contact.language,
        "tags": list(contact.tags),
        "consents": decisions,
    }


def _bounded(fields: dict[str, JsonValue]) -> dict[str, JsonValue]:
    """Leave out the fields that would make a session too large; the contact book keeps them."""
    kept: dict[str, JsonValue] = {}
    size_bytes = 0
    for name, value in fields.items():
        size_bytes += len(orjson.dumps({name: value}))
        if size_bytes > MAX_CONTACT_BYTES:
            break
        kept[name] = value
    return kept


def find_contact(
    tx: Connection, own_id: int, search: FindContact, *, now: datetime
) -> Mapping[str, JsonValue] | None:
    """Return the contact that a search finds, merged into this one when the search asks for it.

    Without `merge` the found one's fields are returned under this contact's own id.
    """
    found = contacts.find_by_field(tx, search.field_name, search.value)
    other = next((contact for contact in found if contact.id != own_id), None)
    if other is None:
        own = next((contact for contact in found if contact.id == own_id), None)
        return built_in_contact(tx, own) if own else None
    if search.merge:
        merged = contact_merging.merge(tx, winner=own_id, loser=other.id, now=now)
        return built_in_contact(tx, merged)
    return {**built_in_contact(tx, other), "id": own_id}
