"""Which dialog of the home is open."""

from dataclasses import dataclass
from typing import Final

from pages.home_parts.rows import Row
from pages.widgets.dialogs import OpenDialog


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to do that needs more words; `row` is the flow it is about, if any."""

    action: str
    row: Row | None = None


_dialog: Final = OpenDialog[Asked]("home")
asked, forget, close = _dialog.asked, _dialog.forget, _dialog.close


def ask(action: str, row: Row | None = None) -> None:
    """Open a dialog at the next drawing."""
    _dialog.ask(Asked(action, row))
