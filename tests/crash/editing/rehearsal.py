"""The session undisturbed: what the draft is after every gesture."""

import time
from collections.abc import Sequence
from typing import Final

from flow_runtime.editing import Document
from tests.crash.editing.documents import told
from tests.crash.editing.gestures import Gesture
from tests.crash.editing.hands import Hands
from tests.crash.editing.performing import perform
from tests.crash.editing.stage import Stage

_SAVED_WITHIN_S: Final = 30.0
_RESTS_S: Final = 0.4
_LOOK_EVERY_S: Final = 0.05


def rehearse(stage: Stage, hands: Hands, gestures: Sequence[Gesture]) -> list[str]:
    """Make the gestures one after the other, each once the one before is saved.

    Returns:
        The draft after 0, 1, 2 … gestures, as `told` tells it.
    """
    flow_id = stage.new_flow()
    hands.open(stage.address(flow_id))
    drafts = [told(stage.document(flow_id))]
    for gesture in gestures:
        perform(hands, gesture)
        drafts.append(_changed(stage, flow_id, drafts[-1], gesture))
    return drafts


def _changed(stage: Stage, flow_id: str, before: str, gesture: Gesture) -> str:
    """Wait until a draft has changed and rests; return it."""
    end = time.monotonic() + _SAVED_WITHIN_S
    while (text := told(stage.document(flow_id))) == before:
        assert time.monotonic() < end, f"Nothing was saved when somebody {gesture.name}."
        time.sleep(_LOOK_EVERY_S)
    return resting(stage, flow_id, text)


def resting(stage: Stage, flow_id: str, text: str = "") -> str:
    """Wait until a draft has not changed for a moment; return it."""
    rested_s = time.monotonic()
    while time.monotonic() - rested_s < _RESTS_S:
        time.sleep(_LOOK_EVERY_S)
        newest: Document = stage.document(flow_id)
        if told(newest) != text:
            text, rested_s = told(newest), time.monotonic()
    return text
