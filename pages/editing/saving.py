"""From the desk to the database and back: every gesture is saved at once, nobody's work is lost.

A save names the revision it began from. When another one is in place, what both changed is joined
node by node; where both changed the same, the person chooses (conflicts.py) and nothing is saved
over anybody until then. Editing goes on meanwhile, so the open choice is looked at again with
every gesture and with every save of the other person.
"""

from collections.abc import Mapping
from typing import Final

from flow_runtime.conversations.drafting import as_document, note_work, save_draft
from flow_runtime.editing import Document, Merge, merge, placed, rebase, resolve, sharing, stand_on
from flow_runtime.editing.documents import same_json
from flow_runtime.editing.merging import Side
from pages.editing.desk import Conflict, Desk
from pages.installation import database, now
from pages.texts import plain, texts_of
from storage import drafts
from storage.drafts import Draft
from storage.errors import Conflict as ChangedMeanwhile
from storage.errors import StorageError

_ = texts_of("editor")
_TRIES: Final = 3
_NOTHING_CHOSEN: Final[Mapping[str, Side]] = {}


def save(desk: Desk) -> None:
    """Save what is on the desk; join it with others' work where they were quicker."""
    look_again(desk)
    for _attempt in range(_TRIES):
        if desk.is_saved:
            desk.unsaved_because = None
            return
        if desk.conflict or desk.read_only:
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
        note_work(tx, desk.flow_id, author=desk.person, now=now())
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
    if theirs.revision != known_revision(desk):
        _join_with(desk, theirs)


def known_revision(desk: Desk) -> int:
    """Return the newest revision that the desk has seen, also one that waits for a choice."""
    return desk.conflict.theirs.revision if desk.conflict else desk.saved.revision


def look_again(desk: Desk) -> None:
    """Bring the open choice up to what is on the desk now; what agrees by now is joined."""
    if desk.conflict and desk.conflict.merge.mine is not desk.document:
        _join_with(desk, desk.conflict.theirs)


def settle(desk: Desk, choices: Mapping[str, Side]) -> None:
    """Go on with a side chosen for each conflict, by its key, and save.

    The choice stays open while one is missing, such as one that came up just now.
    """
    look_again(desk)
    conflict = desk.conflict
    if conflict is None or not all(one.key in choices for one in conflict.merge.conflicts):
        return
    _go_on_from(desk, conflict.merge, conflict.theirs, choices)
    save(desk)


def _join_with(desk: Desk, theirs: Draft) -> None:
    stored = placed(as_document(theirs.document))
    base = desk.saved_document
    merged = merge(base, desk.document, sharing(stored, base))
    if merged.conflicts:
        desk.conflict = Conflict(merged, theirs)
    else:
        _go_on_from(desk, merged, theirs)


def _go_on_from(
    desk: Desk, merged: Merge, theirs: Draft, choices: Mapping[str, Side] = _NOTHING_CHOSEN
) -> None:
    """Stand on another's revision with one's own work on top."""
    document: Document = resolve(merged, choices)
    has_own = not same_json(document, merged.theirs)
    document = document if has_own else merged.theirs
    joined = rebase(desk.editing, document, base=merged.base, theirs=merged.theirs, choices=choices)
    known = {client: int(str(last)) for client, last in theirs.acknowledged.items()}
    desk.conflict = None
    desk.keep(theirs, merged.theirs)
    desk.replace(stand_on(joined, document, known))
    if has_own and not choices:
        desk.notices.append(
            _(
                "{person} changed this draft too: both works are kept.",
                person=plain(theirs.updated_by),
            )
        )
