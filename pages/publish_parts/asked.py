"""Which dialog of publishing is open."""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from pages.widgets.dialogs import OpenDialog

Action: TypeAlias = Literal["publish", "back", "move", "promote", "stop", "cancel"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person wants to do on a channel; `plan_id` is the plan it is about, if any."""

    action: Action
    channel: str
    plan_id: int | None = None


_dialog: Final = OpenDialog[Asked]("publish")
asked, forget, close = _dialog.asked, _dialog.forget, _dialog.close


def ask(action: Action, channel: str, plan_id: int | None = None) -> None:
    """Open a dialog at the next drawing."""
    _dialog.ask(Asked(action, channel, plan_id))
