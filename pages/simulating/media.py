"""Pictures, sounds, films, files and links of a conversation; nothing is fetched to show them."""

from typing import Final

import streamlit as st

from flow_runtime.simulation import Bubble
from pages.texts import plain, texts_of

_ = texts_of("simulator")
_ICONS: Final = {
    "image": "image",
    "audio": "graphic_eq",
    "video": "movie",
    "document": "description",
    "link": "link",
}


def draw_media(bubble: Bubble) -> None:
    """Draw what a bubble carries as a line with its kind, its name and where it comes from.

    The draft's addresses are not opened by looking at it: that would tell a stranger who looks.
    """
    name = bubble.name or _kind(bubble.kind)
    st.markdown(f":material/{_ICONS.get(bubble.kind, 'attach_file')}: **{plain(name)}**")
    if bubble.url:
        st.caption(plain(bubble.url))


def _kind(kind: str) -> str:
    words = {
        "image": _("Picture"),
        "audio": _("Sound"),
        "video": _("Film"),
        "document": _("Document"),
        "link": _("Link"),
    }
    return words.get(kind, _("File"))
