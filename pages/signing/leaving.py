"""What a page shows to somebody who is not signed in any more: nothing, and then the sign-in."""

from pathlib import Path
from typing import Final, NoReturn

import streamlit as st

from pages.texts import texts_of

_ = texts_of("signing")

_SCRIPT: Final = (Path(__file__).parent / "leaving.js").read_text(encoding="utf-8")
_WANTED: Final = "leaves_for"
_leaving = st.components.v2.component("fluxo_leaving", js=_SCRIPT)


def leave_for(address: str) -> None:
    """Let a page that nobody may see any more lead to an address: for callbacks."""
    st.session_state[_WANTED] = address


def leave() -> NoReturn:
    """Send the browser away and draw nothing more.

    Where no other address is wanted it loads its page again, and the door stands before that.
    """
    address = str(st.session_state.get(_WANTED, ""))
    _leaving(key="fluxo-leaving", data={"address": address})
    st.link_button(_("Sign in"), address or "/sign-in", icon=":material/login:")
    st.stop()


def leave_if_wanted() -> None:
    """Send the browser away where a callback asked for it."""
    if _WANTED in st.session_state:
        leave()
