"""What can be done with a flow from its card."""

from typing import Final

from flow_runtime.conversations.shelf import archive_flow, duplicate_flow, restore_flow
from pages.home_parts.asked import ask
from pages.home_parts.links import want_editor
from pages.home_parts.notices import about_flow, attempt, tell
from pages.home_parts.rows import Row
from pages.installation import now
from pages.person import current_person
from pages.review_parts.asking import ask_to_submit
from pages.texts import plain, texts_of
from pages.widgets.notices import Notice

_ = texts_of("home")

_WITH_DIALOG: Final = frozenset({"move", "export", "archive"})


def act(action: str, row: Row) -> None:
    """Do what a card's menu offers, or open the dialog that it needs; ignore what it does not."""
    if action == "duplicate":
        _duplicate(row)
    elif action == "restore":
        _restore(row)
    elif action == "archive" and not row.live:
        archive(row)
    elif action == "submit":
        ask_to_submit(row.flow.id)
    elif action == "open":
        want_editor(row.flow.id)
    elif action in _WITH_DIALOG:
        ask(action, row)


def archive(row: Row) -> None:
    """Put a flow away, with the way back."""
    flow_id, name = row.flow.id, plain(row.flow.name)
    done = attempt(lambda tx: [archive_flow(tx, flow_id, author=current_person(), now=now())])
    if done:
        tell(
            Notice(
                _("“{flow}” was archived.", flow=name),
                undo=lambda tx: restore_flow(tx, flow_id, author=current_person(), now=now()),
            )
        )


def _duplicate(row: Row) -> None:
    name = _("{flow} (copy)", flow=row.flow.name)
    author, flow_id = current_person(), row.flow.id
    copy = attempt(lambda tx: duplicate_flow(tx, flow_id, name=name, author=author, now=now()))
    if copy:
        tell(about_flow(_("Copied as “{flow}”.", flow=plain(name)), copy.flow_id))


def _restore(row: Row) -> None:
    flow_id, author = row.flow.id, current_person()
    done = attempt(lambda tx: [restore_flow(tx, flow_id, author=author, now=now())])
    if done:
        sentence = _("“{flow}” is back among your flows.", flow=plain(row.flow.name))
        tell(
            about_flow(
                sentence,
                flow_id,
                undo=lambda tx: archive_flow(tx, flow_id, author=author, now=now()),
            )
        )
