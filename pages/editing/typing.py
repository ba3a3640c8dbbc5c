"""Texts that are kept while they are typed, not only when their field is left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from flow_runtime.editing import Change
from flow_runtime.editing.changes import SetField, SetTranslation

_SCRIPT: Final = (Path(__file__).parent / "typing.js").read_text(encoding="utf-8")
_PAUSE: Final = timedelta(seconds=4)
_listener = st.components.v2.component("fluxo_typing", js=_SCRIPT)


def listen_to_typing() -> None:
    """Let the fields inside `live` parts of the page tell what is typed, as it is typed."""
    with st.container(key="fx-typing"):
        _listener(key="typing")


def live(key: str, *, horizontal: bool = False) -> DeltaGenerator:
    """Return a part of the page whose fields tell what is typed after every short pause."""
    return st.container(
        key=f"fx-live {key}",
        horizontal=horizontal,
        vertical_alignment="center" if horizontal else "top",
        gap="small",
    )


@dataclass(slots=True)
class Typing:
    """Which text is being typed: its pieces are one gesture as long as no pause is long."""

    _place: tuple[str, str] | None = None
    _until: datetime | None = None

    def goes_on(self, changes: Sequence[Change], moment: datetime) -> bool:
        """Say whether changes continue what was being typed; they are what is typed now."""
        place = _place_of(changes)
        continues = place is not None and place == self._place
        continues = continues and self._until is not None and moment <= self._until
        self._place, self._until = place, moment + _PAUSE
        return continues

    def stop(self) -> None:
        """Let the next letter begin a gesture of its own."""
        self._place = None


def _place_of(changes: Sequence[Change]) -> tuple[str, str] | None:
    """Return where a single text is written, or None for any other gesture."""
    match changes:
        case [SetField(node=node, path=path, value=str())]:
            return node, path
        case [SetTranslation(language=language, key=key, value=str())]:
            return language, key
    return None
