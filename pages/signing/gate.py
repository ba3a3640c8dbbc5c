"""The gate inside each run of a page: nothing is drawn for nobody."""

import streamlit as st

from flow_runtime.errors import FluxoError
from pages.person import current_scope
from pages.signing.leaving import leave
from pages.texts import in_language
from storage.errors import StorageError
from storage.policy import NOBODY, Scope


def admitted() -> Scope:
    """Return in whose name this run acts; who is not signed in is led away before anything else.

    The door looked when the page was opened; since then the sign-in may have ended.
    """
    try:
        scope = current_scope()
    except (StorageError, FluxoError) as error:
        st.error(in_language(error.words), icon=":material/cloud_off:")
        st.stop()
    if scope == NOBODY:
        leave()
    return scope
