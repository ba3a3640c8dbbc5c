"""The dialogs: the ways to a new flow; and of a card: into a folder, out as a file, away."""

from collections.abc import Sequence

import orjson
import streamlit as st

from flow_runtime.conversations.drafting import as_document
from flow_runtime.conversations.shelf import move_flow
from pages.home_parts.actions import archive
from pages.home_parts.asked import asked, close, forget
from pages.home_parts.blank import draw_blank
from pages.home_parts.folders import choose_folder
from pages.home_parts.gallery import draw_gallery
from pages.home_parts.incoming import draw_incoming
from pages.home_parts.notices import attempt, tell
from pages.home_parts.rows import Row
from pages.installation import now
from pages.person import current_person
from pages.texts import plain, texts_of
from pages.widgets.notices import Notice
from storage import drafts

_ = texts_of("home")


def open_dialogs(folders: Sequence[str]) -> None:
    """Draw the dialog that is open, if any."""
    found = asked()
    if found is None:
        return
    if found.row is None:
        _open_new(found.action, folders)
    else:
        _open_for_flow(found.action, found.row, folders)


def _open_new(action: str, folders: Sequence[str]) -> None:
    if action == "blank":
        st.dialog(_("New flow"), on_dismiss=forget)(draw_blank)(folders)
    elif action == "gallery":
        title = _("Begin with a ready-made flow")
        st.dialog(title, width="large", on_dismiss=forget)(draw_gallery)()
    elif action == "file":
        st.dialog(_("Bring a file"), width="medium", on_dismiss=forget)(draw_incoming)(folders)


def _open_for_flow(action: str, row: Row, folders: Sequence[str]) -> None:
    name = plain(row.flow.name)
    if action == "move":
        st.dialog(_("Move to a folder"), on_dismiss=forget)(_move)(row, name, folders)
    elif action == "export":
        st.dialog(_("Save as a file"), on_dismiss=forget)(_export)(row, name)
    elif action == "archive":
        title = _("Archive a flow that is live?")
        st.dialog(title, on_dismiss=forget)(_confirm_archive)(row, name)


def _move(row: Row, name: str, folders: Sequence[str]) -> None:
    st.markdown(_("Where should “{flow}” be kept?", flow=name))
    folder = choose_folder(folders, row.flow.folder, key=f"home-move-{row.flow.id}")
    if st.button(_("Move"), type="primary", disabled=folder == row.flow.folder):
        _moved(row, name, folder)
        close()


def _moved(row: Row, name: str, folder: str) -> None:
    flow_id, before, author = row.flow.id, row.flow.folder, current_person()
    done = attempt(lambda tx: [move_flow(tx, flow_id, folder, author=author, now=now())])
    if not done:
        return
    sentence = (
        _("“{flow}” is now in the folder “{folder}”.", flow=name, folder=plain(folder))
        if folder
        else _("“{flow}” is in no folder now.", flow=name)
    )
    tell(Notice(sentence, lambda tx: move_flow(tx, flow_id, before, author=author, now=now())))


def _export(row: Row, name: str) -> None:
    st.markdown(
        _(
            "The file holds the whole draft of “{flow}”. It can be brought in again here or in "
            "another installation.",
            flow=name,
        )
    )
    draft = attempt(lambda tx: drafts.get(tx, row.flow.id))
    if draft is None:
        close()
    st.download_button(
        _("Save {file}", file=plain(f"{row.flow.id}.json")),
        orjson.dumps(as_document(draft.document), option=orjson.OPT_INDENT_2),
        file_name=f"{row.flow.id}.json",
        mime="application/json",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
    )


def _confirm_archive(row: Row, name: str) -> None:
    channels = ", ".join(plain(one.channel) for one in row.live)
    st.markdown(
        _(
            "“{flow}” goes on serving customers on {channels}. Archiving only takes it out of "
            "this list.",
            flow=name,
            channels=channels,
        )
    )
    with st.container(horizontal=True):
        if st.button(_("Archive"), type="primary"):
            archive(row)
            close()
        if st.button(_("Keep it here")):
            close()
