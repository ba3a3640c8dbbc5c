"""Publishing: what is live where, and everything that changes it."""

import streamlit as st

from flow_runtime.errors import FluxoError
from pages.allowed import may
from pages.publish_parts.channels import draw_channel
from pages.publish_parts.dialogs import open_dialog
from pages.publish_parts.notices import draw_notice
from pages.publish_parts.standing import Standing, read_standing
from pages.texts import in_language, texts_of
from pages.widgets.header import title_slot
from storage.errors import Forbidden, StorageError
from storage.policy import Permission

_ = texts_of("publish")


def show() -> None:
    """Draw the page."""
    with title_slot():
        st.markdown("**" + _("Publishing") + "**")
    try:
        standing = read_standing()
    except Forbidden as error:
        st.info(in_language(error.words), icon=":material/lock:")
        return
    except (StorageError, FluxoError):
        st.error(
            _("The database did not answer. Try again in a moment."), icon=":material/cloud_off:"
        )
        return
    _draw_head()
    draw_notice()
    _draw(standing)
    open_dialog(standing)


def _draw_head() -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        st.subheader(_("What is live where"), anchor=False, width="content")
        st.button(_("Look again"), key="publish-again", type="tertiary", icon=":material/refresh:")


def _draw(standing: Standing) -> None:
    if not standing.channels:
        st.info(
            _("There is no channel yet. Who looks after Fluxo makes one: fluxo channel set NAME."),
            icon=":material/forum:",
        )
        return
    titles = {"production": _("Production"), "test": _("Test")}
    explained = {
        "production": _("Here customers write."),
        "test": _("Here the company talks with itself."),
    }
    may_publish = may(Permission.PUBLISH)
    for environment, title in titles.items():
        those = [one for one in standing.channels if one.environment == environment]
        if those:
            st.markdown(f"**{title}** — {explained[environment]}")
        for channel in those:
            draw_channel(channel, standing, may_publish=may_publish)
