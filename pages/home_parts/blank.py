"""A new flow from nothing: its name, and off to the editor."""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from sqlalchemy import Connection

from flow_runtime.conversations.shelf import create_flow, free_id
from flow_runtime.editing.documents import new_document
from pages.home_parts.asked import close
from pages.home_parts.folders import choose_folder
from pages.home_parts.links import open_editor
from pages.home_parts.notices import attempt
from pages.home_parts.wording import categories
from pages.installation import now
from pages.person import current_person
from pages.texts import language, texts_of
from storage import flows
from storage.drafts import Draft

_ = texts_of("home")

_MAX_NAME: Final = 120
_MAX_OBJECTIVE: Final = 1_000


def draw_blank(folders: Sequence[str]) -> None:
    """Ask for a name and what people should find the flow by."""
    name = st.text_input(
        _("Name of the flow"),
        key="home-blank-name",
        max_chars=_MAX_NAME,
        placeholder=_("For example: Second copy of an invoice"),
    )
    objective = st.text_area(
        _("What should it achieve? (optional)"),
        key="home-blank-objective",
        max_chars=_MAX_OBJECTIVE,
        height=90,
        placeholder=_("For example: The customer gets the invoice without waiting in a queue"),
    )
    words = categories()
    category = st.selectbox(
        _("Category"),
        list(words),
        format_func=words.__getitem__,
        key="home-blank-category",
        filter_mode=None,
    )
    folder = choose_folder(folders, "", key="home-blank")
    if st.button(_("Create and open"), type="primary", icon=":material/arrow_forward:"):
        _create((name or "").strip(), (objective or "").strip(), category, folder)


def _create(name: str, objective: str, category: str, folder: str) -> None:
    if not name:
        st.error(_("Give the flow a name."), icon=":material/edit:")
        return

    def create(tx: Connection) -> Draft:
        document = new_document(free_id(flows.ids(tx), name), name, language=language())
        described = {**document, "objective": objective, "category": category}
        return create_flow(tx, described, author=current_person(), now=now(), folder=folder)

    created = attempt(create)
    if created is None:
        close()
    open_editor(created.flow_id)
