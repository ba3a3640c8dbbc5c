"""What is wrong with a file, each thing with its place."""

from typing import Final

import streamlit as st

from flow_runtime.problems import Problem
from flow_runtime.uploads import Upload
from pages.texts import in_language, plain, texts_of

_ = texts_of("home")

_MAX_SHOWN: Final = 20


def draw_problems(upload: Upload) -> None:
    """Draw the problems of a file, the first ones when there are many."""
    with st.container(key="home-file-problems", border=True, gap="xsmall"):
        for found in upload.problems[:_MAX_SHOWN]:
            st.markdown(_line(found))
        hidden = len(upload.problems) - _MAX_SHOWN
        if hidden > 0:
            st.caption(_.plural("and {count} more", "and {count} more", hidden))


def _line(found: Problem) -> str:
    place = " › ".join(part for part in found.pointer.split("/") if part)
    said = plain(in_language(found.words))
    if not place:
        return f"- {said}"
    where = _("In the file: {place}", place=plain(place))
    return f"- {said}\n\n  :gray[:small[{where}]]"
