"""Where a variable is used, each place a way to its block."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from flow_runtime.editing.documents import node_of, text_of
from flow_runtime.editing.refactoring import VariableUse
from flow_runtime.nodes.base import SETTINGS_ID
from pages.texts import plain, texts_of
from pages.widgets.panels.desk import Desk

_ = texts_of("panels")
_MAX_NAMED: Final = 15


def draw_uses(desk: Desk, name: str, uses: Sequence[VariableUse]) -> None:
    """Draw the blocks that use a variable."""
    owners = owners_of(uses)
    if not owners:
        st.caption(_("Nothing uses it."))
        return
    told = _.plural("Used in {count} place", "Used in {count} places", len(owners))
    st.markdown(f"**{told}**")
    with st.container(gap=None):
        for owner, is_saved in list(owners.items())[:_MAX_NAMED]:
            _draw_owner(desk, name, owner, is_saved=is_saved)
    if len(owners) > _MAX_NAMED:
        st.caption(_("… and {count} more blocks", count=len(owners) - _MAX_NAMED))


def owners_of(uses: Sequence[VariableUse]) -> dict[str, bool]:
    """Return the blocks with uses, in order, and whether each saves something into it."""
    owners: dict[str, bool] = {}
    for use in uses:
        owners[use.owner] = owners.get(use.owner, False) or use.is_written
    return owners


def _draw_owner(desk: Desk, name: str, owner: str, *, is_saved: bool) -> None:
    node = node_of(desk.document, owner)
    if owner == SETTINGS_ID or node is None:
        st.caption(_("Settings of the flow"))
        return
    does = _("saves it") if is_saved else _("reads it")
    called = plain(text_of(node, "name") or owner)
    st.button(
        f"{called} :gray[{does}]",
        key=f"variables-{desk.flow_id}-{name}-use-{owner}",
        icon=":material/my_location:",
        type="tertiary",
        help=_("Show ‘{name}’ on the canvas", name=called),
        on_click=desk.focus,
        args=(owner,),
    )
