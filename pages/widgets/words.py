"""The words of the builder in Portuguese and English, and the choice between them."""

from collections.abc import Mapping
from typing import Final, Literal, get_args

import streamlit as st

Language = Literal["pt-BR", "en"]
LANGUAGES: Final = get_args(Language)
_NAMES: Final = {"pt-BR": "Português", "en": "English"}

WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "language": {"pt-BR": "Idioma", "en": "Language"},
    "subtitle": {
        "pt-BR": "Conversas de atendimento: desenhe, teste, publique.",
        "en": "Customer-service conversations: draw, test, publish.",
    },
    "flows": {"pt-BR": "Seus fluxos", "en": "Your flows"},
    "no_flows": {
        "pt-BR": "Ainda não há fluxos. Comece importando um arquivo: fluxo import ARQUIVO.",
        "en": "There are no flows yet. Begin by importing a file: fluxo import FILE.",
    },
    "live": {
        "pt-BR": "No ar em {channel}, versão {version}",
        "en": "Live on {channel}, version {version}",
    },
    "draft": {"pt-BR": "Rascunho", "en": "Draft"},
    "open_chat": {"pt-BR": "Abrir a conversa", "en": "Open the chat"},
    "changed": {"pt-BR": "Alterado em {when}", "en": "Changed {when}"},
    "unavailable": {
        "pt-BR": "O banco de dados não respondeu. Confira com: fluxo doctor.",
        "en": "The database did not answer. Check with: fluxo doctor.",
    },
}


def choose_language() -> None:
    """Show the language switch."""
    st.segmented_control(
        word("language"),  # also settles the language before the switch is drawn
        LANGUAGES,
        format_func=_NAMES.__getitem__,
        key="language",
        required=True,
        label_visibility="collapsed",
        width="content",
    )


def language() -> Language:
    """Return the language of this visitor: chosen, asked for by the address, or Portuguese."""
    asked = st.query_params.get("language")
    st.session_state.setdefault("language", asked if asked in LANGUAGES else "pt-BR")
    chosen: Language = st.session_state["language"]
    return chosen


def word(key: str, **values: str) -> str:
    """Return a text of the builder in the visitor's language."""
    return WORDS[key][language()].format(**values)
