"""Why a version cannot be handed in or decided about.

    ReviewRefused             base; one sentence and a way out          → whoever asked
    ├── TestsFailed           conversation tests say otherwise          → mend flow or tests
    ├── ReasonNeeded          something is to be explained in words     → write it
    ├── AlreadySubmitted      the draft only repeats its newest version → change something
    └── TextTooLong           a text is longer than it may be           → shorten it

Errors of the flow itself are FlowInvalid; what another person decided first, or one's own version,
is told by storage.errors (AlreadyDecided, OtherContent, OwnVersion).
"""

from collections.abc import Sequence
from typing import ClassVar, Final

from flow_runtime.errors import FluxoError

MAX_TEXT_CHARACTERS: Final = 2_000
_MOST_NAMES: Final = 5


class ReviewRefused(FluxoError):
    """Something of a review cannot be done as it was asked."""


class TestsFailed(ReviewRefused):
    """Conversation tests of the draft fail; `names` are theirs, in the order of the tests."""

    __test__: ClassVar[bool] = False  # no test, although it is called like one

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        shown = ", ".join(f"“{name}”" for name in self.names[:_MOST_NAMES])
        more = len(self.names) - _MOST_NAMES
        and_more = (f" e mais {more}", f" and {more} more") if more > 0 else ("", "")
        super().__init__(
            f"Tests that fail: {shown}{and_more[1]}. Mend the flow or the tests, then submit.",
            pt=f"Testes que falham: {shown}{and_more[0]}. Corrija o fluxo ou os testes e envie "
            "depois.",
        )


class ReasonNeeded(ReviewRefused):
    """A reason in words is missing."""


class AlreadySubmitted(ReviewRefused):
    """The draft says what its newest version says, and that one was handed in."""


class TextTooLong(ReviewRefused):
    """A comment or reason is longer than it may be."""


def tidied(text: str) -> str:
    """Return what somebody wrote, without space around it.

    Raises:
        TextTooLong: It has more than `MAX_TEXT_CHARACTERS` characters.
    """
    written = text.strip()
    if len(written) > MAX_TEXT_CHARACTERS:
        raise TextTooLong(
            f"The text is too long: write at most {MAX_TEXT_CHARACTERS} characters.",
            pt=f"O texto é longo demais: escreva no máximo {MAX_TEXT_CHARACTERS} caracteres.",
        )
    return written
