"""The gate inside each run of a page: nothing is drawn for nobody."""

import streamlit as st

from flow_runtime.errors import FluxoError
from pages.person import current_scope
from pages.signing.leaving import leave
from pages.signing.troubles import trouble_words
from storage.errors import StorageError
from storage.policy import NOBODY, Scope


def admitted() -> Scope:
    """Return in whose name this run acts; who is not signed in is led away before anything else.

    The door looked when the page was opened; since then the sign-in may have ended.
    """
    try:
        scope = current_scope()
    except (StorageError, FluxoError) as error:
        st.error(trouble_words(error), icon=":material/cloud_off:")
        st.stop()
    if scope == NOBODY:
        leave()
    return scope
