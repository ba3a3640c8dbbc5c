"""The home of somebody who has no flow yet: three steps and a button."""

import streamlit as st

from pages.home_parts.asked import ask
from pages.texts import texts_of

_ = texts_of("home")


def draw_beginning() -> None:
    """Draw how to begin."""
    with st.container(key="home-beginning", horizontal_alignment="center", gap="medium"):
        st.subheader(_("Your first conversation in three steps"), anchor=False)
        with st.grid(3, gap=20, key="home-steps"):
            for number, (icon, title, text) in enumerate(_steps(), 1):
                with st.container(key=f"home-step-{number}", border=True, gap="xsmall"):
                    st.markdown(f":primary[:material/{icon}:]")
                    st.markdown(f"**{number}. {title}**")
                    st.markdown(text)
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(
                _("Begin with a ready-made flow"),
                type="primary",
                icon=":material/auto_awesome_mosaic:",
                on_click=ask,
                args=("gallery",),
            )
            st.button(
                _("Begin with an empty flow"),
                icon=":material/add:",
                on_click=ask,
                args=("blank",),
            )
            st.button(
                _("Bring a file"),
                icon=":material/upload_file:",
                on_click=ask,
                args=("file",),
            )


def _steps() -> list[tuple[str, str, str]]:
    return [
        (
            "account_tree",
            _("Draw"),
            _("Say what the customer reads and what happens with each answer."),
        ),
        (
            "forum",
            _("Test"),
            _("Talk to your drawing as a customer would, and mend what is wrong."),
        ),
        ("rocket_launch", _("Publish"), _("Put it on the air. Customers are served at once.")),
    ]
