"""From the desk to the database and back: every gesture is saved at once, nobody's work is lost.

A save names the revision it began from. When another one is in place, what both changed is joined
node by node; where both changed the same, the person chooses (conflicts.py) and nothing is saved
over anybody until then.
"""

from typing import Final

from flow_runtime.conversations.drafting import as_document, save_draft
from flow_runtime.editing import Document, Merge, merge, rebase, stand_on
from flow_runtime.editing.documents import same_json
from pages.editing.desk import Conflict, Desk
from pages.installation import database, now
from pages.texts import plain, texts_of
from storage import drafts
from storage.drafts import Draft
from storage.errors import Conflict as ChangedMeanwhile
from storage.errors import StorageError

_ = texts_of("editor")
_TRIES: Final = 3


def save(desk: Desk) -> None:
    """Save what is on the desk; join it with others' work where they were quicker."""
    for _attempt in range(_TRIES):
        if desk.is_saved or desk.conflict or desk.read_only:
            return
        try:
            _write(desk)
        except ChangedMeanwhile:
            join(desk)
        except StorageError as error:
            desk.unsaved_because = error.words[desk.language]
            return


def _write(desk: Desk) -> None:
    document, acknowledged = desk.editing.document, dict(desk.editing.acknowledged)
    with database().transaction() as tx:
        draft = save_draft(
            tx,
            desk.flow_id,
            document=document,
            expected_revision=desk.saved.revision,
            author=desk.person,
            now=now(),
            acknowledged=acknowledged,
        )
    desk.keep(draft, document)


def join(desk: Desk) -> None:
    """Take in what others saved since; what both changed becomes the desk's conflict."""
    try:
        with database().read() as tx:
            theirs = drafts.get(tx, desk.flow_id)
    except StorageError as error:
        desk.unsaved_because = error.words[desk.language]
        return
    if theirs.revision == desk.saved.revision or desk.conflict:
        return
    merged = merge(desk.saved_document, desk.document, as_document(theirs.document))
    if merged.conflicts:
        desk.conflict = Conflict(merged, theirs)
    else:
        _go_on_from(desk, merged, merged.document, theirs)


def settle(desk: Desk, document: Document) -> None:
    """Go on with the document that came out of a conflict's choices, and save it."""
    conflict = desk.conflict
    if conflict is None:
        return
    desk.conflict = None
    _go_on_from(desk, conflict.merge, document, conflict.theirs)
    save(desk)


def _go_on_from(desk: Desk, merged: Merge, document: Document, theirs: Draft) -> None:
    """Stand on another's revision with one's own work on top."""
    has_own = not same_json(document, merged.theirs)
    document = document if has_own else merged.theirs
    joined = rebase(desk.editing, document, base=merged.base, theirs=merged.theirs)
    known = {client: int(str(last)) for client, last in theirs.acknowledged.items()}
    desk.keep(theirs, merged.theirs)
    desk.replace(stand_on(joined, document, known))
    if has_own:
        desk.notices.append(
            _(
                "{person} changed this draft too: both works are kept.",
                person=plain(theirs.updated_by),
            )
        )
