"""From a wish to talk to the draft to a conversation: what is run, when it happens, from where."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, get_args

from pydantic import JsonValue

from flow_runtime.calendars import OpeningState
from flow_runtime.simulation import Action
from flow_runtime.simulation.moments import moment_when
from pages.editing.desk import Desk
from pages.installation import now
from pages.simulating.drafts import CompiledDraft, compiled
from pages.simulating.needed import needed_from

ASKED: Final = "simulate"
"""What the canvas asks for by ▶, Ctrl+Enter and Shift+Enter."""

PANEL: Final = "simulator"
"""The panel beside the drawing where the conversation stands."""


def take_wish(desk: Desk) -> None:
    """Begin what the canvas asked for, and bring the simulator forward."""
    if desk.asked != ASKED:
        return
    node, desk.asked, desk.asked_node = desk.asked_node, PANEL, None
    if node is None:
        begin(desk)
    else:
        begin_from(desk, node)


def bring_forward(desk: Desk) -> None:
    """Show the simulator beside the drawing; a conversation begins while there is none."""
    desk.asked = PANEL
    desk.view.turn_to("canvas")
    if desk.simulator.talk is None:
        begin(desk)


def begin(desk: Desk) -> None:
    """Begin at the start of the flow."""
    draft = newest_draft(desk)
    desk.simulator.take(draft)
    desk.simulator.begin(moment_of(desk, draft))


def begin_from(desk: Desk, node: str) -> None:
    """Begin at a node; what it needs to know is asked for first."""
    draft = newest_draft(desk)
    desk.simulator.take(draft)
    if needed_from(draft.program.flow, node):
        desk.simulator.close()
        desk.simulator.asked_at = node
    else:
        desk.simulator.begin(moment_of(desk, draft), node=node)


def begin_with(desk: Desk, node: str, variables: Mapping[str, JsonValue]) -> None:
    """Begin at a node with given variables."""
    draft = newest_draft(desk)
    desk.simulator.take(draft)
    desk.simulator.begin(moment_of(desk, draft), node=node, variables=variables)


def begin_again(desk: Desk) -> None:
    """Begin once more as this conversation began, with the draft as it is now."""
    draft = newest_draft(desk)
    desk.simulator.take(draft)
    desk.simulator.begin_again(moment_of(desk, draft))


def act(desk: Desk, action: Action) -> bool:
    """Let something happen in the conversation, under the draft as it is now."""
    desk.simulator.take(newest_draft(desk))
    return desk.simulator.do(action)


def try_again(desk: Desk) -> None:
    """Do the last step once more under the draft as it is now."""
    desk.simulator.take(newest_draft(desk))
    desk.simulator.try_again()


def newest_draft(desk: Desk) -> CompiledDraft:
    """Return the draft as a program, compiled when it changed since."""
    known = desk.simulator.draft
    if known is not None and known.document is desk.document:
        return known
    return compiled(desk.document, workspace=desk.workspace, flows=desk.checking.flows)


def moment_of(desk: Desk, draft: CompiledDraft) -> datetime:
    """Return when a conversation begins in the scene, in the zone of the flow's business."""
    moment = now().astimezone(draft.program.zone)
    return special_beginnings(draft, moment).get(desk.simulator.scene.begins, moment)


def special_beginnings(draft: CompiledDraft, moment: datetime | None = None) -> dict[str, datetime]:
    """Return the moments of the business calendar that a conversation may begin at, by name."""
    after = moment or now()
    found = {state: moment_when(draft.program, state, after) for state in get_args(OpeningState)}
    return {state: when.at for state, when in found.items() if when is not None}
