"""Making a gesture as people do: looking whether it happened, and making it again if it did not."""

import time
from typing import Final

from playwright.sync_api import TimeoutError as NotFound

from tests.crash.editing.gestures import Gesture
from tests.crash.editing.hands import Hands

_TRIES: Final = 3
_SEEN_WITHIN_S: Final = 3.0
_ANSWERED_WITHIN_S: Final = 45.0
"""The builder may have to be started again before."""
_LOOK_EVERY_S: Final = 0.02


class NothingHappened(AssertionError):
    """A gesture was made again and again, and the drawing stayed as it was."""


def perform(hands: Hands, gesture: Gesture) -> None:
    """Make a gesture and wait until the drawing shows it, connected or not.

    Raises:
        NothingHappened: It does not.
    """
    tries, seen_within_s = _TRIES, _SEEN_WITHIN_S
    if gesture.needs_builder:
        tries, seen_within_s = 1, _ANSWERED_WITHIN_S
    for attempt in range(tries):
        hands.begin()
        before = hands.sees()
        try:
            gesture.make(hands)
        except NotFound:
            if attempt + 1 == tries:
                raise
        else:
            if _sees_other_than(before, hands, seen_within_s):
                return
    raise NothingHappened(f"Nothing happened when somebody {gesture.name}: {hands.hears()}")


def _sees_other_than(before: str, hands: Hands, within_s: float) -> bool:
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if hands.sees() != before:
            return True
        time.sleep(_LOOK_EVERY_S)
    return False
