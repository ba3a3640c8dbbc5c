"""The browser's code of widgets, fetched while nobody waits instead of at the first selection."""

from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

_SCRIPT: Final = (Path(__file__).parent / "warming.js").read_text(encoding="utf-8")
_CODE: Final = Path(st.__file__).parent / "static" / "static" / "js"
_WIDGETS: Final = (
    "TextInput",
    "TextArea",
    "Selectbox",
    "MenuButton",
    "Checkbox",
    "NumberInput",
    "Multiselect",
)
"""What most inspectors consist of; Streamlit fetches a widget's code when it first draws one."""

_fetcher = st.components.v2.component("fluxo_warming", js=_SCRIPT)


def warm_widgets() -> None:
    """Let the browser fetch what the panels will need as soon as it has nothing else to do."""
    with st.container(key="fx-warming"):
        _fetcher(key="warming", data={"names": _names()})


@cache
def _names() -> tuple[str, ...]:
    """Return the files of the widgets; a name carries a mark of its content, so it is looked up."""
    found = (sorted(_CODE.glob(f"{widget}.*.js")) for widget in _WIDGETS)
    return tuple(files[0].name for files in found if files)
