"""The browser's code of widgets, fetched while nobody waits instead of when they are needed."""

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

_SCRIPT: Final = (Path(__file__).parent / "warming.js").read_text(encoding="utf-8")
_CODE: Final = Path(st.__file__).parent / "static" / "static" / "js"
_fetcher = st.components.v2.component("fluxo_warming", js=_SCRIPT)


def warm_widgets(*widgets: str) -> None:
    """Let the browser fetch the code of widgets to come as soon as it has nothing else to do.

    Streamlit fetches it when it first draws one of a kind.
    """
    with st.container(key="fx-warming"):
        _fetcher(key="warming", data={"names": _names(widgets)})


@cache
def _names(widgets: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files of widgets; a name carries a mark of its content, so it is looked up."""
    found = (sorted(_CODE.glob(f"{widget}.*.js")) for widget in widgets)
    return tuple(files[0].name for files in found if files)
