"""Which dialog is open: it stays so, however often the page is drawn, until it is closed."""

from dataclasses import dataclass
from typing import Final, Literal, NoReturn, TypeAlias

import streamlit as st

Action: TypeAlias = Literal["publish", "back", "move", "promote", "stop", "cancel"]

_KEY: Final = "publish:dialog"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to do on a channel; `plan_id` is the plan it is about, if any."""

    action: Action
    channel: str
    plan_id: int | None = None


def ask(action: Action, channel: str, plan_id: int | None = None) -> None:
    """Open a dialog at the next drawing."""
    st.session_state[_KEY] = Asked(action, channel, plan_id)


def asked() -> Asked | None:
    """Return which dialog is open."""
    found: Asked | None = st.session_state.get(_KEY)
    return found


def forget() -> None:
    """Let no dialog be open from the next drawing on."""
    st.session_state.pop(_KEY, None)


def close() -> NoReturn:
    """Close the dialog that is being drawn and draw the page again."""
    forget()
    st.rerun()
