"""Merging two contacts that turned out to be the same person."""

from datetime import datetime
from typing import Final

from sqlalchemy import Column, Connection, Table, bindparam, delete, update

from storage import contacts
from storage.consents import consents
from storage.contacts import Contact, ContactChange, identities
from storage.contacts import contacts as contact_table
from storage.conversations import conversations
from storage.errors import Conflict
from storage.policy import Permission
from storage.scope import permitted
from storage.surveys import survey_responses

_REFERRING: Final[tuple[tuple[Table, Column[int]], ...]] = (
    (identities, identities.c.contact_id),
    (conversations, conversations.c.contact_id),
    (consents, consents.c.contact_id),
    (survey_responses, survey_responses.c.contact_id),
)
_MOVES = [
    update(table).where(column == bindparam("loser")).values({column: bindparam("winner")})
    for table, column in _REFERRING
]
_DELETE = delete(contact_table).where(contact_table.c.id == bindparam("loser"))


@permitted(Permission.RUN)
def merge(tx: Connection, *, winner: int, loser: int, now: datetime) -> Contact:
    """Give everything of `loser` to `winner` and remove `loser`.

    Where both know a field, the winner's value stays; tags are joined.

    Raises:
        NotFound: when one of them does not exist.
        Conflict: when both are the same contact.
    """
    if winner == loser:
        raise Conflict(f"The contact {winner} cannot be merged with itself: choose another one.")
    # Always in the same order, so that two merges cannot block each other.
    locked = {contact_id: contacts.lock(tx, contact_id) for contact_id in sorted((winner, loser))}
    for move in _MOVES:
        tx.execute(move, {"winner": winner, "loser": loser})
    tx.execute(_DELETE, {"loser": loser})
    return contacts.change(tx, winner, _joined(locked[winner], locked[loser]), now=now)


def _joined(winner: Contact, loser: Contact) -> ContactChange:
    return ContactChange(
        name=winner.name or loser.name,
        language=winner.language or loser.language,
        fields={**loser.fields, **winner.fields},
        add_tags=loser.tags,
    )
