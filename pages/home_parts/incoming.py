"""A flow from a file: what is wrong with it is shown before anything is stored."""

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.conversations.drafting import as_document
from flow_runtime.conversations.shelf import create_flow, free_id, replace_draft
from flow_runtime.editing.documents import Document, copy_document, nodes_of, text_of
from flow_runtime.uploads import Upload, read_upload
from pages.home_parts.asked import close
from pages.home_parts.file_problems import draw_problems
from pages.home_parts.folders import choose_folder
from pages.home_parts.notices import about_flow, attempt, tell
from pages.installation import now
from pages.person import current_person
from pages.texts import plain, texts_of
from storage import flows
from storage.drafts import Draft
from storage.flows import Flow

_ = texts_of("home")

_READ: Final = "home:incoming"
Way = Literal["new", "replace"]


def draw_incoming(folders: Sequence[str]) -> None:
    """Ask for a file, show what it holds, and keep it if that is wanted."""
    file = st.file_uploader(_("Choose the .json file of a flow, up to 5 MiB"), key="home-file")
    if file is None:
        st.caption(_("Nothing is stored before you have seen what the file holds."))
        return
    upload = _read(file.file_id, file.getvalue())
    if upload.document is None:
        st.error(_("This file cannot be brought in. Nothing was stored."), icon=":material/error:")
        draw_problems(upload)
        return
    _draw_contents(upload, upload.document, folders)


def _read(file_id: str, data: bytes) -> Upload:
    """Read the file once, however often the dialog is drawn."""
    known: tuple[str, Upload] | None = st.session_state.get(_READ)
    if known is None or known[0] != file_id:
        known = (file_id, read_upload(data))
        st.session_state[_READ] = known
    return known[1]


def _draw_contents(upload: Upload, document: Document, folders: Sequence[str]) -> None:
    size = _.plural("{count} block", "{count} blocks", len(nodes_of(document)))
    st.markdown(f"**{plain(text_of(document, 'name'))}** :blue-badge[{size}]")
    st.markdown(plain(text_of(document, "objective")))
    if upload.problems:
        st.warning(
            _("The flow is not finished. You can bring it in and mend it in the editor."),
            icon=":material/warning:",
        )
        draw_problems(upload)
    taken = attempt(lambda tx: [flows.find(tx, text_of(document, "id"))])
    if taken is None:
        close()
    _draw_keeping(document, taken[0], folders)


def _draw_keeping(document: Document, taken: Flow | None, folders: Sequence[str]) -> None:
    way: Way = "new" if taken is None else _ask_way(taken)
    folder = choose_folder(folders, "", key="home-file") if way == "new" else ""
    label = _("Bring in") if way == "new" else _("Replace the draft")
    if st.button(label, type="primary", icon=":material/check:"):
        _keep(document, way, folder)
        close()


def _ask_way(taken: Flow) -> Way:
    name = plain(taken.name)
    words: dict[Way, str] = {
        "new": _("Keep both: bring it in as a new flow"),
        "replace": _("Replace the draft of “{flow}”", flow=name),
    }
    way: Way = st.radio(
        _("This flow is here already, as “{flow}”. What do you want?", flow=name),
        list(words),
        format_func=words.__getitem__,
        captions=[
            _("Nothing that is here changes."),
            _("What is published stays as it is. You can undo this."),
        ],
        key="home-file-way",
    )
    return way


def _keep(document: Document, way: Way, folder: str) -> None:
    name, author = plain(text_of(document, "name")), current_person()
    if way == "new":
        created = attempt(lambda tx: _create(tx, document, author, folder))
        if created:
            tell(about_flow(_("“{flow}” was brought in.", flow=name), created.flow_id))
        return
    flow_id = text_of(document, "id")
    before = attempt(lambda tx: replace_draft(tx, flow_id, document, author=author, now=now()))
    if before:
        old = as_document(before.document)
        tell(
            about_flow(
                _("The draft of “{flow}” was replaced.", flow=name),
                flow_id,
                undo=lambda tx: replace_draft(tx, flow_id, old, author=author, now=now()),
            )
        )


def _create(tx: Connection, document: Document, author: str, folder: str) -> Draft:
    taken, wished = flows.ids(tx), text_of(document, "id")
    flow_id = free_id(taken, wished) if wished in taken else wished
    document = copy_document(document, flow_id, text_of(document, "name"))
    return create_flow(tx, document, author=author, now=now(), folder=folder)
