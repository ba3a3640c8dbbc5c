"""Personas: test contacts that everybody of the installation can talk as."""

from functools import partial
from typing import Final

import streamlit as st
from pydantic import JsonValue

from flow_runtime.conversations.personas import (
    MAX_PERSONA_NAME_CHARACTERS,
    KeptPersona,
    PersonaInvalid,
    Profile,
    keep_persona,
    load_personas,
    remove_persona,
)
from pages.allowed import may
from pages.editing.desk import Desk
from pages.installation import database, now
from pages.texts import in_language, plain, texts_of
from storage.errors import Conflict, StorageError
from storage.policy import Permission

_ = texts_of("simulator")

_FIELDS: Final = ("phone", "email", "document")
_KEY: Final = "simulate-person"
_REFUSED: Final = f"{_KEY}~refused"
_MAX_FIELD: Final = 200


def personas() -> tuple[KeptPersona, ...]:
    """Return the stored personas; none while the database does not answer."""
    try:
        with database().read() as tx:
            return load_personas(tx)
    except StorageError:
        return ()


def draw_persona_form(desk: Desk, persona: KeptPersona | None) -> None:
    """Draw the chosen persona to be changed, or an empty one to be kept."""
    if not may(Permission.TEST):
        return
    label = _("Describe this person") if persona else _("Describe a new person")
    with st.expander(label, icon=":material/person_edit:", key="simulate-person-open"):
        at = f"{_KEY}-{persona.id if persona else 'new'}"
        contact = persona.profile.contact if persona else {}
        name = persona.name if persona else ""
        st.text_input(_("Name"), name, max_chars=MAX_PERSONA_NAME_CHARACTERS, key=f"{at}-name")
        for field, label in _labels().items():
            value = contact.get(field)
            text = value if isinstance(value, str) else ""
            st.text_input(label, text, max_chars=_MAX_FIELD, key=f"{at}-{field}")
        tags = contact.get("tags")
        shown = ", ".join(map(str, tags)) if isinstance(tags, list) else ""
        st.text_input(_("Tags, with commas between"), shown, max_chars=_MAX_FIELD, key=f"{at}-tags")
        if refused := st.session_state.pop(_REFUSED, None):
            st.error(plain(str(refused)), icon=":material/error:")
        with st.container(horizontal=True):
            st.button(
                _("Keep this person"),
                key=f"{at}-keep",
                icon=":material/bookmark_add:",
                on_click=partial(_keep, desk, persona, at),
            )
            if persona is not None:
                st.button(
                    _("Remove"),
                    key=f"{at}-remove",
                    type="tertiary",
                    on_click=partial(_remove, desk, persona),
                )


def _labels() -> dict[str, str]:
    words = (_("Telephone"), _("E-mail"), _("Document"))
    return dict(zip(_FIELDS, words, strict=True))


def _keep(desk: Desk, persona: KeptPersona | None, at: str) -> None:
    before = persona.profile if persona else Profile()
    profile = before.model_copy(update={"contact": _contact(before.contact, at)})
    try:
        with database().transaction() as tx:
            kept = keep_persona(
                tx,
                str(st.session_state[f"{at}-name"] or ""),
                profile,
                author=desk.person,
                now=now(),
                persona_id=persona.id if persona else None,
            )
    except Conflict:
        st.session_state[_REFUSED] = _("Another person has this name already.")
    except (PersonaInvalid, StorageError) as error:
        st.session_state[_REFUSED] = in_language(error.words)
    else:
        desk.simulator.wear(kept.id, {"name": kept.name, **profile.contact})


def _contact(before: dict[str, JsonValue], at: str) -> dict[str, JsonValue]:
    contact = dict(before)
    for field in _FIELDS:
        typed = str(st.session_state.get(f"{at}-{field}") or "").strip()
        contact.pop(field, None)
        if typed:
            contact[field] = typed
    typed = str(st.session_state.get(f"{at}-tags") or "")
    tags: list[JsonValue] = [tag.strip() for tag in typed.split(",") if tag.strip()]
    contact["tags"] = tags
    return contact


def _remove(desk: Desk, persona: KeptPersona) -> None:
    try:
        with database().transaction() as tx:
            remove_persona(tx, persona.id, author=desk.person, now=now())
    except StorageError as error:
        st.session_state[_REFUSED] = in_language(error.words)
    else:
        desk.simulator.wear(None, {})
