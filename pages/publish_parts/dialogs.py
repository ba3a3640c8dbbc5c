"""The dialogs, by what was asked."""

import streamlit as st

from flow_runtime.conversations.releasing import LiveChannel
from pages.publish_parts.asked import Asked, asked, forget
from pages.publish_parts.choosing import draw_choosing
from pages.publish_parts.deciding import draw_back, draw_cancel, draw_promote, draw_stop
from pages.publish_parts.moving import draw_moving
from pages.publish_parts.standing import Standing
from pages.texts import plain, texts_of

_ = texts_of("publish")


def open_dialog(standing: Standing) -> None:
    """Draw the dialog that is open, if any; one about what is gone is closed."""
    found = asked()
    channel = standing.channel(found.channel) if found else None
    if found is None or channel is None:
        forget()
        return
    _open(found, channel, standing)


def _open(found: Asked, channel: LiveChannel, standing: Standing) -> None:
    name = plain(channel.channel)
    match found.action:
        case "publish":
            title = _("Publish on {channel}", channel=name)
            st.dialog(title, width="medium", on_dismiss=forget)(draw_choosing)(channel, standing)
        case "back":
            title = _("Back to the earlier version")
            st.dialog(title, on_dismiss=forget)(draw_back)(channel, standing)
        case "move":
            title = _("Move open conversations")
            st.dialog(title, width="medium", on_dismiss=forget)(draw_moving)(channel, standing)
        case "promote":
            title = _("Give it to everybody")
            st.dialog(title, on_dismiss=forget)(draw_promote)(channel, standing)
        case "stop":
            st.dialog(_("Stop the trial"), on_dismiss=forget)(draw_stop)(channel, standing)
        case "cancel":
            plan = next((one for one in channel.plans if one.id == found.plan_id), None)
            title = _("Take the plan back")
            st.dialog(title, on_dismiss=forget)(draw_cancel)(plan, standing)
