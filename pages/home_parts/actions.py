"""What can be done with a flow from its card."""

import streamlit as st

from flow_runtime.conversations.shelf import archive_flow, duplicate_flow, restore_flow
from pages.home_parts.asked import ask
from pages.home_parts.notices import Notice, attempt, tell
from pages.home_parts.rows import Row
from pages.installation import now
from pages.person import current_person
from pages.texts import plain, texts_of

_ = texts_of("home")


def draw_actions(row: Row) -> None:
    """Draw the menu of a card."""
    key = f"home-menu-{row.flow.id}"
    words = _archived_words() if row.is_archived else _words()
    st.menu_button(
        _("What to do with {flow}", flow=plain(row.flow.name)),
        list(words),
        format_func=words.__getitem__,
        key=key,
        icon=":material/more_vert:",
        type="tertiary",
        on_click=_act,
        args=(key, row),
    )


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


def _words() -> dict[str, str]:
    return {
        "duplicate": ":material/content_copy: " + _("Duplicate"),
        "move": ":material/drive_file_move: " + _("Move to a folder"),
        "export": ":material/download: " + _("Save as a file"),
        "archive": ":material/inventory_2: " + _("Archive"),
    }


def _archived_words() -> dict[str, str]:
    return {
        "restore": ":material/unarchive: " + _("Take out of the archive"),
        "export": ":material/download: " + _("Save as a file"),
    }


def _act(key: str, row: Row) -> None:
    action = st.session_state[key]
    if action == "duplicate":
        _duplicate(row)
    elif action == "restore":
        _restore(row)
    elif action == "archive" and not row.live:
        archive(row)
    else:
        ask(action, row)


def _duplicate(row: Row) -> None:
    name = _("{flow} (copy)", flow=row.flow.name)
    author, flow_id = current_person(), row.flow.id
    copy = attempt(lambda tx: duplicate_flow(tx, flow_id, name=name, author=author, now=now()))
    if copy:
        tell(Notice(_("Copied as “{flow}”.", flow=plain(name)), flow_id=copy.flow_id))


def _restore(row: Row) -> None:
    flow_id, author = row.flow.id, current_person()
    done = attempt(lambda tx: [restore_flow(tx, flow_id, author=author, now=now())])
    if done:
        sentence = _("“{flow}” is back among your flows.", flow=plain(row.flow.name))
        tell(
            Notice(
                sentence,
                undo=lambda tx: archive_flow(tx, flow_id, author=author, now=now()),
                flow_id=flow_id,
            )
        )
