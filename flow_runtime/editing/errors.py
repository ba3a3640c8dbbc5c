"""What the editing core refuses.

OperationRefused    a message of gestures that cannot be read: caught by the desk, which shows it
"""

from typing import TYPE_CHECKING

from flow_runtime.errors import FluxoError

if TYPE_CHECKING:
    from flow_runtime.editing.operations import Operation


class OperationRefused(FluxoError):
    """A gesture from the browser has the wrong shape or is too large.

    `readable` are the gestures of the same message that can be applied. One with a sound envelope
    and bad changes is among them without its changes, so that it does not hold up those after it.
    """

    def __init__(self, message: str, *, pt: str, readable: "tuple[Operation, ...]" = ()) -> None:
        super().__init__(message, pt=pt)
        self.readable = readable
