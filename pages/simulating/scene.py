"""With whom, through which channel, in which language and when the next conversation is."""

from typing import Final

import streamlit as st

from flow_runtime.conversations.personas import KeptPersona
from flow_runtime.editing.documents import text_of
from flow_runtime.simulation import CHANNELS
from pages.editing.desk import Desk
from pages.simulating.opening import begin_again
from pages.simulating.people import draw_persona_form, personas
from pages.texts import language, texts_of

_ = texts_of("simulator")

_LANGUAGE_NAMES: Final = {"pt-BR": "Português", "en": "English", "es": "Español"}


def draw_scene(desk: Desk) -> None:
    """Draw what a conversation begins with; a running one takes it up when it begins again."""
    with st.container(key="fx-scene", gap="small"):
        title = _("The scene")
        st.markdown(f"**{title}**")
        _draw_persona(desk)
        with st.container(horizontal=True, gap="small", wrap=False):
            _draw_channel(desk)
            _draw_language(desk)
        _draw_beginning(desk)
        if desk.simulator.talk is not None:
            st.button(
                _("Begin again with this"),
                key="simulate-again-with",
                icon=":material/restart_alt:",
                width="stretch",
                on_click=begin_again,
                args=(desk,),
            )


def _draw_persona(desk: Desk) -> None:
    known = {one.id: one for one in personas()}
    names = {0: _("A stranger"), **{one.id: one.name for one in known.values()}}
    chosen = desk.simulator.scene.persona or 0
    key = _fresh("persona", f"{chosen}-{'-'.join(map(str, known))}")
    st.selectbox(
        _("Who writes"),
        list(names),
        list(names).index(chosen) if chosen in names else 0,
        format_func=lambda one: names.get(one, ""),
        key=key,
        on_change=_choose_persona,
        args=(desk, key, known),
    )
    draw_persona_form(desk, known.get(chosen))


def _choose_persona(desk: Desk, key: str, known: dict[int, KeptPersona]) -> None:
    wear_persona(desk, known.get(st.session_state[key]))


def wear_persona(desk: Desk, persona: KeptPersona | None) -> None:
    """Let a persona write from the next beginning on; None is a stranger."""
    if persona is None:
        desk.simulator.choose(persona=None, contact={}, contact_book=(), variables={})
        return
    profile = persona.profile
    desk.simulator.choose(
        persona=persona.id,
        contact={"name": persona.name, **profile.contact},
        contact_book=profile.contact_book,
        variables=profile.variables,
    )
    if profile.channel is not None:
        desk.simulator.choose(channel=profile.channel)
    if profile.language is not None:
        desk.simulator.choose(language=profile.language)


def _draw_channel(desk: Desk) -> None:
    names = channel_names()
    chosen = desk.simulator.scene.channel
    key = _fresh("channel", chosen)
    st.selectbox(
        _("Channel"),
        list(names),
        list(names).index(chosen) if chosen in names else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=_choose,
        args=(desk, "channel", key),
    )


def channel_names() -> dict[str, str]:
    """Return the channels that a conversation can look like, as people call them."""
    known = {"whatsapp": "WhatsApp", "telegram": "Telegram", "sms": "SMS"}
    return {kind: known.get(kind, _("Web chat")) for kind in CHANNELS}


def _fresh(name: str, chosen: object) -> str:
    """Return the key of a list: another one whenever something else is chosen or said."""
    return f"simulate-{name}-{chosen}-{language()}"


def _choose(desk: Desk, name: str, key: str) -> None:
    desk.simulator.choose(**{name: st.session_state[key]})


def _draw_language(desk: Desk) -> None:
    own = text_of(desk.document, "language", "pt-BR")
    others = desk.document.get("languages")
    written = (
        [own, *(str(one) for one in others if one != own)] if isinstance(others, list) else [own]
    )
    chosen = desk.simulator.scene.language
    key = _fresh("language", f"{chosen}-{'-'.join(written)}")
    st.selectbox(
        _("Language"),
        written,
        written.index(chosen) if chosen in written else 0,
        format_func=lambda one: _LANGUAGE_NAMES.get(one, one),
        key=key,
        disabled=len(written) == 1,
        help=_("The flow speaks one language only.") if len(written) == 1 else None,
        on_change=_choose,
        args=(desk, "language", key),
    )


def _languages(desk: Desk) -> list[str]:
    """Return the languages of the draft, its own first."""
    own, others = text_of(desk.document, "language", "pt-BR"), desk.document.get("languages")
    found = [own, *map(str, others)] if isinstance(others, list) else [own]
    return list(dict.fromkeys(found))


def _draw_beginning(desk: Desk) -> None:
    names = {
        "now": _("Now"),
        "open": _("In working hours"),
        "closed": _("After hours"),
        "holiday": _("On a holiday"),
    }
    if desk.workspace.business_calendar is None:
        return
    possible = list(names)
    chosen = desk.simulator.scene.begins
    key = _fresh("begins", chosen)
    st.selectbox(
        _("It begins"),
        possible,
        possible.index(chosen) if chosen in possible else 0,
        format_func=names.__getitem__,
        key=key,
        on_change=_choose,
        args=(desk, "begins", key),
    )
