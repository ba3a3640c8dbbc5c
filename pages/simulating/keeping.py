"""What stays of a conversation: a test with its expectations, and a transcript to copy."""

from typing import Final

import streamlit as st

from flow_runtime.conversations.testing import TooManyTests, keep_test
from flow_runtime.errors import ScriptInvalid
from flow_runtime.scripts.document import MAX_NAME_CHARACTERS
from flow_runtime.simulation import Press, Say, Talk, kept_conversation, transcript_of
from pages.allowed import may
from pages.editing.desk import Desk
from pages.installation import database, now
from pages.sharing_parts.links import link_to
from pages.texts import in_language, language, plain, texts_of
from pages.widgets.inspector.looks import icon_only
from storage.errors import StorageError
from storage.policy import Permission

_ = texts_of("simulator")

_NAME: Final = "simulate-test-name"
_TOLD: Final = "simulate-test~told"
_MAX_WORDS: Final = 40
TESTS: Final = "tests"
_POPOVER_WIDTH: Final = 300


def draw_keeping(desk: Desk) -> None:
    """Draw the ways to keep the conversation."""
    talk = desk.simulator.talk
    if talk is None:
        return
    label = _("Keep as a test")
    with (
        st.popover(
            label,
            icon=":material/bookmark_add:",
            type="tertiary",
            help=label,
            key=icon_only("simulate-keep"),
            on_change="rerun",
        ) as opened,
    ):
        if opened.open:
            with st.container(width=_POPOVER_WIDTH):
                if may(Permission.TEST):
                    _draw_test(desk, talk)
                _draw_transcript(talk)


def _draw_test(desk: Desk, talk: Talk) -> None:
    title = _("Keep as a test")
    st.markdown(f"**{title}**")
    st.caption(
        _("What the flow answered here is what the test will expect. You can change it later.")
    )
    st.text_input(_("Name"), proposed_name(talk), max_chars=MAX_NAME_CHARACTERS, key=_NAME)
    st.button(
        _("Keep"),
        key="simulate-keep-test",
        type="primary",
        icon=":material/bookmark_add:",
        width="stretch",
        on_click=_keep,
        args=(desk,),
    )
    about, told = st.session_state.get(_TOLD, (None, ""))
    if about is talk:
        st.info(plain(told), icon=":material/check:")
        link_to(TESTS, _("See the tests"), icon=":material/checklist:", flow=desk.flow_id)


def _draw_transcript(talk: Talk) -> None:
    title = _("The conversation as text")
    st.markdown(f"**{title}**")
    text = transcript_of(talk.bubbles, language())
    st.code(text, language=None, wrap_lines=True, height=160)


def proposed_name(talk: Talk) -> str:
    """Return a name for a test: what the customer said, in a few words."""
    said = [
        turn.action.text if isinstance(turn.action, Say) else turn.action.label
        for turn in talk.turns
        if isinstance(turn.action, Say | Press)
    ]
    words = " → ".join(said) or _("Beginning")
    return words if len(words) <= _MAX_WORDS else f"{words[: _MAX_WORDS - 1]}…"


def _keep(desk: Desk) -> None:
    talk = desk.simulator.talk
    if talk is None:
        return
    name = str(st.session_state.get(_NAME) or "").strip() or proposed_name(talk)
    try:
        conversation = kept_conversation(talk, name)
        with database().transaction() as tx:
            kept = keep_test(tx, desk.flow_id, conversation, author=desk.person, now=now())
    except (ScriptInvalid, TooManyTests, StorageError) as error:
        st.session_state[_TOLD] = (talk, in_language(error.words))
    else:
        st.session_state[_TOLD] = (talk, _("Kept as “{name}”.", name=kept.name))
