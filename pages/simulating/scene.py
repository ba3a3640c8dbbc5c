"""With whom, through which channel, in which language and when the next conversation is."""

from functools import partial
from typing import Final

import streamlit as st

from flow_runtime.conversations.personas import KeptPersona
from flow_runtime.editing.documents import text_of
from flow_runtime.simulation import CHANNELS
from pages.editing.desk import Desk
from pages.simulating.opening import begin_again
from pages.simulating.people import draw_persona_form, personas
from pages.texts import texts_of
from pages.widgets.panels import binding
from pages.widgets.panels.binding import Bound

_ = texts_of("simulator")

_LANGUAGE_NAMES: Final = {"pt-BR": "Português", "en": "English", "es": "Español"}
_NOBODY: Final = "0"


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


def _at(desk: Desk, name: str, label: str, *, disabled: bool = False) -> Bound:
    return Bound(f"simulate-{desk.flow_id}-{name}", label, disabled)


def _draw_persona(desk: Desk) -> None:
    known = {str(one.id): one for one in personas()}
    names = {_NOBODY: _("A stranger"), **{key: one.name for key, one in known.items()}}
    chosen = str(desk.simulator.scene.persona or _NOBODY)
    chosen = chosen if chosen in names else _NOBODY
    at = _at(desk, "persona", _("Who writes"))
    binding.choice(at, chosen, names, lambda key: wear_persona(desk, known.get(key or "")))
    draw_persona_form(desk, known.get(chosen))


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
    at = _at(desk, "channel", _("Channel"))
    save = partial(_choose, desk, "channel")
    binding.choice(at, desk.simulator.scene.channel, channel_names(), save)


def channel_names() -> dict[str, str]:
    """Return the channels that a conversation can look like, as people call them."""
    known = {"whatsapp": "WhatsApp", "telegram": "Telegram", "sms": "SMS"}
    return {kind: known.get(kind, _("Web chat")) for kind in CHANNELS}


def _draw_language(desk: Desk) -> None:
    written = _languages(desk)
    names = {one: _LANGUAGE_NAMES.get(one, one) for one in written}
    chosen = desk.simulator.scene.language
    at = _at(desk, "language", _("Language"), disabled=len(written) == 1)
    chosen = chosen if chosen in names else written[0]
    binding.choice(at, chosen, names, partial(_choose, desk, "language"))


def _languages(desk: Desk) -> list[str]:
    """Return the languages of the draft, its own first."""
    own, others = text_of(desk.document, "language", "pt-BR"), desk.document.get("languages")
    found = [own, *map(str, others)] if isinstance(others, list) else [own]
    return list(dict.fromkeys(found))


def _draw_beginning(desk: Desk) -> None:
    if desk.workspace.business_calendar is None:
        return
    names = {
        "now": _("Now"),
        "open": _("In working hours"),
        "closed": _("After hours"),
        "holiday": _("On a holiday"),
    }
    at = _at(desk, "begins", _("It begins"))
    binding.choice(at, desk.simulator.scene.begins, names, partial(_choose, desk, "begins"))


def _choose(desk: Desk, name: str, value: str | None) -> None:
    desk.simulator.choose(**{name: value})
